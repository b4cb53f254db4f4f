// Which suppression somebody means by an id, or by a detection's id where that is enough.
import type { Suppression } from './suppression.ts';
import type { SuppressionRefusal } from './suppression-refusal.ts';

export type FoundSuppression =
  | { readonly ok: true; readonly suppression: Suppression }
  | ({ readonly ok: false } & SuppressionRefusal);

const NAMED = 5;

export function findSuppression(word: string, active: readonly Suppression[]): FoundSuppression {
  const wanted = word.trim().toLowerCase();
  const byId = active.find(({ id }) => id.toLowerCase() === wanted);
  if (byId) return { ok: true, suppression: byId };
  const [only, ...others] = active.filter(({ detectionId }) => detectionId === wanted);
  if (!only) {
    return {
      ok: false,
      reason: `Nothing that is quiet now is called ${word.trim().slice(0, 60) || '(none)'}.`,
      hint: 'It may have ended already. /trail mutes shows what is quiet.',
    };
  }
  if (others.length === 0) return { ok: true, suppression: only };
  const ids = [only, ...others].slice(0, NAMED).map(({ id }) => id);
  return {
    ok: false,
    reason: `${others.length + 1} of them are about ${only.detectionId}.`,
    hint: `Name one of ${ids.join(', ')}. /trail mutes shows which is which.`,
  };
}
