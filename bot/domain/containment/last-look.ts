// Whether a containment is known to hold: what its last look found since something was last changed.
import type { Containment, Happening, HappeningKind } from './containment.ts';

const LOOKS: ReadonlySet<HappeningKind> = new Set(['applied', 'stripped', 'verified', 'unverified']);

/** `applied` while nobody has looked since the last change; undefined before anything was. */
export function lastLook({ history }: Pick<Containment, 'history'>): Happening | undefined {
  return history.findLast(({ kind }) => LOOKS.has(kind));
}

/** Its last look ended while somebody was still taking it off. */
export function isFought(containment: Pick<Containment, 'history'>): boolean {
  const last = lastLook(containment);
  return last?.kind === 'unverified' && last.fought === true;
}

export function isVerified(containment: Pick<Containment, 'history'>): boolean {
  return lastLook(containment)?.kind === 'verified';
}
