// Puts the users and roles that scenarios speak of into the sandbox's IAM.
import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { tolerate } from './tolerate.ts';

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
  /** Roles only: the service or account ARN that may assume it; EC2 when left out. */
  readonly trusts?: string;
}

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
  { name: UserName, path, policies = [], console = false, accessKeyIds = [], keysCreatedAt }: Principal,
  plantKey: PlantKey | undefined,
): Promise<void> {
  await tolerate('EntityAlreadyExistsException', iam.send(new CreateUserCommand({ UserName, Path: path })));
  for (const PolicyArn of policies.map(awsPolicyArn)) {
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  }
  if (console) {
    const profile = new CreateLoginProfileCommand({ UserName, Password: 'Sandbox-Passw0rd' });
    await tolerate('EntityAlreadyExistsException', iam.send(profile));
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
  const { name: RoleName, path, policies = [], trusts = 'ec2.amazonaws.com' } = principal;
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: trusts.startsWith('arn:') ? { AWS: trusts } : { Service: trusts },
        Action: 'sts:AssumeRole',
      },
    ],
  });
  const create = new CreateRoleCommand({ RoleName, Path: path, AssumeRolePolicyDocument });
  await tolerate('EntityAlreadyExistsException', iam.send(create));
  for (const PolicyArn of policies.map(awsPolicyArn)) {
    const attach = new AttachRolePolicyCommand({ RoleName, PolicyArn });
    // The roles of Identity Center are its own: it gives them their policies, and nobody else can.
    await tolerate('UnmodifiableEntityException', iam.send(attach));
  }
}

function awsPolicyArn(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}
