// The ARN that an IAM operation is about, with the path that only IAM knows.
import type { Call, Input } from '../call.ts';
import { textOf } from '../input-members.ts';
import type { Caller } from './iam-credentials.ts';
import { type Directory, ownerOf, type Policy, type Role, type User } from './iam-directory.ts';

/** The user or role that an IAM call is about; without a name, the one of the key, or of the caller. */
export function targetOf(caller: Caller, call: Call, input: Input): User | Role | undefined {
  const { users, roles } = caller.directory;
  const roleName = textOf(input, 'RoleName');
  if (roleName !== undefined) return roles.get(roleName.toLowerCase());
  const userName = textOf(input, 'UserName');
  if (userName !== undefined) return users.get(userName.toLowerCase());
  const source = textOf(input, 'PolicySourceArn');
  if (source !== undefined) return byArn(caller.directory, source);
  if (!isAboutUser(call.operation)) return undefined;
  const key = textOf(input, 'AccessKeyId');
  if (key !== undefined) return ownerOf(caller.directory, key);
  return caller.principal.kind === 'user' ? caller.principal : undefined;
}

/** The managed policy that an IAM call is about. */
export function policyOf({ directory }: Caller, { operation }: Call, input: Input): Policy | undefined {
  // Of these the user or role is the resource.
  if (/^(Attach|Detach)/.test(operation)) return undefined;
  return directory.policies.get(textOf(input, 'PolicyArn') ?? '');
}

export function iamResource(caller: Caller, call: Call, input: Input): string {
  const { operation } = call;
  const at = `arn:aws:iam::${caller.directory.accountId}:`;
  const path = textOf(input, 'Path') ?? '/';
  if (operation === 'CreateUser') return `${at}user${path}${textOf(input, 'UserName') ?? ''}`;
  if (operation === 'CreateRole') return `${at}role${path}${textOf(input, 'RoleName') ?? ''}`;
  if (operation === 'CreatePolicy') return `${at}policy${path}${textOf(input, 'PolicyName') ?? ''}`;
  const listed = { ListUsers: 'user', ListRoles: 'role', ListPolicies: 'policy' }[operation];
  // IAM asks for the whole kind: the path that is looked for makes no difference.
  if (listed !== undefined) return `${at}${listed}/`;
  const profile = textOf(input, 'InstanceProfileName');
  if (profile !== undefined) {
    const known = caller.directory.instanceProfiles.get(profile.toLowerCase());
    return known?.arn ?? `${at}instance-profile${path}${profile}`;
  }
  const target = targetOf(caller, call, input);
  if (target !== undefined) return target.arn;
  const [user, role] = [textOf(input, 'UserName'), textOf(input, 'RoleName')];
  if (user !== undefined) return `${at}user/${user}`;
  if (role !== undefined) return `${at}role/${role}`;
  return textOf(input, 'PolicySourceArn') ?? textOf(input, 'PolicyArn') ?? '*';
}

/** Where IAM takes the caller for the user that is meant. */
function isAboutUser(operation: string): boolean {
  return /User|AccessKey|LoginProfile|MFADevice/.test(operation) && operation !== 'ListUsers';
}

export function byArn({ users, roles }: Directory, arn: string): User | Role | undefined {
  const all: Iterable<User | Role> = [...users.values(), ...roles.values()];
  return Iterator.from(all).find((it) => it.arn === arn);
}
