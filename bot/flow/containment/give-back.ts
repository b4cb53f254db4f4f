// Gives back what a containment changed, the last change first, and looks whether it is back.
import { asChange, type Trouble, track } from '../../domain/containment/carry-out.ts';
import { isGivenBack } from '../../domain/containment/compare-facts.ts';
import {
  type Change,
  type ChangeState,
  type Containment,
  stands,
} from '../../domain/containment/containment.ts';
import { protectedSince } from '../../domain/containment/protected-tag.ts';
import { givenBack, released, releaseFailed } from '../../domain/containment/release.ts';
import { isLate } from '../../domain/containment/request.ts';
import type { Target } from '../../domain/containment/target.ts';
import { changeContainment } from './change-containment.ts';
import { showUntold } from './follow-up.ts';
import type { ReleaseDeps } from './hands-deps.ts';
import { orTrouble } from './or-trouble.ts';

/** IAM may show for a moment what was taken off. */
const SHOWN_WITHIN_MS = 15_000;
const LOOK_MS = 500;

/**
 * @param approvedAt of the approval that is carried out.
 * @throws what may work at the next try, which takes up where this one stopped.
 */
export async function giveBack(id: string, approvedAt: Date, deps: ReleaseDeps): Promise<void> {
  const containment = await deps.containments.get(id);
  if (!containment) return;
  const isThis = containment.release?.approved?.at.getTime() === approvedAt.getTime();
  const after =
    isThis && containment.state !== 'released' ? await release(containment, approvedAt, deps) : containment;
  await showUntold(after, deps);
}

async function release(approved: Containment, approvedAt: Date, deps: ReleaseDeps): Promise<Containment> {
  const { clock } = deps;
  // What was begun in time is finished: half of it given back is nobody's wish.
  const isBegun = approved.changes.some(({ state }) => state === 'undone');
  if (!isBegun && isLate(approvedAt, clock.now())) return fail(approved, TOO_LATE, [], deps);
  const { containment, trouble } = await undoAll(approved, deps);
  if (trouble) return fail(containment, trouble, [], deps);
  const left = await stillThere(containment, deps);
  if (left.length > 0) return fail(containment, NOT_BACK, left, deps);
  return changeContainment(approved.id, (latest) => released(latest, clock.now()), deps);
}

interface Undone {
  readonly containment: Containment;
  readonly trouble?: Trouble;
}

/** What can be given back is, whatever cannot. */
async function undoAll(approved: Containment, deps: ReleaseDeps): Promise<Undone> {
  const { id, target } = approved;
  let containment = approved;
  let trouble: Trouble | undefined;
  for (const change of approved.changes.filter(stands).map(asChange).toReversed()) {
    const state = await orTrouble(() => undo(target, change, deps));
    if (typeof state === 'string') containment = await note(containment, change, state, deps);
    else {
      deps.log.error('a change could not be given back', { id, change: change.kind, ...state });
      trouble ??= state;
    }
  }
  return { containment, ...(trouble && { trouble: await reasonOf(trouble, target, deps) }) };
}

/** Somebody may have protected them since: IAM's own words say only that it refuses. */
async function reasonOf(trouble: Trouble, target: Target, { principals }: ReleaseDeps): Promise<Trouble> {
  const facts = await orTrouble(() => principals.read(target, 'locks'));
  return (facts && 'target' in facts ? protectedSince(facts) : undefined) ?? trouble;
}

async function undo(
  target: Target,
  change: Change,
  { hands }: ReleaseDeps,
): Promise<Extract<ChangeState, 'undone' | 'gone'>> {
  switch (change.kind) {
    case 'policy':
      return (await hands.detachDeny(target)) === 'gone' ? 'gone' : 'undone';
    case 'boundary':
      return (await hands.restoreBoundary(target, change.before)) === 'gone' ? 'gone' : 'undone';
    case 'key':
      // Stays inactive, and is told as lost.
      if (change.found) return 'undone';
      return (await hands.activateKey(target, change.accessKeyId)) === 'gone' ? 'gone' : 'undone';
    case 'password':
    case 'sessions':
      // Cannot be given back, and is told as lost.
      return 'undone';
  }
}

/** Changes that IAM still shows after a while. */
async function stillThere(containment: Containment, deps: ReleaseDeps): Promise<readonly Change[]> {
  const { clock, pause, principals } = deps;
  const until = clock.now().getTime() + SHOWN_WITHIN_MS;
  const { back } = givenBack(containment);
  for (;;) {
    const facts = await principals.read(containment.target, 'locks');
    const left = facts ? back.filter((change) => !isGivenBack(change, facts)) : [];
    if (left.length === 0 || clock.now().getTime() >= until) return left;
    await pause(LOOK_MS);
  }
}

/** @param left what counts as changed again, so that the next release gives it back. */
function fail(
  { id }: Containment,
  trouble: Trouble,
  left: readonly Change[],
  { clock, ...deps }: ReleaseDeps,
): Promise<Containment> {
  return changeContainment(
    id,
    (latest) => {
      const kept = left.reduce((one, change) => track(one, change, 'made'), latest);
      return releaseFailed(kept, trouble, clock.now());
    },
    deps,
  );
}

function note(
  { id }: Containment,
  change: Change,
  state: ChangeState,
  deps: ReleaseDeps,
): Promise<Containment> {
  return changeContainment(id, (latest) => track(latest, change, state), deps);
}

const TOO_LATE: Trouble = {
  why: 'It was not carried out within 15 minutes of its approval.',
  hint: 'Ask for the release again. If that happens again, look at the queue trailbot-releases-dlq.',
};

const NOT_BACK: Trouble = {
  why: 'IAM still shows what was taken off.',
  hint: 'Look in the IAM console who puts it back, and ask for the release again.',
};
