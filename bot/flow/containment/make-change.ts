// Makes one change in IAM: written down before, so that a crash leaves nothing changed that is not known, and after.
import { changeKey, type Trouble, track, untrack } from '../../domain/containment/carry-out.ts';
import { isInForce } from '../../domain/containment/compare-facts.ts';
import type { Change, ChangeState, Containment } from '../../domain/containment/containment.ts';
import type { PrincipalFacts } from '../../domain/containment/facts.ts';
import { protectedSince } from '../../domain/containment/protected-tag.ts';
import { denyAllArn, type Target } from '../../domain/containment/target.ts';
import { REVOKE_DLQ } from '../../domain/naming.ts';
import { changeContainment } from './change-containment.ts';
import type { ContainDeps } from './hands-deps.ts';
import { orTrouble } from './or-trouble.ts';

export interface Made {
  readonly containment: Containment;
  /** It could not be done, and trying again would not help. */
  readonly trouble?: Trouble;
}

/** How long the function that revokes sessions may take. */
const REVOKED_WITHIN_MS = 30_000;
const LOOK_MS = 500;

/**
 * @param facts as just read.
 * @throws TrailbotError for what may work at the next try.
 */
export async function makeChange(
  containment: Containment,
  wanted: Change,
  facts: PrincipalFacts,
  deps: ContainDeps,
): Promise<Made> {
  const change = withFirstBoundary(wanted, containment);
  const key = changeKey(change);
  const before = containment.changes.find((one) => changeKey(one) === key)?.state;
  const planned = before === 'made' ? containment : await note(containment, change, 'planned', deps);
  const done = await orTrouble(() => doIt(planned, change, deps));
  if (done === 'quota') return setBoundaryInstead(planned, facts, deps);
  if (typeof done !== 'string') {
    deps.log.error('a change could not be made', { id: containment.id, change: change.kind, ...done });
    // What an earlier try may have made before it crashed is not forgotten, nor what comes too late.
    const isSure = before === undefined && change.kind !== 'sessions';
    const trouble = protectedSince(facts) ?? done;
    return { containment: isSure ? await forget(planned, change, deps) : planned, trouble };
  }
  // There when it was planned, and gone at the second try: the first one deleted it, and stopped.
  const isOurs = change.kind === 'password' && before !== undefined;
  const state = done === 'gone' && !isOurs ? 'gone' : 'made';
  return { containment: await note(planned, change, state, deps) };
}

/** In IAM alone: what is written down stays out of it, so that its failures are not taken for IAM's. */
async function doIt(
  { target }: Containment,
  change: Change,
  deps: ContainDeps,
): Promise<'done' | 'gone' | 'quota' | Trouble> {
  const { hands } = deps;
  switch (change.kind) {
    case 'policy':
      return (await hands.attachDeny(target)) === 'quota' ? 'quota' : 'done';
    case 'boundary':
      await hands.setDenyBoundary(target);
      return 'done';
    case 'key':
      return (await hands.deactivateKey(target, change.accessKeyId)) === 'gone' ? 'gone' : 'done';
    case 'password':
      return (await hands.deletePassword(target)) === 'gone' ? 'gone' : 'done';
    case 'sessions':
      return revoke(target, change, deps);
  }
}

/** Somebody filled the quota of managed policies: there is one boundary, and setting it has no quota. */
async function setBoundaryInstead(
  containment: Containment,
  facts: PrincipalFacts,
  deps: ContainDeps,
): Promise<Made> {
  const without = await forget(containment, { kind: 'policy' }, deps);
  const change = boundaryChange(facts);
  return change ? makeChange(without, change, facts, deps) : { containment: without };
}

/** With what it replaces; undefined when it is set already. */
export function boundaryChange(facts: PrincipalFacts): Change | undefined {
  const { boundary, target } = facts;
  if (boundary === denyAllArn(target)) return undefined;
  return { kind: 'boundary', ...(boundary !== undefined && { before: boundary }) };
}

/** Whoever fights back may have taken their boundary off meanwhile: a release must not leave them with more than before. */
function withFirstBoundary(change: Change, { boundaryBefore }: Containment): Change {
  const isOurs = change.kind === 'boundary' && boundaryBefore !== undefined;
  return isOurs ? { ...change, before: boundaryBefore } : change;
}

/** Another function writes it: asked for, and then looked for. */
async function revoke(
  target: Target,
  change: Extract<Change, { kind: 'sessions' }>,
  { hands, principals, clock, pause }: ContainDeps,
): Promise<'done' | Trouble> {
  await hands.revokeSessions(target, change.before);
  const until = clock.now().getTime() + REVOKED_WITHIN_MS;
  for (;;) {
    const facts = await principals.read(target, 'locks');
    if (facts && isInForce(change, facts)) return 'done';
    if (clock.now().getTime() >= until) return NOT_REVOKED;
    await pause(LOOK_MS);
  }
}

const NOT_REVOKED: Trouble = {
  why: 'The sessions were not revoked within 30 seconds.',
  hint: `Look at the queue ${REVOKE_DLQ} and at the log of the function trailbot-revoke; meanwhile press Revoke active sessions in the IAM console.`,
};

function note(
  { id }: Containment,
  change: Change,
  state: ChangeState,
  deps: ContainDeps,
): Promise<Containment> {
  return changeContainment(id, (latest) => track(latest, change, state), deps);
}

function forget({ id }: Containment, change: Change, deps: ContainDeps): Promise<Containment> {
  return changeContainment(id, (latest) => untrack(latest, change), deps);
}
