// Whether a caller may assume a role: by the role's trust policy and, where that is not enough, by the caller's own.
import { AwsFault, type Call, type Input } from '../call.ts';
import { textOf } from '../input-members.ts';
import { keysOfCall } from './iam-condition-keys.ts';
import type { Caller } from './iam-credentials.ts';
import type { Role } from './iam-directory.ts';
import { judge, policiesOfCaller } from './iam-judge.ts';
import { externalIdHolds, trustOf } from './iam-trust.ts';

/**
 * @param caller undefined for the root user, who is taken for everybody that a role trusts
 * @param accountId the role's
 * @param trustPolicy as it is enforced now
 * @throws AwsFault `AccessDenied`
 */
export function checkMayAssume(
  caller: Caller | undefined,
  role: { readonly arn: Role['arn']; readonly accountId: string; readonly trustPolicy: string },
  call: Call,
  input: Input,
): void {
  if (caller === undefined) {
    if (externalIdHolds(role.trustPolicy, textOf(input, 'ExternalId'))) return;
    throw mayNotAssume(undefined, role.arn);
  }
  const keys = keysOfCall(caller, call, input);
  const trust = trustOf(role.trustPolicy, caller, keys);
  if (trust === 'none' || trust === 'denied') throw mayNotAssume(caller, role.arn);
  const verdict = judge(policiesOfCaller(caller), { action: 'sts:AssumeRole', resource: role.arn, keys });
  if (verdict.decision === 'allowed') return;
  const isOwnAccount = caller.directory.accountId === role.accountId;
  const isEnough = trust === 'direct' && isOwnAccount && verdict.by === 'identity-based policy';
  if (!isEnough || verdict.decision === 'explicitDeny') throw mayNotAssume(caller, role.arn);
}

/** STS does not say whether the role is there. */
export function mayNotAssume(caller: Caller | undefined, roleArn: string): AwsFault {
  const user = caller === undefined ? 'User' : `User: ${caller.arn}`;
  return new AwsFault(
    'AccessDenied',
    `${user} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    { status: 403 },
  );
}
