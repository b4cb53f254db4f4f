// `/trail who`: what Trailbot and CloudTrail's event history know of a user, a role, a key or an address.
import type { Actor } from '../../domain/actor/actor.ts';
import { identifyActor } from '../../domain/actor/identify-actor.ts';
import { lookupAttribute } from '../../domain/actor/lookup-attribute.ts';
import { OPEN_DAYS } from '../../domain/command/select-incidents.ts';
import { classifySource } from '../../domain/context/classify-source.ts';
import type { Gap, Profile } from '../../domain/context/context.ts';
import type { TrailEvent } from '../../domain/event/trail-event.ts';
import { isRegion } from '../../domain/is-region.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { isAbout, isSame } from '../../domain/who/is-about.ts';
import { parseWho } from '../../domain/who/parse-who.ts';
import { queriesFor } from '../../domain/who/queries-for.ts';
import { renderWho } from '../../render/who.ts';
import type { JobDeps } from '../job-deps.ts';
import { orGap } from '../or-gap.ts';
import { viewOf } from '../show.ts';

const DAY_MS = 86_400_000;
/** CloudTrail keeps as much. */
const HISTORY_DAYS = 90;
/** A bare name can be a user's in one account and a session's in another. */
const ACTORS = 3;

export async function showWho({ what }: WorkOf<'who'>, _job: Job, deps: JobDeps): Promise<Message> {
  const who = parseWho(what);
  const since = new Date(deps.clock.now().getTime() - OPEN_DAYS * DAY_MS);
  const active = await deps.incidents.listActive(since);
  const about = active.filter((incident) => isAbout(incident, who));
  const incidents = about.map((incident) => viewOf(incident, deps));
  const found = { incidents, days: OPEN_DAYS };
  if (who.kind === 'address') {
    const source = deps.geo.locate(classifySource(who.address, deps.settings.networks));
    const queries = queriesFor(who, [], deps.queries);
    return renderWho({ ...found, name: who.address, source, known: [], calls: undefined, gaps: [], queries });
  }
  const gaps: Gap[] = [];
  const seen = about.flatMap(({ actor }) => actor ?? []);
  const calls = await lastCalls(searchable(who.actor, seen), deps, gaps);
  const own = calls?.filter((event) => isSame(identifyActor(event), who.actor));
  const actors = distinct([...(own ?? []).map(identifyActor), ...seen, ...exact(who.actor)]);
  const known = await Promise.all(
    actors.map(async (actor) => ({ actor, profile: await profileOf(actor, deps, gaps) })),
  );
  const queries = queriesFor(who, actors, deps.queries);
  return renderWho({ ...found, name: who.actor.name, known, calls: own, gaps, queries });
}

/** The event history finds a role by a session or a key only: an incident may have one. */
function searchable(asked: Actor, seen: readonly Actor[]): Actor {
  return [asked, ...seen].find((actor) => lookupAttribute(actor) !== undefined) ?? asked;
}

/** An ARN names exactly one: its habits may be known although it did nothing lately. */
function exact(asked: Actor): readonly Actor[] {
  return asked.arn !== undefined && asked.kind !== 'unknown' ? [asked] : [];
}

function distinct(actors: readonly Actor[]): readonly Actor[] {
  return [...new Map(actors.toReversed().map((actor) => [actor.key, actor])).values()]
    .toReversed()
    .slice(0, ACTORS);
}

/** The newest first; undefined where there is nothing to search by. */
async function lastCalls(
  actor: Actor,
  deps: JobDeps,
  gaps: Gap[],
): Promise<readonly TrailEvent[] | undefined> {
  if (!lookupAttribute(actor)) return undefined;
  const to = deps.clock.now();
  const from = new Date(to.getTime() - HISTORY_DAYS * DAY_MS);
  const { trail, regions: usual } = deps.settings;
  const regions = [...new Set([trail.homeRegion, 'us-east-1', ...usual])].filter(isRegion);
  const parts = await Promise.all(
    regions.map((region) =>
      orGap(deps.history.lookup({ actor, region, from, to, pages: 1 }), `the calls in ${region}`, gaps),
    ),
  );
  return parts
    .flatMap((part) => part?.events ?? [])
    .toSorted((a, b) => (b.eventTime?.getTime() ?? 0) - (a.eventTime?.getTime() ?? 0));
}

function profileOf(actor: Actor, deps: JobDeps, gaps: Gap[]): Promise<Profile | undefined> {
  return orGap(deps.profiles.read(actor, deps.clock.now()), 'what is usual', gaps);
}
