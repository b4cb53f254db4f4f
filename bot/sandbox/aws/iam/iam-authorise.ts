// Lets a call through or refuses it, by whose access key signed it and what that user or role may do.
import { AwsFault, type Call, type Input } from '../call.ts';
import { actionsOf } from './iam-action.ts';
import { keysOfCall } from './iam-condition-keys.ts';
import type { Caller, Credentials } from './iam-credentials.ts';
import { judge, policiesOfCaller } from './iam-judge.ts';
import { accessDenied, expiredToken, unknownKey } from './iam-refusal.ts';

/** No policy can refuse these, not even AWSDenyAll. */
const NEVER_REFUSED = new Set(['GetCallerIdentity', 'GetSessionToken']);

/**
 * Keys that the sandbox did not give out are the root user's and may do everything.
 * @throws AwsFault in the service's own words
 */
export type Authorise = (call: Call, input: Input) => void;

/** @param homeAccountId - the account that has all services; another one has IAM and STS alone */
export function createAuthorise(credentials: Credentials, homeAccountId: string): Authorise {
  return (call, input) => {
    const caller = credentials.find(call.accessKeyId);
    if (caller === undefined) return;
    authenticate(caller, call);
    noteUse(caller, call);
    if (call.service === 'sts' && NEVER_REFUSED.has(call.operation)) return;
    refuseWithoutMfa(caller, call);
    refuseByPolicy(caller, call, input);
    if (caller.directory.accountId !== homeAccountId && call.service !== 'iam' && call.service !== 'sts') {
      throw new AwsFault(
        'NotImplemented',
        `the sandbox has IAM and STS alone in account ${caller.directory.accountId}, and no ${call.service}`,
        { status: 501 },
      );
    }
  };
}

function authenticate({ directory, principal, accessKeyId, session }: Caller, call: Call): void {
  if (session !== undefined && session.expiresAt <= directory.clock.now()) throw expiredToken(call);
  const { users, roles } = directory;
  const there = (principal.kind === 'user' ? users : roles).get(principal.name.toLowerCase());
  if (session !== undefined ? there === principal : isActive()) return;
  throw unknownKey(call);

  /** The key alone: a deleted user's keys were deleted before it. */
  function isActive(): boolean {
    return 'keys' in principal && directory.history.keyStatus(principal, accessKeyId) === 'Active';
  }
}

/** Refused calls count as use as well. */
function noteUse({ directory, principal, accessKeyId, session }: Caller, call: Call): void {
  const at = directory.clock.now();
  if (session === undefined && 'keys' in principal) {
    const key = principal.keys.get(accessKeyId);
    if (key !== undefined) key.lastUsed = { at, region: call.region, service: call.service };
  }
  if ('trustPolicy' in principal) principal.lastUsed = { at, region: call.region };
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html */
function refuseWithoutMfa({ session }: Caller, call: Call): void {
  if (session === undefined || session.kind === 'role') return;
  if (call.service === 'iam') throw unknownKey(call);
  const mayAssume = session.kind === 'user' && call.operation === 'AssumeRole';
  if (call.service !== 'sts' || mayAssume) return;
  throw new AwsFault('AccessDenied', `Cannot call ${call.operation} with session credentials`, {
    status: 403,
  });
}

function refuseByPolicy(caller: Caller, call: Call, input: Input): void {
  const policies = policiesOfCaller(caller);
  const keys = keysOfCall(caller, call, input);
  for (const one of actionsOf(caller, call, input)) {
    const verdict = judge(policies, { ...one, keys });
    if (verdict.decision === 'allowed') continue;
    // What nobody allowed the caller, the role's trust policy still may: STS asks it.
    if (one.action === 'sts:AssumeRole' && verdict.decision === 'implicitDeny') continue;
    throw accessDenied(call, caller, one, verdict);
  }
}
