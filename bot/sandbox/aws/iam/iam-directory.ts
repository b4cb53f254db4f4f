// Who is in the account: users with their keys and passwords, roles, policies, and how they are found.
import { randomBytes } from 'node:crypto';
import { AwsFault, type Call, type Input } from '../call.ts';
import type { Clock } from '../clock.ts';
import { noSuchEntity, policyArnOf, requiredName } from './iam-check.ts';
import { createHistory, type History } from './iam-history.ts';
import { AWS_MANAGED_POLICIES } from './iam-managed-policies.ts';

/** What users and roles have in common. */
export interface Principal {
  readonly kind: 'user' | 'role';
  readonly name: string;
  readonly path: string;
  /** `AIDA…` or `AROA…`. */
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  /** ARNs of attached managed policies. */
  readonly attached: Set<string>;
  /** Inline policies, document by name. */
  readonly inline: Map<string, string>;
  boundary: string | undefined;
}

export interface AccessKey {
  readonly id: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
  lastUsed?: { readonly at: Date; readonly region: string; readonly service: string };
}

export interface User extends Principal {
  readonly keys: Map<string, AccessKey>;
  password: { readonly createdAt: Date; resetRequired: boolean } | undefined;
}

export interface Role extends Principal {
  trustPolicy: string;
  readonly description: string | undefined;
  readonly maxSessionDuration: number;
  lastUsed?: { readonly at: Date; readonly region: string };
}

export interface InstanceProfile {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** AWS allows one. */
  role: Role | undefined;
}

export interface Policy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly document: string;
  readonly description: string | undefined;
  readonly createdAt: Date;
}

export interface Directory {
  readonly clock: Clock;
  readonly accountId: string;
  /** By lower-case name: IAM names differ in more than case. */
  readonly users: Map<string, User>;
  readonly roles: Map<string, Role>;
  /** AWS's own and the account's, by ARN. */
  readonly policies: Map<string, Policy>;
  /** By lower-case name. */
  readonly instanceProfiles: Map<string, InstanceProfile>;
  /** Whose the keys were that have been deleted: nobody else ever gets them. */
  readonly deletedKeys: Map<string, User>;
  /** What stood before the last changes, because they are not enforced at once. */
  readonly history: History;
}

/** @param propagationMs - milliseconds until a change is enforced; 0 when left out */
export function createDirectory(clock: Clock, accountId: string, propagationMs = () => 0): Directory {
  const policies = AWS_MANAGED_POLICIES.map((policy): [string, Policy] => [policy.arn, policy]);
  return {
    clock,
    accountId,
    users: new Map(),
    roles: new Map(),
    policies: new Map(policies),
    instanceProfiles: new Map(),
    deletedKeys: new Map(),
    history: createHistory(clock, propagationMs),
  };
}

/** An IAM unique id: prefix and 17 characters of base 32, as `AIDAJQABLZS4A3QDU576Q`. */
export function newId(prefix: 'AIDA' | 'AROA' | 'AIPA' | 'ANPA' | 'AKIA' | 'ASIA'): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
  return prefix + Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}

/** @throws AwsFault `NoSuchEntity`, `ValidationError` */
export function findUser({ users }: Directory, input: Input): User {
  const name = requiredName(input, 'UserName');
  const user = users.get(name.toLowerCase());
  if (user === undefined) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** The user a call names, or the one whose access key signed it. @throws AwsFault as {@link findUser} */
export function findUserOrCaller(directory: Directory, input: Input, call: Call): User {
  if (input.UserName !== undefined) return findUser(directory, input);
  const caller = ownerOf(directory, call.accessKeyId);
  if (caller !== undefined) return caller;
  throw new AwsFault('ValidationError', 'Must specify userName when calling with non-User credentials');
}

export function ownerOf({ users }: Directory, accessKeyId: string): User | undefined {
  return users.values().find((user) => user.keys.has(accessKeyId));
}

/** @throws AwsFault `NoSuchEntity`, `ValidationError` */
export function findRole({ roles }: Directory, input: Input): Role {
  const name = requiredName(input, 'RoleName');
  const role = roles.get(name.toLowerCase());
  if (role === undefined) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** @throws AwsFault `NoSuchEntity`, `InvalidInput`, `ValidationError` */
export function findPolicy({ policies }: Directory, input: Input): Policy {
  const arn = policyArnOf(input);
  const policy = policies.get(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** Every change of a user or role begins here. @throws AwsFault as {@link checkModifiable} */
export function beginChange({ history }: Directory, principal: User | Role): void {
  checkModifiable(principal);
  history.keep(principal);
}

/** @throws AwsFault `UnmodifiableEntity` for roles that only AWS changes: service-linked and Identity Center's. */
export function checkModifiable(principal: Principal): void {
  const reserved =
    principal.path.startsWith('/aws-reserved/') || principal.path.startsWith('/aws-service-role/');
  const named = /^(AWSServiceRoleFor|AWSReservedSSO_)/.test(principal.name);
  if (principal.kind !== 'role' || !(reserved || named)) return;
  throw new AwsFault(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${principal.name}' - this role is only modifiable by AWS`,
  );
}

export function boundaryOf({ boundary }: Principal): Input | undefined {
  return boundary === undefined
    ? undefined
    : { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary };
}
