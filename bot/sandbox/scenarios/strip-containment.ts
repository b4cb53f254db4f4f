// The attacker who watches: with a stolen key, over HTTP, takes off every half second what holds its user.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteUserPermissionsBoundaryCommand,
  DetachUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  IAMServiceException,
  ListAccessKeysCommand,
  ListAttachedUserPoliciesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { LiveWorld } from './scenario.ts';

/** Half a second, on average: a steady beat falls into step with IAM's delay, and then nobody ever wins. */
const ROUNDS_MS = [380, 620, 450, 550];
const LONGEST_MS = 600_000;
/** So many refused calls in a row, and there is nothing left to try. */
const GIVES_UP_AFTER = 3;
/** As long as no call was let in: IAM takes some seconds to know what a sandbox was set up with. */
const WAITS_TO_GET_IN = 20;
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const REFUSED = /^(AccessDenied|InvalidClientTokenId|UnrecognizedClient|ExpiredToken)/;

export interface StolenKey {
  readonly userName: string;
  readonly accessKeyId: string;
}

/**
 * Resolves when three calls in a row were refused, after ten minutes, or when the sandbox closes. Never keeps the process
 * alive. @throws what is neither an answer of IAM nor the sandbox's end
 */
export async function stripContainment(
  { endpoint, closed }: LiveWorld,
  { userName: UserName, accessKeyId }: StolenKey,
): Promise<void> {
  const iam = new IAMClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'stolen' },
    maxAttempts: 1,
  });
  const until = performance.now() + LONGEST_MS;
  let refusals = 0;
  let patience = WAITS_TO_GET_IN;
  try {
    for (let round = 0; !closed.aborted && performance.now() < until; round += 1) {
      const isRefused = (await strip(iam, UserName, closed)) === 'refused';
      refusals = isRefused ? refusals + 1 : 0;
      if (!isRefused) patience = GIVES_UP_AFTER;
      if (refusals >= patience) return;
      await sleep(ROUNDS_MS[round % ROUNDS_MS.length], undefined, { ref: false, signal: closed });
    }
  } catch (error) {
    if (!closed.aborted) throw error;
  } finally {
    iam.destroy();
  }
}

/** One round. It ends with the first call that is refused: the next one is half a second later. */
async function strip(
  iam: IAMClient,
  UserName: string,
  abortSignal: AbortSignal,
): Promise<'done' | 'refused'> {
  const options = { abortSignal };
  try {
    const { AttachedPolicies = [] } = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName }),
      options,
    );
    if (AttachedPolicies.some(({ PolicyArn }) => PolicyArn === DENY_ALL)) {
      await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: DENY_ALL }), options);
    }
    const { User } = await iam.send(new GetUserCommand({ UserName }), options);
    if (User?.PermissionsBoundary?.PermissionsBoundaryArn === DENY_ALL) {
      await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }), options);
    }
    const { AccessKeyMetadata = [] } = await iam.send(new ListAccessKeysCommand({ UserName }), options);
    for (const { AccessKeyId, Status } of AccessKeyMetadata) {
      if (Status !== 'Inactive') continue;
      await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Active' }), options);
    }
    return 'done';
  } catch (error) {
    if (!(error instanceof IAMServiceException)) throw error;
    // Anything else is the race with who contains: taken off in between, or too many calls.
    return REFUSED.test(error.name) ? 'refused' : 'done';
  }
}
