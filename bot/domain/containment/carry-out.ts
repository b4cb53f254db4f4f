// What the containing function writes down: each change before and after it is made, and what came of all of them.
import {
  type Change,
  type ChangeState,
  type Containment,
  stands,
  type TrackedChange,
} from './containment.ts';
import { changed, withLine } from './decision.ts';
import type { PrincipalFacts } from './facts.ts';
import { lastLook } from './last-look.ts';
import { isLate } from './request.ts';
import { denyAllArn } from './target.ts';

export interface Trouble {
  /** One sentence. */
  readonly why: string;
  /** What to do now. */
  readonly hint: string;
  /** Somebody takes off what contains them as fast as it is put back. */
  readonly fought?: true;
}

const MINUTE_MS = 60_000;

/** One of a kind, but for keys. */
export function changeKey(change: Change): string {
  return change.kind === 'key' ? `key ${change.accessKeyId}` : change.kind;
}

/** Notes the state of a change; one that is not there yet comes last. */
export function track(containment: Containment, change: Change, state: ChangeState): Containment {
  const key = changeKey(change);
  const tracked: TrackedChange = { ...change, state };
  const { changes } = containment;
  const known = changes.some((one) => changeKey(one) === key);
  const after = known
    ? changes.map((one) => (changeKey(one) === key ? tracked : one))
    : [...changes, tracked];
  return { ...containment, changes: after };
}

/** Forgets a change that was not made. */
export function untrack(containment: Containment, change: Change): Containment {
  const key = changeKey(change);
  return { ...containment, changes: containment.changes.filter((one) => changeKey(one) !== key) };
}

/** Notes which boundary there was before anything was changed. The same object when that is noted, or none was there. */
export function rememberBoundary(
  containment: Containment,
  { target, boundary }: PrincipalFacts,
): Containment {
  const { boundaryBefore, changes } = containment;
  const isFirst = boundaryBefore === undefined && changes.length === 0;
  if (!isFirst || boundary === undefined || boundary === denyAllArn(target)) return containment;
  return { ...containment, boundaryBefore: boundary };
}

/** What the bot changed, or may have changed before a crash, and has not given back. */
export function standing({ changes }: Pick<Containment, 'changes'>): readonly Change[] {
  return changes.filter(stands).map(asChange);
}

/** All is done. The same object when it is not (any more) being carried out. */
export function applied(containment: Containment, now: Date): Containment {
  const { state, minutes } = containment;
  if (state !== 'approved') return containment;
  const line = { at: now, kind: 'applied', now: standing(containment) } as const;
  const endsAt = minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE_MS);
  return tellStrips(withLine(containment, line, { state: 'contained', appliedAt: now, endsAt }), now);
}

/** With a line about the strips that the thread was not told of yet. The same object when there are none. */
export function tellStrips(containment: Containment, now: Date): Containment {
  const told = containment.history.reduce((sum, one) => sum + (one.kind === 'stripped' ? one.times : 0), 0);
  const times = containment.stripped - told;
  return times > 0 ? withLine(containment, { at: now, kind: 'stripped', times }) : containment;
}

export function failed(containment: Containment, { why, hint }: Trouble, now: Date): Containment {
  if (containment.state !== 'approved') return containment;
  const line = { at: now, kind: 'failed', why, hint, now: standing(containment) } as const;
  return withLine(containment, line, { state: 'failed' });
}

/** An approval that is too old is not acted on. The same object when it is not. */
export function lapseApproval(containment: Containment, now: Date): Containment {
  const { state, approved, requested } = containment;
  if (state !== 'approved' || !isLate(approved?.at ?? requested.at, now)) return containment;
  if (standing(containment).length > 0) {
    const hint = 'Release what was done, or finish it by hand in the IAM console.';
    return failed(containment, { why: 'It was carried out in part only, and then stopped.', hint }, now);
  }
  return withLine(containment, { at: now, kind: 'lapsed', why: 'not-carried-out' }, { state: 'lapsed' });
}

/** Once, while it is being carried out and takes longer than it should. */
export function tellOfDelay(containment: Containment, trouble: Trouble, now: Date): Containment {
  const { state } = containment;
  return state === 'approved' ? unverified(containment, trouble, now) : containment;
}

/** The same object when that is what its last look said. */
export function unverified(containment: Containment, trouble: Trouble, now: Date): Containment {
  const { why, hint, fought } = trouble;
  const last = lastLook(containment);
  if (last?.kind === 'unverified' && last.why === why) return containment;
  return withLine(containment, { at: now, kind: 'unverified', why, hint, ...(fought && { fought }) });
}

/** The same object when that is what its last look said. */
export function verified(containment: Containment, simulated: boolean, now: Date): Containment {
  if (containment.state !== 'contained' || lastLook(containment)?.kind === 'verified') return containment;
  const line = { at: now, kind: 'verified', simulated } as const;
  return withLine(containment, line, { verifiedAt: containment.verifiedAt ?? now });
}

/**
 * With a line about what was changed after it was contained, which no line told: a key that was made meanwhile, a second
 * lock. Nobody has looked whether that holds. The same object when there is nothing.
 */
export function appliedMore(containment: Containment, at: Date): Containment {
  const { changes, history } = containment;
  const told = new Set(history.flatMap((one) => (one.kind === 'applied' ? one.now.map(changeKey) : [])));
  const now = changes
    .filter(({ state }) => state === 'made')
    .map(asChange)
    .filter((change) => !told.has(changeKey(change)));
  if (now.length === 0) return containment;
  return withLine(containment, { at, kind: 'applied', now }, { verifiedAt: undefined });
}

/** It was found taken off once more. */
export function countStrip(containment: Containment): Containment {
  return changed(containment, { stripped: containment.stripped + 1 });
}

export function asChange({ state: _state, ...change }: TrackedChange): Change {
  return change as Change;
}
