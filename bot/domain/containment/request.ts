// From a request to an approval: who may say yes to a containment and until when, and what becomes of it when nobody does.
import { utcMinute } from '../utc-minute.ts';
import { APPROVAL_MINUTES, type Containment, isActive, isLocked, type Mode, stands } from './containment.ts';
import { type Decided, type Deciding, holdsJob, type NotDecided, notDecided, withLine } from './decision.ts';

/** What is asked for, as the containment keeps it. */
export type ContainRequest = Pick<
  Containment,
  | 'id'
  | 'target'
  | 'mode'
  | 'deletePassword'
  | 'reason'
  | 'incidentId'
  | 'severity'
  | 'isActor'
  | 'stopsToo'
  | 'since'
  | 'minutes'
>;

export interface ApprovalRules {
  /** As the settings say. */
  readonly onePersonWhenCritical: boolean;
}

const MINUTE_MS = 60_000;
const ASK_AGAIN = 'Ask for it again: what it would do may have changed since.';

export function requestContainment(
  { reason, ...request }: ContainRequest,
  { userId, at, jobId }: Deciding,
): Containment {
  return {
    ...request,
    reason,
    state: 'requested',
    requested: { userId, at },
    changes: [],
    stripped: 0,
    history: [{ at, kind: 'requested', userId, reason }],
    jobs: [jobId],
    version: 0,
  };
}

/**
 * Whether who asked for it may approve it as well, provided that they may approve at all: only against the actor of the
 * critical incident itself, else any incident would let one person stop anybody.
 */
export function mayDecideAlone(
  { severity, isActor }: Pick<Containment, 'severity' | 'isActor'>,
  { onePersonWhenCritical }: ApprovalRules,
): boolean {
  return onePersonWhenCritical && severity === 'critical' && isActor === true;
}

/** @param by somebody who may approve. */
export function approve(containment: Containment, by: Deciding, rules: ApprovalRules): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  const refusal = refuseUnlessRequested(containment, by.at);
  if (refusal) return refusal;
  const { userId, at } = by;
  const alone = userId === containment.requested.userId;
  if (alone && !mayDecideAlone(containment, rules)) return NOT_YOURSELF;
  const approved = { state: 'approved', approved: { userId, at } } as const;
  return {
    ok: true,
    containment: withLine(containment, { at, kind: 'approved', userId, alone }, approved, by),
  };
}

export const NOT_YOURSELF = notDecided(
  'Whoever asked for it cannot approve it.',
  'Ask somebody else who is listed under people.approvers in templates/settings.yml.',
);

/**
 * Also of who asked for it: that takes it back.
 * @param isApprover whether they could approve it: nobody else can stop what an approver would allow.
 */
export function decline(containment: Containment, by: Deciding, isApprover: boolean): Decided {
  if (holdsJob(containment, by)) return { ok: true, containment };
  const refusal =
    refuseUnlessRequested(containment, by.at) ?? refuseVeto(by, containment.requested.userId, isApprover);
  if (refusal) return refusal;
  const { userId, at } = by;
  return {
    ok: true,
    containment: withLine(containment, { at, kind: 'declined', userId }, { state: 'declined' }, by),
  };
}

/** @param askedBy the user id of who asked; undefined where it was nobody. */
export function refuseVeto(
  { userId }: Deciding,
  askedBy: string | undefined,
  isApprover: boolean,
): NotDecided | undefined {
  if (isApprover || userId === askedBy) return undefined;
  return notDecided(
    'Only approvers and whoever asked for it may decline it.',
    'If you have doubts, say so in its thread. Approvers are listed under people.approvers in templates/settings.yml.',
  );
}

/** Nobody approved in time. The same object when that is not so. */
export function lapse(containment: Containment, now: Date): Containment {
  if (containment.state !== 'requested' || !isLate(containment.requested.at, now)) return containment;
  return withLine(containment, { at: now, kind: 'lapsed', why: 'not-approved' }, { state: 'lapsed' });
}

/** Whether what began at `since` is too old to be acted on. */
export function isLate(since: Date, now: Date): boolean {
  return now.getTime() - since.getTime() >= APPROVAL_MINUTES * MINUTE_MS;
}

/** Whether the principal is held by it, or may be soon: a request that nobody approved in time holds nobody. */
export function isHolding(containment: Containment, now: Date): boolean {
  const { state, requested, approved, changes } = containment;
  if (!isActive(containment)) return false;
  if (state === 'requested') return !isLate(requested.at, now);
  return state !== 'approved' || changes.some(stands) || !isLate(approved?.at ?? requested.at, now);
}

/**
 * Whether it stands in the way of another one in `mode`. Revoked sessions do not when all is to be denied: whoever
 * assumed the role again is still in. Neither does one whose lock was given back.
 */
export function isInTheWay(containment: Containment, mode: Mode, now: Date): boolean {
  if (!isHolding(containment, now)) return false;
  if (mode === 'deny' && containment.mode === 'revoke-sessions') return false;
  const isPending = containment.state === 'requested' || containment.state === 'approved';
  return isPending || isLocked(containment);
}

/** @param askedBy the name of who asked for it. */
export function alreadyHeld({ state, target, requested }: Containment, askedBy: string): NotDecided {
  const since = `since ${utcMinute(requested.at)} UTC`;
  if (state === 'requested') {
    return notDecided(
      `Containing ${target.name} waits for an approval ${since}: ${askedBy} asked for it.`,
      'Approve or decline it in its own message.',
    );
  }
  return notDecided(
    `${target.name} is contained ${since}: ${askedBy} asked for it.`,
    'Type /trail contained to see it. To do it anew, release it first.',
  );
}

function refuseUnlessRequested(
  { state, requested, approved }: Containment,
  now: Date,
): NotDecided | undefined {
  switch (state) {
    case 'requested':
      return isLate(requested.at, now)
        ? notDecided(`This request is older than ${APPROVAL_MINUTES} minutes.`, ASK_AGAIN)
        : undefined;
    case 'declined':
      return notDecided('It was declined already.', ASK_AGAIN);
    case 'lapsed':
      return approved
        ? notDecided('It was approved, and not carried out in time.', ASK_AGAIN)
        : notDecided(`Nobody approved it within ${APPROVAL_MINUTES} minutes.`, ASK_AGAIN);
    case 'released':
      return notDecided('It was carried out and released already.', ASK_AGAIN);
    default:
      return notDecided('It was approved already.', 'Its message says how far it is.');
  }
}
