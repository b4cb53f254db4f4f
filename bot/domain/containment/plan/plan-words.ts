// The sentences of a plan that are alike for users and roles.
import { nameDuration } from '../../context/name-duration.ts';
import type { Change } from '../containment.ts';
import type { PrincipalFacts } from '../facts.ts';
import { nameTarget, shortName } from '../name-principal.ts';
import type { Plan } from '../plan.ts';
import { heldBy } from './plan-changes.ts';

export type PlanWords = Pick<Plan, 'willHappen' | 'stopsToo' | 'cannotStop'>;

export const TAKES_TIME =
  'It takes a few seconds, sometimes minutes, until AWS refuses every call: what happens in between is listed afterwards.';
export const ADMINS_CAN_UNDO =
  'Whoever else may change IAM in this account can take it off: Trailbot looks again for a while, puts it back and says so.';

/** How the principal is locked out, or that it is already. */
export function lockWords(facts: PrincipalFacts, changes: readonly Change[]): readonly string[] {
  const whom = nameTarget(facts.target);
  const held = heldBy(facts);
  if (held === 'policy')
    return [`AWSDenyAll is attached to ${whom} already: it stays, and a release leaves it there too.`];
  if (held === 'boundary')
    return [
      `AWSDenyAll is the permissions boundary of ${whom} already: it stays, and a release leaves it there too.`,
    ];
  if (changes.some(({ kind }) => kind === 'policy'))
    return [`AWSDenyAll is attached to ${whom}: every call is refused, whatever else allows it.`];
  return boundaryWords(facts);
}

/** @returns undefined for a moment that cannot be read. */
export function ago(at: Date, now: Date): string | undefined {
  const passed = now.getTime() - at.getTime();
  return Number.isFinite(passed) ? `${nameDuration(passed)} ago` : undefined;
}

function boundaryWords({ target, attached, boundary }: PrincipalFacts): readonly string[] {
  const whom = nameTarget(target);
  const instead = `AWSDenyAll becomes the permissions boundary of ${whom}: it has ${attached.length} managed policies, IAM may take no more, and the boundary refuses every call just as well.`;
  if (boundary === undefined) return [instead];
  return [
    instead,
    `Its present boundary, ${shortName(boundary)}, is kept in mind and comes back with a release.`,
  ];
}
