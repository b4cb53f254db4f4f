// Reads CloudTrail's event history around an incident: the hour before, refused calls, and what the actor usually does.
import type { Actor } from '../domain/actor/actor.ts';
import { identifyActor } from '../domain/actor/identify-actor.ts';
import { lookupAttribute } from '../domain/actor/lookup-attribute.ts';
import type { Activity, Gap, Profile } from '../domain/context/context.ts';
import { foldActivity } from '../domain/context/fold-activity.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { isRegion } from '../domain/is-region.ts';
import type { AlertDeps } from './alert-deps.ts';
import { sourceOf } from './source-of.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** CloudTrail keeps 90 days, and so does a profile. */
const HISTORY_MS = 90 * DAY_MS;

interface Around {
  readonly actor: Actor;
  readonly lead: TrailEvent;
  /** Undefined when it could not be read. */
  readonly profile: Profile | undefined;
  readonly asOf: Date;
}

export interface History {
  readonly searchedRegions: readonly string[];
  readonly hourBefore?: Activity;
  readonly profile?: Profile;
  readonly gaps: readonly Gap[];
}

interface Part {
  readonly events: readonly TrailEvent[];
  readonly truncated: boolean;
}

/**
 * CloudTrail keeps the event history by Region, and has all of 90 days from the first day on: a Region that was not
 * searched for this actor yet is searched as far back as it goes, another one for the last day only.
 */
export async function readHistory({ actor, lead, profile, asOf }: Around, deps: AlertDeps): Promise<History> {
  if (!lookupAttribute(actor)) return { gaps: [], searchedRegions: [lead.awsRegion] };
  const until = lead.eventTime ?? deps.clock.now();
  const oldest = new Date(deps.clock.now().getTime() - HISTORY_MS);
  const dayAgo = new Date(until.getTime() - DAY_MS);
  const searchedRegions = regionsOf(lead, deps.settings);
  const fresh = searchedRegions.filter((region) => !profile?.searchedRegions.includes(region));
  const gaps: Gap[] = [];
  const parts = await Promise.all(
    searchedRegions.map((region) => {
      const range = fresh.includes(region) ? { from: oldest, pages: 4 } : { from: dayAgo, pages: 2 };
      return readRegion({ actor, region, to: until, ...range }, deps, gaps);
    }),
  );
  const read = parts.filter((part) => part !== undefined);
  const before = read.flatMap(({ events }) => events).filter(({ eventID }) => eventID !== lead.eventID);
  const isLearned = profile !== undefined && fresh.length > 0 && gaps.length === 0;
  const learned = isLearned ? await learn({ actor, before, read, oldest, asOf, fresh }, deps) : profile;
  const refused = before.filter((event) => isRefused(event) && within(event, until, DAY_MS)).length;
  const known = learned && { profile: { ...learned, refused } };
  if (read.length === 0) return { gaps: gaps.slice(0, 1), searchedRegions, ...known };
  return { hourBefore: lastHour(before, read, until), gaps: gaps.slice(0, 1), searchedRegions, ...known };
}

/** The event's own Region, the trail's, the one where global services log, and those the company works in. */
function regionsOf(lead: TrailEvent, { trail, regions }: AlertDeps['settings']): readonly string[] {
  const all = new Set([lead.awsRegion, trail.homeRegion, 'us-east-1', ...regions]);
  return [...all].filter(isRegion);
}

function lastHour(before: readonly TrailEvent[], read: readonly Part[], until: Date): Activity {
  const from = new Date(until.getTime() - HOUR_MS);
  const truncated = read.some((part) => part.truncated && (oldestOf(part.events) ?? until) > from);
  const events = before.filter((event) => within(event, until, HOUR_MS));
  return foldActivity(events, { from, to: until, truncated });
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

interface Lesson extends Pick<Around, 'actor' | 'asOf'> {
  readonly before: readonly TrailEvent[];
  readonly read: readonly Part[];
  readonly oldest: Date;
  /** Regions that were read as far back as they go. */
  readonly fresh: readonly string[];
}

async function learn(
  { actor, asOf, before, read, oldest, fresh }: Lesson,
  deps: AlertDeps,
): Promise<Profile> {
  // Where a Region had more than was read, nothing can be said about the time before the oldest event that was.
  const complete = read.filter((part) => part.truncated).map((part) => oldestOf(part.events) ?? oldest);
  const since = complete.reduce((latest, date) => (date > latest ? date : latest), oldest);
  const own = before.filter((event) => identifyActor(event).key === actor.key);
  await deps.profiles.learn(
    own.map((event) => ({ actor, event, source: sourceOf(event, deps) })),
    { actor, since, regions: fresh },
  );
  return deps.profiles.read(actor, asOf);
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
