// What stays quiet although a suppression ended, because another one is about the same.
import type { Suppression } from './suppression.ts';

/** Those of `active` that may hide some of what `ended` hid. */
export function stillQuiet(ended: Suppression, active: readonly Suppression[]): readonly Suppression[] {
  return active.filter(
    (one) =>
      one.id !== ended.id &&
      one.detectionId === ended.detectionId &&
      meet(one.actorKey, ended.actorKey) &&
      meet(one.accountId, ended.accountId) &&
      meet(one.action, ended.action),
  );
}

/** Undefined is everything; networks are left out, because blocks of different sizes may hold the same address. */
function meet(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
