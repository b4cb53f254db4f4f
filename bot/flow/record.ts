// Sightings become incidents: one for each actor in each account, each event counted once, each incident told.

import type { AlarmNotice } from '../domain/alarm/alarm.ts';
import { linkAlarm } from '../domain/alarm/link-alarm.ts';
import { absorb, openIncident } from '../domain/incident/absorb.ts';
import type { Incident, Sighting } from '../domain/incident/incident.ts';
import { isOver } from '../domain/incident/is-over.ts';
import { hasToTell, takeTelling, wasLeftHalfTold } from '../domain/incident/telling.ts';
import type { AlertDeps } from './alert-deps.ts';
import { contextAtHand, deepenLater } from './enrich.ts';
import { letTell, outdated, saveUnlessOutdated } from './save.ts';
import { takeOutExpected } from './suppress.ts';
import { tell } from './tell.ts';
import { tellLater } from './tell-later.ts';

const HOUR_MS = 3_600_000;
const TRIES = 20;

export interface Circumstances {
  /** Incidents with recent activity, where they were read anyway; may lag behind a little. */
  readonly active?: readonly Incident[];
  /** The alarm that led here. */
  readonly alarm?: AlarmNotice;
  /** The message that waited for these events: the first incident takes it over. */
  readonly waiting?: Incident;
}

export function activeIncidents({ incidents, settings, clock }: AlertDeps): Promise<readonly Incident[]> {
  return incidents.listActive(new Date(clock.now().getTime() - settings.incidentQuietHours * HOUR_MS));
}

/** Stores what belongs in the review, and gives each actor's pages to that actor's incident. */
export async function record(
  found: readonly Sighting[],
  circumstances: Circumstances,
  deps: AlertDeps,
): Promise<readonly Incident[]> {
  const sightings = await takeOutExpected(found, deps);
  const incidents: Incident[] = [];
  let { waiting } = circumstances;
  for (const group of groupByActor(sightings.filter(({ lane }) => lane === 'page'))) {
    incidents.push(await recordGroup(group, { ...circumstances, ...(waiting && { waiting }) }, deps));
    waiting = undefined;
  }
  await deps.reviews.add(
    sightings.filter(({ lane }) => lane === 'review'),
    deps.clock.now(),
  );
  return incidents;
}

function groupByActor(sightings: readonly Sighting[]): readonly (readonly [Sighting, ...Sighting[]])[] {
  const groups = new Map<string, [Sighting, ...Sighting[]]>();
  for (const sighting of sightings) {
    const key = `${sighting.event.accountId} ${sighting.actor.key}`;
    const group = groups.get(key);
    if (group) group.push(sighting);
    else groups.set(key, [sighting]);
  }
  return [...groups.values()];
}

async function recordGroup(
  group: readonly [Sighting, ...Sighting[]],
  { active = [], alarm, waiting }: Circumstances,
  deps: AlertDeps,
): Promise<Incident> {
  const { actor, event } = group[0];
  let known = active.find(
    (incident) => incident.accountId === event.accountId && incident.actor?.key === actor.key,
  );
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const now = deps.clock.now();
    const over = known !== undefined && isOver(known, now, deps.settings.incidentQuietHours);
    const opened = openIncident(deps.newId(), event.accountId, actor, now);
    const before = known && !over ? known : { ...opened, ...adopted(waiting) };
    const { incident: grown, fresh } = absorb(before, group, now);
    const after = alarm ? linkAlarm(grown, alarm) : grown;
    if (after === before && !hasToTell(after, deps.settings)) return deepenLater(after, deps);

    const mine = takeTelling(after, deps.run, now);
    if (mine || fresh.length > 0) {
      const [saved, learned] = await Promise.all([
        saveUnlessOutdated(mine ?? after, deps, over ? known : undefined),
        fresh.length > 0 ? contextAtHand(after, deps) : undefined,
      ]);
      if (saved && !mine) return saved;
      if (saved) {
        const recover = wasLeftHalfTold(known, deps.run);
        return deepenLater(await tell(saved, deps, { recover, learned }), deps);
      }
    } else if (!(await letTell(tries, deps))) return tellLater(after, deps);
    // Most actors have no incident yet, so that trying is quicker than asking first.
    known = await deps.incidents.current(event.accountId, actor.key);
  }
  throw outdated(openIncident('new', event.accountId, actor, deps.clock.now()));
}

/** The waiting message shows an alarm without events: it has to be told anew. Who has it in hand keeps it. */
function adopted(waiting: Incident | undefined): Pick<Incident, 'posts' | 'triage'> {
  const posts = (waiting?.posts ?? []).map((post) => ({ ...post, shown: 0 }));
  return { posts, ...(waiting?.triage && { triage: waiting.triage }) };
}
