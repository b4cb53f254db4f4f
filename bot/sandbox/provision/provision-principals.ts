// Puts the users and roles that scenarios speak of into the sandbox's IAM.
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { tolerate } from './tolerate.ts';
import { trustPolicy } from './trust-policy.ts';

export interface Principal {
  readonly kind: 'user' | 'role';
  readonly name: string;
  /** `/` when left out. */
  readonly path?: string;
  /** Names of policies that AWS manages, for example `AdministratorAccess`. */
  readonly policies?: readonly string[];
  /** Users only: whether there is a password for the console. */
  readonly console?: boolean;
  /** Users only: ids of the access keys, because the records of a scenario name them. */
  readonly accessKeyIds?: readonly string[];
  /** Users only: when the keys were made; now when left out. */
  readonly keysCreatedAt?: Date;
  readonly tags?: { readonly [key: string]: string };
  /** Roles only: the services or ARNs that may assume it; EC2 when left out. */
  readonly trusts?: readonly string[];
  /** Roles only: whether an instance profile of the role's name holds it. */
  readonly instanceProfile?: boolean;
}

const EXISTS = 'EntityAlreadyExistsException';

/** IAM's API only makes keys with random ids, so keys with known ones are put in from inside. */
export type PlantKey = (userName: string, accessKeyId: string, createdAt?: Date) => void;

/** Idempotent. Several principals of one name are one. */
export async function provisionPrincipals(
  iam: IAMClient,
  principals: readonly Principal[],
  plantKey: PlantKey | undefined,
): Promise<void> {
  const byName = new Map<string, Principal[]>();
  for (const principal of principals) {
    const key = `${principal.kind} ${principal.name.toLowerCase()}`;
    byName.set(key, [...(byName.get(key) ?? []), principal]);
  }
  await Promise.all(
    byName.values().map(async (same) => {
      for (const principal of same) {
        await (principal.kind === 'user'
          ? provisionUser(iam, principal, plantKey)
          : provisionRole(iam, principal));
      }
    }),
  );
}

async function provisionUser(
  iam: IAMClient,
  principal: Principal,
  plantKey: PlantKey | undefined,
): Promise<void> {
  const { name: UserName, path: Path, policies = [], console = false } = principal;
  const { accessKeyIds = [], keysCreatedAt } = principal;
  const create = new CreateUserCommand({ UserName, Path, Tags: tagsOf(principal) });
  await tolerate(EXISTS, iam.send(create));
  for (const PolicyArn of policies.map(awsPolicyArn)) {
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  }
  if (console) {
    const profile = new CreateLoginProfileCommand({ UserName, Password: 'Sandbox-Passw0rd' });
    await tolerate(EXISTS, iam.send(profile));
  }
  if (plantKey !== undefined) {
    for (const id of accessKeyIds) plantKey(UserName, id, keysCreatedAt);
    return;
  }
  const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }));
  for (let count = AccessKeyMetadata.length; count < accessKeyIds.length; count += 1) {
    await iam.send(new CreateAccessKeyCommand({ UserName }));
  }
}

async function provisionRole(iam: IAMClient, principal: Principal): Promise<void> {
  const { name: RoleName, path: Path, policies = [], trusts = ['ec2.amazonaws.com'] } = principal;
  const AssumeRolePolicyDocument = trustPolicy(trusts);
  const create = new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument, Tags: tagsOf(principal) });
  await tolerate(EXISTS, iam.send(create));
  for (const PolicyArn of policies.map(awsPolicyArn)) {
    const attach = new AttachRolePolicyCommand({ RoleName, PolicyArn });
    // The roles of Identity Center are its own: it gives them their policies, and nobody else can.
    await tolerate('UnmodifiableEntityException', iam.send(attach));
  }
  if (principal.instanceProfile !== true) return;
  const profile = { InstanceProfileName: RoleName };
  await tolerate(EXISTS, iam.send(new CreateInstanceProfileCommand(profile)));
  // A profile holds one role at most.
  await tolerate(
    'LimitExceededException',
    iam.send(new AddRoleToInstanceProfileCommand({ ...profile, RoleName })),
  );
}

function tagsOf({ tags = {} }: Principal) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function awsPolicyArn(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}
