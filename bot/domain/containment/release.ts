// From a request to release to the end of a containment: who may give back, when its time is over, and what came of it.
import { cutText } from '../cut-text.ts';
import { asChange, type Trouble } from './carry-out.ts';
import {
  APPROVAL_MINUTES,
  type Change,
  type Containment,
  stands,
  type TrackedChange,
} from './containment.ts';
import { type Decided, type Deciding, holdsJob, type NotDecided, notDecided, withLine } from './decision.ts';
import { type ApprovalRules, isLate, NOT_YOURSELF, refuseVeto } from './request.ts';

export interface ReleaseRules extends ApprovalRules {
  /** Slack ids of users and user groups. */
  readonly approvers: readonly string[];
}

/** Lines of a story after which nobody can ask again: an item of DynamoDB has room for 400 KB. */
const MOST_LINES = 150;
/** Characters of a reason in the story: each request adds one. */
const REASON = 500;

/** What is given as the reason of a release that nobody asked for. */
const TIME_IS_OVER = 'its time is over';

export function requestRelease(containment: Containment, by: Deciding, reason: string): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  const { userId, at } = by;
  const refusal =
    refuseUnlessHeld(containment) ?? refuseIfReleasing(containment, at) ?? refuseIfFull(containment);
  if (refusal) return refusal;
  const why = cutText(reason, REASON);
  const release = { requested: { userId, at, reason: why } };
  const line = { at, kind: 'release-requested', userId, reason: why } as const;
  return { ok: true, containment: withLine(containment, line, { release }, by) };
}

/**
 * Whether who asked for the release may approve it as well. No incident makes it urgent, so that it always needs another
 * approver; only where the settings let one person contain, and nobody else could approve, it would never end.
 */
export function mayReleaseAlone(
  userId: string | undefined,
  { onePersonWhenCritical, approvers }: ReleaseRules,
): boolean {
  return onePersonWhenCritical && approvers.length === 1 && approvers[0] === userId;
}

/** @param by somebody who may approve. */
export function approveRelease(containment: Containment, by: Deciding, rules: ReleaseRules): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  const refusal = refuseUnlessAsked(containment, by.at);
  if (refusal) return refusal;
  const { release } = containment;
  const { userId, at } = by;
  const alone = userId === release?.requested.userId;
  if (!release || (alone && !mayReleaseAlone(userId, rules))) return NOT_YOURSELF;
  const approved = { release: { ...release, approved: { userId, at } } };
  const line = { at, kind: 'release-approved', userId, alone } as const;
  return { ok: true, containment: withLine(containment, line, approved, by) };
}

/** @param isApprover whether they could approve it. */
export function declineRelease(containment: Containment, by: Deciding, isApprover: boolean): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  const refusal =
    refuseUnlessAsked(containment, by.at) ??
    refuseVeto(by, containment.release?.requested.userId, isApprover);
  if (refusal) return refusal;
  const { userId, at } = by;
  const line = { at, kind: 'release-declined', userId } as const;
  return { ok: true, containment: withLine(containment, line, { release: undefined }, by) };
}

/** Beyond the time that it was asked for. */
export function keep(containment: Containment, by: Deciding): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  if (containment.state !== 'contained') return refuseUnlessHeld(containment) ?? NOT_HELD;
  if (containment.release?.approved) return RELEASING;
  if (!containment.endsAt) {
    return notDecided(
      'It has no time limit (any more).',
      'It lasts until it is released: there is nothing to do.',
    );
  }
  const { userId, at } = by;
  return {
    ok: true,
    containment: withLine(containment, { at, kind: 'kept', userId }, { endsAt: undefined }, by),
  };
}

/** Asks, once, whether it is to last longer. The same object when there is nothing to ask. */
export function askToKeep(containment: Containment, now: Date): Containment {
  const { state, endsAt, release, history } = containment;
  const asked = history.some(({ kind }) => kind === 'ending');
  if (state !== 'contained' || !endsAt || release?.approved || asked) return containment;
  return withLine(containment, { at: now, kind: 'ending', endsAt });
}

/**
 * Its time is over: the approval of a containment with a limit was one of its end too, so nobody else is asked. The same
 * object when it is not over yet, when it was kept, or is being released.
 */
export function end(containment: Containment, now: Date): Containment {
  const { state, endsAt, approved, release } = containment;
  if (state !== 'contained' || !endsAt || !approved || release?.approved) return containment;
  if (now < endsAt) return containment;
  const requested = { at: now, reason: TIME_IS_OVER };
  const given = { requested, approved: { userId: approved.userId, at: now } };
  return withLine(containment, { kind: 'release-requested', ...requested }, { release: given });
}

/** Nobody approved the release in time. The same object when that is not so. */
export function lapseRelease(containment: Containment, now: Date): Containment {
  const { release } = containment;
  if (!release || release.approved || !isLate(release.requested.at, now)) return containment;
  return withLine(containment, { at: now, kind: 'release-lapsed' }, { release: undefined });
}

/** The same object when it was told already. */
export function released(containment: Containment, now: Date): Containment {
  if (containment.state === 'released') return containment;
  const line = { at: now, kind: 'released', ...givenBack(containment) } as const;
  return withLine(containment, line, { state: 'released', endsAt: undefined });
}

/** What is as it was; and what cannot be, or must not: a key that was made active while its user was contained. */
export function givenBack({ changes }: Pick<Containment, 'changes'>): {
  readonly back: readonly Change[];
  readonly lost: readonly Change[];
} {
  const isLost = (change: TrackedChange) =>
    change.state === 'gone' ||
    change.kind === 'password' ||
    change.kind === 'sessions' ||
    (change.kind === 'key' && change.found === true);
  const over = changes.filter((change) => !stands(change));
  return {
    back: over.filter((change) => !isLost(change)).map(asChange),
    lost: over.filter(isLost).map(asChange),
  };
}

/** It can be asked for again. */
export function releaseFailed(containment: Containment, { why, hint }: Trouble, now: Date): Containment {
  if (!containment.release?.approved || containment.state === 'released') return containment;
  // The time limit was what asked for it: nothing will ask a second time.
  const over = containment.endsAt !== undefined && containment.endsAt <= now;
  const changes = { release: undefined, ...(over && { endsAt: undefined }) };
  return withLine(containment, { at: now, kind: 'release-failed', why, hint }, changes);
}

const NOT_HELD = notDecided('It holds nobody now.', 'Type /trail contained to see who is contained.');
const RELEASING = notDecided('Its release was approved already.', 'Its message says how far it is.');

function refuseUnlessHeld({ state, changes }: Containment): NotDecided | undefined {
  switch (state) {
    case 'contained':
      return undefined;
    case 'failed':
      return changes.some(stands) ? undefined : NOT_HELD;
    case 'requested':
      return notDecided('It is not approved yet.', 'Decline it in its message: then nothing is changed.');
    case 'approved':
      return notDecided('It is being carried out now.', 'Ask for the release in a minute.');
    default:
      return NOT_HELD;
  }
}

function refuseIfReleasing({ release }: Containment, now: Date): NotDecided | undefined {
  if (release?.approved) return RELEASING;
  if (!release || isLate(release.requested.at, now)) return undefined;
  return notDecided('Its release was asked for already.', 'Approve or decline it in its message.');
}

function refuseIfFull({ history }: Containment): NotDecided | undefined {
  if (history.length < MOST_LINES) return undefined;
  return notDecided(
    'Its release was asked for so often that its story is full.',
    'Release it by hand in the IAM console: take AWSDenyAll off, and make active what was made inactive. Its message says what was changed.',
  );
}

function refuseUnlessAsked({ state, release }: Containment, now: Date): NotDecided | undefined {
  if (state === 'released') return notDecided('It was released already.', 'There is nothing to do.');
  if (release?.approved) return RELEASING;
  if (!release) {
    return notDecided('Nobody asks for its release now.', 'Press Release, and say why.');
  }
  if (!isLate(release.requested.at, now)) return undefined;
  return notDecided(
    `This request is older than ${APPROVAL_MINUTES} minutes.`,
    'Press Release again, and say why.',
  );
}
