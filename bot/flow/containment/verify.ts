// Looks whether a containment holds: puts back what was taken off, and says what it found.
import {
  appliedMore,
  type Trouble,
  tellStrips,
  unverified,
  verified,
} from '../../domain/containment/carry-out.ts';
import { type Containment, isPartlyGivenBack } from '../../domain/containment/containment.ts';
import type { HandTask } from '../../domain/containment/hand-task.ts';
import { TrailbotError } from '../../domain/errors.ts';
import { changeContainment } from './change-containment.ts';
import { showUntold } from './follow-up.ts';
import type { ContainDeps } from './hands-deps.ts';
import { FOUGHT, hold } from './hold.ts';
import { lookLater } from './look-later.ts';
import { notThere } from './not-there.ts';

/**
 * Does nothing while it is being released: what the other function takes off must not be put back. That may fail, so it
 * is looked at again later.
 */
export async function verify({ containmentId, look, round }: HandTask, deps: ContainDeps): Promise<void> {
  const containment = await deps.containments.get(containmentId);
  if (containment?.state !== 'contained') return;
  if (!containment.release?.approved) await showUntold(await lookAt(containment, deps), deps);
  await lookLater({ containmentId, look: look + 1, ...(round !== undefined && { round }) }, deps.queue);
}

async function lookAt(containment: Containment, deps: ContainDeps): Promise<Containment> {
  const { id } = containment;
  const { clock } = deps;
  const found = await findOut(containment, deps);
  return changeContainment(
    id,
    (latest) => {
      const now = clock.now();
      const told = appliedMore(tellStrips(latest, now), now);
      // Half of it was given back, and then that failed: the thread says what stands.
      if (isPartlyGivenBack(latest)) return told;
      return found.trouble ? unverified(told, found.trouble, now) : verified(told, found.simulated, now);
    },
    deps,
  );
}

interface Found {
  readonly simulated: boolean;
  readonly trouble?: Trouble;
}

/** What could not be found out is said, never thrown: the next look may find it out. */
async function findOut(containment: Containment, deps: ContainDeps): Promise<Found> {
  const { target } = containment;
  try {
    const { facts, trouble, error, isFought } = await hold(containment, false, deps);
    if (error) throw error;
    if (trouble) return { simulated: false, trouble };
    if (!facts) return { simulated: false, trouble: notThere(target) };
    if (isFought) return { simulated: false, trouble: FOUGHT };
    const simulated = await deps.principals.isDenied(target, issuedBefore(containment));
    return simulated ? { simulated } : { simulated, trouble: NOT_DENIED };
  } catch (error) {
    if (!(error instanceof TrailbotError) || error.code === 'conflict') throw error;
    deps.log.warn('a containment could not be verified', { id: containment.id, code: error.code, error });
    return { simulated: false, trouble: { why: error.message, hint: error.hint } };
  }
}

/** Of sessions that are revoked, one of them; undefined where the whole principal is denied. */
function issuedBefore({ changes, requested }: Containment): Date | undefined {
  const sessions = changes.find((change) => change.kind === 'sessions');
  return sessions && new Date(Math.min(requested.at.getTime(), sessions.before.getTime() - 1_000));
}

const NOT_DENIED: Trouble = {
  why: 'All changes are in place, but the IAM policy simulator does not refuse every call.',
  hint: 'Look at the policies in the IAM console: something there may be newer than what was read.',
};
