// Takes what people called expected out of what is told: it goes to the daily review and is counted, never lost.
import { TrailbotError } from '../domain/errors.ts';
import type { Sighting } from '../domain/incident/incident.ts';
import { matchSuppressions } from '../domain/suppression/match-suppression.ts';
import type { Suppression } from '../domain/suppression/suppression.ts';
import type { AlertDeps } from './alert-deps.ts';
import { sourceOf } from './source-of.ts';

type Deps = Pick<AlertDeps, 'suppressions' | 'reviews' | 'clock' | 'log' | 'geo' | 'settings'>;

/**
 * The sightings that are still to be told; one that breaks through says so in its `because`. Whatever cannot be read or
 * kept is told: an alert too many does less harm than one too few.
 */
export async function takeOutExpected(
  sightings: readonly Sighting[],
  deps: Deps,
): Promise<readonly Sighting[]> {
  if (sightings.every(({ lane }) => lane === 'review')) return sightings;
  const active = await activeSuppressions(deps);
  if (active.length === 0) return sightings;
  const told: Sighting[] = [];
  const hidden = new Map<string, Sighting[]>();
  for (const sighting of sightings) {
    const hiddenBy = judge(sighting, active, deps);
    if (typeof hiddenBy === 'string') append(hidden, hiddenBy, sighting);
    else told.push(hiddenBy);
  }
  for (const [suppressionId, group] of hidden) {
    if (!(await keepForReview(group, suppressionId, deps))) told.push(...group);
  }
  return told;
}

function append(groups: Map<string, Sighting[]>, key: string, sighting: Sighting): void {
  const group = groups.get(key);
  if (group) group.push(sighting);
  else groups.set(key, [sighting]);
}

/** The id of the suppression that hides it, or the sighting as it is to be told. */
function judge(sighting: Sighting, active: readonly Suppression[], deps: Deps): string | Sighting {
  if (sighting.lane === 'review') return sighting;
  const located = { sighting, source: sourceOf(sighting.event, deps) };
  const match = matchSuppressions(active, located, deps.clock.now());
  if (match.kind === 'hidden') return match.suppression.id;
  if (match.kind === 'none') return sighting;
  return { ...sighting, because: [match.why.because, ...sighting.because] };
}

/** Remembered for a moment by the store, so that a run may ask ahead. Empty when they cannot be read: all is told then. */
export async function activeSuppressions({
  suppressions,
  log,
}: Pick<Deps, 'suppressions' | 'log'>): Promise<readonly Suppression[]> {
  try {
    return await suppressions.active();
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('what is expected could not be read, all is told', { code: error.code, error });
    return [];
  }
}

async function keepForReview(
  group: readonly Sighting[],
  suppressionId: string,
  { reviews, clock, log }: Deps,
): Promise<boolean> {
  try {
    await reviews.add(group, clock.now(), suppressionId);
    log.info('expected, kept for the review', { suppressionId, events: group.length });
    return true;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('what is expected could not be kept for the review, it is told', { code: error.code, error });
    return false;
  }
}
