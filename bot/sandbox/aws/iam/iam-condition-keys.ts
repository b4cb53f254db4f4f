// The context keys that policies may ask for: of the caller, of the call and of what it is about.
import type { Call, Input } from '../call.ts';
import { structuresOf, textOf, textsOf } from '../input-members.ts';
import type { Caller } from './iam-credentials.ts';
import { policyOf, targetOf } from './iam-resource.ts';

type Keys = Map<string, readonly string[]>;

/**
 * Operations with `iam:PermissionsBoundary`; of those that set one it is the new one, of the others the target's own.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const BOUNDED =
  /^(Attach|Detach|Put|Delete)(User|Role)Policy$|^DeleteUserPermissionsBoundary$|^DeleteRolePermissionsBoundary$/;
const BOUNDING = /^Put(User|Role)PermissionsBoundary$|^Create(User|Role)$/;

/** Names keep AWS's case; `evaluate` compares them without. */
export function keysOfCall(caller: Caller, call: Call, input: Input): ReadonlyMap<string, readonly string[]> {
  const keys: Keys = new Map(keysOfCaller(caller));
  const now = caller.directory.clock.now();
  set(keys, 'aws:CurrentTime', now.toISOString());
  set(keys, 'aws:EpochTime', String(Math.floor(now.getTime() / 1_000)));
  // The sandbox listens on the loopback address only; a condition that wants TLS is not what is tried out here.
  set(keys, 'aws:SourceIp', '127.0.0.1');
  set(keys, 'aws:SecureTransport', 'true');
  set(keys, 'aws:ViaAWSService', 'false');
  set(keys, 'aws:RequestedRegion', call.service === 'iam' ? 'us-east-1' : call.region);
  if (call.service === 'iam') addIamKeys(keys, caller, call, input);
  if (call.service === 'sts' && call.operation === 'AssumeRole') addAssumeKeys(keys, input);
  return keys;
}

/** What is known of the caller whatever is called. */
export function keysOfCaller({ directory, principal, arn, id, session }: Caller): Keys {
  const isFederated = session?.kind === 'federated';
  const keys: Keys = new Map();
  // Of a role's session it is the role, with its path.
  set(keys, 'aws:PrincipalArn', isFederated ? arn : principal.arn);
  set(keys, 'aws:PrincipalAccount', directory.accountId);
  set(
    keys,
    'aws:PrincipalType',
    isFederated ? 'FederatedUser' : principal.kind === 'role' ? 'AssumedRole' : 'User',
  );
  set(keys, 'aws:userid', id);
  if (principal.kind === 'user' && !isFederated) set(keys, 'aws:username', principal.name);
  for (const [tag, value] of principal.tags) set(keys, `aws:PrincipalTag/${tag}`, value);
  if (session !== undefined) {
    set(keys, 'aws:TokenIssueTime', session.issuedAt.toISOString());
    set(keys, 'aws:MultiFactorAuthPresent', 'false');
  }
  return keys;
}

function addIamKeys(keys: Keys, caller: Caller, call: Call, input: Input): void {
  const { operation } = call;
  const target = targetOf(caller, call, input);
  const tags = target?.tags ?? new Map<string, string>();
  for (const [tag, value] of tags) {
    set(keys, `aws:ResourceTag/${tag}`, value);
    set(keys, `iam:ResourceTag/${tag}`, value);
  }
  if (target !== undefined || policyOf(caller, call, input) !== undefined) {
    set(keys, 'aws:ResourceAccount', caller.directory.accountId);
  }
  if (/^(Attach|Detach)(User|Role)Policy$/.test(operation)) {
    set(keys, 'iam:PolicyARN', textOf(input, 'PolicyArn'));
  }
  if (BOUNDED.test(operation)) set(keys, 'iam:PermissionsBoundary', target?.boundary);
  if (BOUNDING.test(operation)) {
    set(keys, 'iam:PermissionsBoundary', textOf(input, 'PermissionsBoundary'));
  }
  const requested = structuresOf(input, 'Tags').map(
    (tag) => [textOf(tag, 'Key'), textOf(tag, 'Value')] as const,
  );
  for (const [tag, value] of requested) if (tag !== undefined) set(keys, `aws:RequestTag/${tag}`, value);
  const tagKeys = [...requested.flatMap(([tag]) => tag ?? []), ...textsOf(input, 'TagKeys')];
  if (tagKeys.length > 0) keys.set('aws:TagKeys', tagKeys);
}

function addAssumeKeys(keys: Keys, input: Input): void {
  set(keys, 'sts:ExternalId', textOf(input, 'ExternalId'));
  set(keys, 'sts:RoleSessionName', textOf(input, 'RoleSessionName'));
}

function set(keys: Keys, key: string, value: string | undefined): void {
  if (value !== undefined) keys.set(key, [value]);
}
