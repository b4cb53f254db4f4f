// What a user's calls of the last day say about what stops with it.
import type { PlaceSeen, UserUse } from '../facts.ts';
import { shortName } from '../name-principal.ts';

const SHOWN = 3;

/** The work that stops comes first; then what is, by its address, the incident itself. */
export function tellUserUse({ places, incomplete }: UserUse, name: string): readonly string[] {
  const gap = incomplete
    ? [`The log could not be read to the end: more may run as ${name} than is shown here.`]
    : [];
  if (places.length === 0)
    return incomplete ? gap : [`The trail shows no successful call of ${name} in the last 24 hours.`];
  const work = places.filter(({ isIncident }) => !isIncident);
  const incident = places.filter(({ isIncident }) => isIncident);
  return [
    ...work.slice(0, SHOWN).map((place) => `${placeWords(place)}: that work stops too.`),
    ...restWords(work.slice(SHOWN), 'that work stops too'),
    ...gap,
    ...incident.slice(0, SHOWN).map((place) => `${placeWords(place)}: an address of this incident.`),
    ...restWords(incident.slice(SHOWN), 'addresses of this incident too'),
  ];
}

function placeWords({ from, tool, calls }: PlaceSeen): string {
  return `${lastDay(calls)} from ${shortName(from)}, with ${shortName(tool)}`;
}

function restWords(rest: readonly PlaceSeen[], what: string): readonly string[] {
  if (rest.length === 0) return [];
  const calls = rest.reduce((sum, place) => sum + place.calls, 0);
  const more = rest.length === 1 ? 'one more place or tool' : `${rest.length} more places or tools`;
  return [`${lastDay(calls)} from ${more}: ${what}.`];
}

function lastDay(calls: number): string {
  return `${calls} ${calls === 1 ? 'call' : 'calls'} in the last 24 hours`;
}
