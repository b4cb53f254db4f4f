// Holds what was changed while it takes effect: whoever is locked out can still act for some seconds, and take it off.
import { changeKey, countStrip, type Trouble } from '../../domain/containment/carry-out.ts';
import { missingFrom, newKeys } from '../../domain/containment/compare-facts.ts';
import type { Change, Containment } from '../../domain/containment/containment.ts';
import type { PrincipalFacts } from '../../domain/containment/facts.ts';
import { isFought } from '../../domain/containment/last-look.ts';
import { type ErrorCode, TrailbotError } from '../../domain/errors.ts';
import { changeContainment } from './change-containment.ts';
import type { ContainDeps } from './hands-deps.ts';
import { boundaryChange, makeChange } from './make-change.ts';
import { orTrouble } from './or-trouble.ts';

/** IAM takes 3 to 4 seconds, mostly: https://www.offensai.com/blog/eventual-consistency-resistant-iam-containment-aws-incident-response */
const QUIET_MS = 5_000;
const LOOK_MS = 250;
/** With half a minute for sessions before and after, it is over before the function is stopped. */
const LONGEST_MS = 45_000;
/** IAM may not show at once what was just made: only what is missing for longer was taken off. */
const SHOWN_WITHIN_MS = 2_000;
/** So many strips, and there is a second lock beside the policy. */
const STRIPS_BEFORE_BOUNDARY = 2;

/** What is said of {@link Held.isFought}. */
export const FOUGHT: Trouble = {
  why: `It was still being taken off after ${LONGEST_MS / 1_000} seconds of putting it back.`,
  hint: 'Nobody in an account can take off a service control policy: attach one now, and contain whoever takes this off. It is put back at each look.',
  fought: true,
};

export interface Held {
  readonly containment: Containment;
  /** What IAM showed last; undefined when the user or role is not there (any more). */
  readonly facts: PrincipalFacts | undefined;
  readonly trouble?: Trouble;
  /** The last look failed. */
  readonly error?: TrailbotError | undefined;
  /** It was still being taken off when the time for holding it was over: nothing says that it holds. */
  readonly isFought?: boolean;
}

/**
 * Looks again and again, and puts back what was taken off, until nothing was for five seconds.
 * @param fresh whether it was made just now. If not, and nobody fought for it at the last look, one look is enough while
 * nothing is missing.
 */
export async function hold(given: Containment, fresh: boolean, deps: ContainDeps): Promise<Held> {
  const { clock, pause } = deps;
  const began = clock.now().getTime();
  const since = new Map(fresh ? given.changes.map((change) => [changeKey(change), began] as const) : []);
  let held: Held = { containment: given, facts: undefined };
  let quiet = { since: began, ms: fresh || isFought(given) ? QUIET_MS : 0 };
  for (;;) {
    const look = await lookOnce(held, since, deps);
    held = look.held;
    const now = clock.now().getTime();
    if (look.wasBusy) quiet = { since: now, ms: QUIET_MS };
    if (held.trouble || look.isGone || now - quiet.since >= quiet.ms) return held;
    if (now - began >= LONGEST_MS) return { ...held, isFought: held.error === undefined };
    await pause(LOOK_MS);
  }
}

interface Look {
  readonly held: Held;
  /** Something was missing, or could not be read. */
  readonly wasBusy: boolean;
  readonly isGone: boolean;
}

async function lookOnce(held: Held, unseen: Map<string, number>, deps: ContainDeps): Promise<Look> {
  try {
    const facts = await orTrouble(() => deps.principals.read(held.containment.target, 'locks'));
    if (!facts) return { held: { ...held, facts }, wasBusy: false, isGone: true };
    if ('why' in facts) return { held: { ...held, trouble: facts }, wasBusy: true, isGone: false };
    const missing = missingFrom(facts, held.containment);
    const added = newKeys(facts, held.containment);
    forgetShown(unseen, held.containment, missing);
    const wasBusy = missing.length + added.length > 0;
    const seen = { ...held, facts, error: undefined };
    const after = wasBusy ? await putBack(seen, facts, { missing, added }, unseen, deps) : seen;
    return { held: after, wasBusy, isGone: false };
  } catch (error) {
    if (!(error instanceof TrailbotError) || !PASSING.includes(error.code)) throw error;
    deps.log.warn('a containment could not be looked at, and is looked at again', { error });
    return { held: { ...held, error }, wasBusy: true, isGone: false };
  }
}
/** Over in a moment, mostly. */
const PASSING: readonly ErrorCode[] = ['aws_throttled', 'aws_failed'];

async function putBack(
  held: Held,
  facts: PrincipalFacts,
  { missing, added }: { readonly missing: readonly Change[]; readonly added: readonly Change[] },
  unseen: Map<string, number>,
  deps: ContainDeps,
): Promise<Held> {
  const stripped = missing.filter((change) => wasTakenOff(change, unseen, deps));
  let { containment } = held;
  if (stripped.length > 0) {
    deps.log.warn('somebody takes off what contains them', { id: containment.id });
    containment = await changeContainment(containment.id, countStrip, deps);
  }
  const again = missing.filter((change) => change.kind !== 'sessions' || stripped.includes(change));
  const second = secondLock(containment, stripped, facts);
  for (const change of [...again, ...added, ...second]) {
    const { containment: after, trouble } = await makeChange(containment, change, facts, deps);
    unseen.set(changeKey(change), deps.clock.now().getTime());
    containment = after;
    if (trouble) return { ...held, containment, trouble };
  }
  return { ...held, containment };
}

/** Seen before and gone now, or never seen although there was time enough. */
function wasTakenOff(change: Change, unseen: ReadonlyMap<string, number>, { clock }: ContainDeps): boolean {
  const since = unseen.get(changeKey(change));
  return since === undefined || clock.now().getTime() - since >= SHOWN_WITHIN_MS;
}

function forgetShown(
  unseen: Map<string, number>,
  { changes }: Containment,
  missing: readonly Change[],
): void {
  const gone = new Set(missing.map(changeKey));
  for (const key of changes.map(changeKey)) if (!gone.has(key)) unseen.delete(key);
}

/** Whoever takes the policy off twice does it by a program: a boundary as well is one thing more to find. */
function secondLock(
  { stripped: times, changes }: Containment,
  stripped: readonly Change[],
  facts: PrincipalFacts,
): readonly Change[] {
  const isPolicy = stripped.some(({ kind }) => kind === 'policy');
  const has = changes.some(({ kind }) => kind === 'boundary');
  const change = isPolicy && !has && times >= STRIPS_BEFORE_BOUNDARY ? boundaryChange(facts) : undefined;
  return change ? [change] : [];
}
