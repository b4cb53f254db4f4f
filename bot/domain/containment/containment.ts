// One containment from its request to its release: what was decided by whom, what was changed, and what came of it.
import type { Severity } from '../detection/detection.ts';
import type { Target } from './target.ts';

/**
 * `deny`: the whole principal, by AWSDenyAll. `revoke-sessions`: only sessions of a role that began before now; who can
 * assume it can do so again.
 */
export const MODES = ['deny', 'revoke-sessions'] as const;
export type Mode = (typeof MODES)[number];

/** Minutes within which a request must be approved, and an approval carried out. */
export const APPROVAL_MINUTES = 15;

/** A decision of a person (a Slack user id) at a time. */
export interface Decision {
  readonly userId: string;
  readonly at: Date;
}

/** What is changed in AWS, with what is needed to give it back. */
export type Change =
  /** AWSDenyAll attached. */
  | { readonly kind: 'policy' }
  /** AWSDenyAll set as the permissions boundary; `before` is the ARN of the boundary that it replaced. */
  | { readonly kind: 'boundary'; readonly before?: string }
  /**
   * An active access key made inactive. `found`: it was made, or made active, while its user was contained: whoever did
   * that must not have it back.
   */
  | { readonly kind: 'key'; readonly accessKeyId: string; readonly found?: true }
  /** The console password deleted. It cannot be given back. */
  | { readonly kind: 'password' }
  /** Sessions that began before are refused. Nothing to give back: new sessions work. */
  | { readonly kind: 'sessions'; readonly before: Date };

/**
 * Written down as `planned` before it is made, so that a crash leaves nothing changed that is not known. `gone`: the key
 * or the password was not there any more.
 */
export type ChangeState = 'planned' | 'made' | 'gone' | 'undone';
export type TrackedChange = Change & { readonly state: ChangeState };

/** Where a containment stands. */
export const CONTAINMENT_STATES = [
  /** Waits for an approver. */
  'requested',
  'declined',
  /** Nobody approved in time, or nobody carried it out in time. Nothing was changed. */
  'lapsed',
  /** Is being carried out. */
  'approved',
  /** Done; `verifiedAt` says whether it was found to hold. */
  'contained',
  /** Could not be carried out, or not to the end; `changes` says what stands. */
  'failed',
  /** Given back. */
  'released',
] as const;
export type ContainmentState = (typeof CONTAINMENT_STATES)[number];

/** One line of its story, as the thread tells it. */
export type Happening = { readonly at: Date } & (
  | { readonly kind: 'requested'; readonly userId: string; readonly reason: string }
  /** `alone`: by who asked for it, as the settings allow for critical incidents. */
  | { readonly kind: 'approved'; readonly userId: string; readonly alone: boolean }
  | { readonly kind: 'declined'; readonly userId: string }
  | { readonly kind: 'lapsed'; readonly why: 'not-approved' | 'not-carried-out' }
  /** `now` is empty when all of it was so before. */
  | { readonly kind: 'applied'; readonly now: readonly Change[] }
  /** Somebody took the deny off, or made a key active, while the bot was looking; it was put back each time. */
  | { readonly kind: 'stripped'; readonly times: number }
  /** Read back; `simulated`: IAM's simulator refuses every call. */
  | { readonly kind: 'verified'; readonly simulated: boolean }
  /** Looked again, and it did not hold or could not be read. `fought`: it was still being taken off when the look ended. */
  | { readonly kind: 'unverified'; readonly why: string; readonly hint: string; readonly fought?: true }
  | { readonly kind: 'failed'; readonly why: string; readonly hint: string; readonly now: readonly Change[] }
  /** The time that it was asked for is nearly over. */
  | { readonly kind: 'ending'; readonly endsAt: Date }
  | { readonly kind: 'kept'; readonly userId: string }
  /** `userId` is undefined when its time was over. */
  | { readonly kind: 'release-requested'; readonly userId?: string; readonly reason: string }
  | { readonly kind: 'release-approved'; readonly userId: string; readonly alone: boolean }
  | { readonly kind: 'release-declined'; readonly userId: string }
  | { readonly kind: 'release-lapsed' }
  | { readonly kind: 'released'; readonly back: readonly Change[]; readonly lost: readonly Change[] }
  | { readonly kind: 'release-failed'; readonly why: string; readonly hint: string }
);
export type HappeningKind = Happening['kind'];

/** Where its message stands. */
export interface Card {
  readonly channel: string;
  /** The thread that tells its story: the incident's, or the card's own. */
  readonly threadTs: string;
  readonly ts: string;
  /** How many lines of `history` the card shows, and the thread has been told. */
  readonly shown: number;
}

export interface Release {
  readonly requested: { readonly userId?: string; readonly at: Date; readonly reason: string };
  readonly approved?: Decision;
}

export interface Containment {
  readonly id: string;
  readonly target: Target;
  readonly mode: Mode;
  readonly deletePassword: boolean;
  readonly reason: string;
  /** The incident that it was asked from; with its severity then. */
  readonly incidentId?: string;
  readonly severity?: Severity;
  /** Whether the target is that incident's own actor. */
  readonly isActor?: boolean;
  /** What else stops with it, as the plan said when it was asked for: the most alarming sentences. */
  readonly stopsToo?: readonly string[];
  /** From when on what the principal made is looked for. */
  readonly since: Date;
  readonly state: ContainmentState;
  readonly requested: Decision;
  readonly approved?: Decision;
  /** Minutes that it lasts; undefined: until it is released. */
  readonly minutes?: number;
  /** Set when it is applied; taken off when somebody keeps it. */
  readonly endsAt?: Date;
  readonly changes: readonly TrackedChange[];
  /** The ARN of the permissions boundary when it began to be carried out: what a boundary that it sets later replaces. */
  readonly boundaryBefore?: string;
  readonly appliedAt?: Date;
  /** When all that is changed was first found to hold; taken off when more is changed. */
  readonly verifiedAt?: Date;
  /** How often what was changed was found taken off. */
  readonly stripped: number;
  readonly release?: Release;
  readonly history: readonly Happening[];
  /** Ids of the newest jobs whose decisions are in here: the same job once more changes nothing. */
  readonly jobs?: readonly string[];
  readonly card?: Card;
  /** Goes up by one with each save (optimistic locking). 0 before the first. */
  readonly version: number;
}

/** Whether the bot holds the principal now, wholly or in part, or is about to. */
export function isActive({ state, changes }: Containment): boolean {
  if (state === 'requested' || state === 'approved' || state === 'contained') return true;
  return state === 'failed' && changes.some((change) => stands(change));
}

/**
 * Whether something refuses its calls: a lock of its own that stands, or somebody else's, which it found and left. Not
 * one that was given back, though keys of it are still inactive.
 */
export function isLocked({ state, changes }: Pick<Containment, 'state' | 'changes'>): boolean {
  const locks = changes.filter(isLock);
  if (locks.length > 0) return locks.some(stands);
  return state === 'contained' && !isPartlyGivenBack({ changes });
}

/** A release took some of it back, and did not come to its end. Nothing that was taken back is held any more. */
export function isPartlyGivenBack({ changes }: Pick<Containment, 'changes'>): boolean {
  return changes.some(({ state }) => state === 'undone');
}

/** What refuses calls, as against keys and passwords, which only make no new ones. */
function isLock({ kind }: Change): boolean {
  return kind === 'policy' || kind === 'boundary' || kind === 'sessions';
}

/** Whether a change is made, or may have been made before a crash. */
export function stands({ state }: TrackedChange): boolean {
  return state === 'planned' || state === 'made';
}
