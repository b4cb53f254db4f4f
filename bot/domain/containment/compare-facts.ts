// Whether what a containment changed is still so in IAM, and whether what a release gave back is there again.
import { asChange, changeKey } from './carry-out.ts';
import type { Change, Containment } from './containment.ts';
import type { PrincipalFacts } from './facts.ts';
import { planLock } from './plan/plan-changes.ts';
import { denyAllArn } from './target.ts';

/** What was made and is not so (any more): somebody took it off, or IAM does not show it yet. */
export function missingFrom(
  facts: PrincipalFacts,
  containment: Pick<Containment, 'changes' | 'mode'>,
): readonly Change[] {
  const made = containment.changes.filter(({ state }) => state === 'made').map(asChange);
  return [...lostLock(facts, containment), ...made.filter((change) => !isInForce(change, facts))];
}

/** AWSDenyAll was there before and stayed another's, until they took it off: from now on it has to be ours. */
function lostLock(
  facts: PrincipalFacts,
  { changes, mode }: Pick<Containment, 'changes' | 'mode'>,
): readonly Change[] {
  const isOurs = changes.some(({ kind }) => kind === 'policy' || kind === 'boundary');
  const isGivenUp = changes.some(({ state }) => state === 'undone');
  return mode !== 'deny' || isOurs || isGivenUp ? [] : planLock(facts);
}

/** Active keys that nobody made inactive yet: made since, or made active by somebody else. No release gives them back. */
export function newKeys(
  { accessKeys }: PrincipalFacts,
  { changes, mode }: Pick<Containment, 'changes' | 'mode'>,
): readonly Change[] {
  if (mode !== 'deny') return [];
  const known = new Set(changes.map(changeKey));
  const active = accessKeys.filter((key) => key.active);
  return active
    .map(({ id }): Change => ({ kind: 'key', accessKeyId: id, found: true }))
    .filter((change) => !known.has(changeKey(change)));
}

/** Whether a change is given back. */
export function isGivenBack(change: Change, facts: PrincipalFacts): boolean {
  if (change.kind === 'password' || change.kind === 'sessions') return true;
  const key = change.kind === 'key' && facts.accessKeys.find(({ id }) => id === change.accessKeyId);
  // A key that is not there cannot be made active: that was found out, and told, before.
  return (change.kind === 'key' && !key) || !isInForce(change, facts);
}

export function isInForce(change: Change, facts: PrincipalFacts): boolean {
  const denyAll = denyAllArn(facts.target);
  switch (change.kind) {
    case 'policy':
      return facts.attached.includes(denyAll);
    case 'boundary':
      return facts.boundary === denyAll;
    case 'key':
      return !facts.accessKeys.some(({ id, active }) => id === change.accessKeyId && active);
    case 'password':
      return !facts.hasPassword;
    case 'sessions':
      return facts.revokedBefore !== undefined && toSecond(facts.revokedBefore) >= toSecond(change.before);
  }
}

/** A policy's dates have no fractions. */
function toSecond(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}
