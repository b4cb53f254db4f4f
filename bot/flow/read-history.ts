// Reads CloudTrail's event history around an incident: the hour before, refused calls, and what the actor usually does.
import type { Actor } from '../domain/actor.ts';
import { classifySource } from '../domain/classify-source.ts';
import type { Activity, Gap, Profile } from '../domain/context.ts';
import { TrailbotError } from '../domain/errors.ts';
import { foldActivity } from '../domain/fold-activity.ts';
import { identifyActor } from '../domain/identify-actor.ts';
import { lookupAttribute } from '../domain/lookup-attribute.ts';
import type { TrailEvent } from '../domain/trail-event.ts';
import type { AlertDeps } from './alert-deps.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** CloudTrail keeps 90 days, and so does a profile. */
const HISTORY_MS = 90 * DAY_MS;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d$/;

interface Around {
  readonly actor: Actor;
  readonly lead: TrailEvent;
  /** Undefined when it could not be read. */
  readonly profile: Profile | undefined;
  readonly asOf: Date;
}

export interface History {
  readonly hourBefore?: Activity;
  readonly profile?: Profile;
  readonly gaps: readonly Gap[];
}

interface Part {
  readonly events: readonly TrailEvent[];
  readonly truncated: boolean;
}

/**
 * An actor whose profile does not reach back 90 days yet gets it from the event history, which has them all from the
 * first day on. The history is kept by Region: asked are the event's own, the trail's, and us-east-1 for global services.
 */
export async function readHistory({ actor, lead, profile, asOf }: Around, deps: AlertDeps): Promise<History> {
  if (!lookupAttribute(actor)) return { gaps: [] };
  const until = lead.eventTime ?? deps.clock.now();
  const oldest = new Date(deps.clock.now().getTime() - HISTORY_MS);
  const young =
    profile !== undefined && (profile.watchedSince === undefined || profile.watchedSince > oldest);
  const from = young ? oldest : new Date(until.getTime() - DAY_MS);
  const regions = [...new Set([lead.awsRegion, deps.settings.trail.homeRegion, 'us-east-1'])];
  const gaps: Gap[] = [];
  const parts = await Promise.all(
    regions
      .filter((region) => REGION.test(region))
      .map((region) => readRegion({ actor, region, from, to: until, pages: young ? 4 : 2 }, deps, gaps)),
  );
  const read = parts.filter((part) => part !== undefined);
  const before = read.flatMap(({ events }) => events).filter(({ eventID }) => eventID !== lead.eventID);
  const learned =
    young && gaps.length === 0 ? await learn({ actor, before, read, oldest, asOf }, deps) : profile;
  const refused = before.filter((event) => isRefused(event) && within(event, until, DAY_MS)).length;
  if (read.length === 0) return { gaps: gaps.slice(0, 1), ...(profile && { profile }) };
  const hourAgo = new Date(until.getTime() - HOUR_MS);
  const lastHour = before.filter((event) => within(event, until, HOUR_MS));
  const truncated = read.some((part) => part.truncated && (oldestOf(part.events) ?? until) > hourAgo);
  return {
    hourBefore: foldActivity(lastHour, { from: hourAgo, to: until, truncated }),
    gaps: gaps.slice(0, 1),
    ...(learned && { profile: { ...learned, refused } }),
  };
}

async function readRegion(
  query: Parameters<AlertDeps['history']['lookup']>[0],
  { history }: AlertDeps,
  gaps: Gap[],
): Promise<Part | undefined> {
  try {
    return await history.lookup(query);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    gaps.push({ what: 'what this actor did before', reason: error.message, remedy: error.hint });
    return undefined;
  }
}

async function learn(
  {
    actor,
    before,
    read,
    oldest,
    asOf,
  }: Pick<Around, 'actor' | 'asOf'> & {
    before: readonly TrailEvent[];
    read: readonly Part[];
    oldest: Date;
  },
  { profiles, geo, settings }: AlertDeps,
): Promise<Profile> {
  // Where a Region had more than was read, nothing can be said about the time before the oldest event that was.
  const complete = read.filter((part) => part.truncated).map((part) => oldestOf(part.events) ?? oldest);
  const since = complete.reduce((latest, date) => (date > latest ? date : latest), oldest);
  const own = before.filter((event) => identifyActor(event).key === actor.key);
  await profiles.learn(
    own.map((event) => ({
      actor,
      event,
      source: geo.locate(classifySource(event.sourceIPAddress, settings.networks)),
    })),
    { actor, since },
  );
  return profiles.read(actor, asOf);
}

function oldestOf(events: readonly TrailEvent[]): Date | undefined {
  return events.reduce<Date | undefined>(
    (oldest, { eventTime }) => (eventTime && (!oldest || eventTime < oldest) ? eventTime : oldest),
    undefined,
  );
}

function within({ eventTime }: TrailEvent, until: Date, span: number): boolean {
  return eventTime !== undefined && eventTime <= until && until.getTime() - eventTime.getTime() <= span;
}

function isRefused({ outcome }: TrailEvent): boolean {
  return outcome.kind === 'failure' && outcome.denied;
}
