// Takes sightings into an incident: counts each event once and notes what people have not been told yet.
import type { Actor } from '../actor/actor.ts';
import { higher, isAbove } from '../detection/severity.ts';
import { reopen } from '../triage/apply-deed.ts';
import { distrustOwnWord } from '../triage/distrust-own-word.ts';
import { type Incident, type News, SAMPLES, type Sighting, type Tally } from './incident.ts';

/** Addresses, Regions and actions an incident remembers; beyond that a new one is no news any more. */
const TRAITS = 100;
/** `eventID`s an incident remembers. An event that comes again after so many others would count twice. */
const SEEN = 15_000;

export interface Absorbed {
  readonly incident: Incident;
  /** The sightings that were not counted before. */
  readonly fresh: readonly Sighting[];
}

/** A new, empty incident; {@link absorb} gives it its first sightings. */
export function openIncident(id: string, accountId: string, actor: Actor | undefined, now: Date): Incident {
  return {
    id,
    accountId,
    actor,
    severity: 'low',
    openedAt: now,
    lastActivityAt: now,
    tallies: [],
    addresses: [],
    regions: [],
    actions: [],
    seen: [],
    alarms: [],
    posts: [],
    untold: [],
    revision: 0,
    version: 0,
  };
}

/**
 * The incident with these sightings in it. A detection, address, Region, action or severity that is new to an incident
 * which people have already seen becomes news; the sightings that open an incident do not. Whatever was resolved is open
 * again.
 */
export function absorb(incident: Incident, sightings: readonly Sighting[], now: Date): Absorbed {
  const seen = new Set(incident.seen);
  const fresh = sightings.filter((sighting) => {
    const key = seenKey(sighting);
    return !seen.has(key) && seen.add(key);
  });
  if (fresh.length === 0) return { incident, fresh };

  const before = reopen(incident, now);
  const opening = before.tallies.length === 0;
  const tallies = fresh.reduce((into, sighting) => tallyUp(into, sighting, now), before.tallies);
  const severity = tallies.reduce((worst, tally) => higher(worst, tally.severity), before.severity);
  const { quietSince: _over, nextLookAt: _found, ...rest } = before;
  const grown: Incident = {
    ...rest,
    actor: before.actor ?? fresh[0]?.actor,
    severity,
    lastActivityAt: now,
    tallies,
    addresses: union(before.addresses, fresh.map(addressOf)),
    regions: union(before.regions, fresh.map(regionOf)),
    actions: union(before.actions, fresh.map(actionOf)),
    seen: [...seen].slice(-SEEN),
    revision: before.revision + 1,
  };
  const told = opening ? grown : { ...grown, untold: tell(before, grown, fresh) };
  return { incident: distrustOwnWord(told, before.severity), fresh };
}

/** One event may be seen by several detections, and counts once for each. Sixteen hex digits of a UUID tell enough. */
function seenKey({ detectionId, event }: Sighting): string {
  return `${detectionId} ${event.eventID.replaceAll('-', '').slice(0, 16)}`;
}

function tallyUp(tallies: readonly Tally[], sighting: Sighting, now: Date): readonly Tally[] {
  const { detectionId, event, severity, because } = sighting;
  const at = event.eventTime ?? now;
  const failed = event.outcome.kind === 'failure' ? 1 : 0;
  const before = tallies.find((tally) => tally.detectionId === detectionId);
  if (!before) {
    const first: Tally = {
      detectionId,
      count: 1,
      failed,
      severity,
      because,
      first: at,
      last: at,
      recordedAt: now,
      samples: [event],
    };
    return [...tallies, first];
  }
  const after: Tally = {
    ...before,
    count: before.count + 1,
    failed: before.failed + failed,
    severity: higher(before.severity, severity),
    because: union(before.because, because),
    first: at < before.first ? at : before.first,
    last: at > before.last ? at : before.last,
    recordedAt: now,
    samples: [...before.samples, event].slice(-SAMPLES),
  };
  return tallies.map((tally) => (tally === before ? after : tally));
}

function tell(before: Incident, after: Incident, fresh: readonly Sighting[]): readonly News[] {
  const detections = after.tallies
    .filter((tally) => !before.tallies.some((known) => known.detectionId === tally.detectionId))
    .map((tally): News => ({ kind: 'detection', detectionId: tally.detectionId, severity: tally.severity }));
  const fromNewDetection = new Set(
    detections.map((news) => (news.kind === 'detection' ? news.detectionId : '')),
  );
  const addresses = added(before.addresses, after.addresses).map(
    (address): News => ({ kind: 'address', address }),
  );
  const regions = added(before.regions, after.regions).map((region): News => ({ kind: 'region', region }));
  // A new detection names its own first action; saying both would say it twice.
  const actions = added(before.actions, after.actions)
    .filter((action) => !fresh.some((s) => actionOf(s) === action && fromNewDetection.has(s.detectionId)))
    .map((action): News => {
      const [eventSource = '', eventName = ''] = action.split(':');
      return { kind: 'action', eventName, eventSource };
    });
  const severity: News[] = isAbove(after.severity, before.severity)
    ? [{ kind: 'severity', from: before.severity, to: after.severity, because: becauseOf(after) }]
    : [];
  const again: News[] = before.quietSince ? [{ kind: 'again', since: before.quietSince }] : [];
  return [...before.untold, ...again, ...severity, ...detections, ...addresses, ...regions, ...actions];
}

function becauseOf(incident: Incident): string {
  const worst = incident.tallies.find((tally) => tally.severity === incident.severity);
  return worst?.because.join(', ') || worst?.detectionId || 'new activity';
}

function added(before: readonly string[], after: readonly string[]): readonly string[] {
  return after.filter((value) => !before.includes(value));
}

function union(before: readonly string[], more: readonly string[]): readonly string[] {
  return [...new Set([...before, ...more])].filter((value) => value !== '').slice(0, TRAITS);
}

const addressOf = ({ event }: Sighting): string => event.sourceIPAddress.slice(0, 200);
const regionOf = ({ event }: Sighting): string => event.awsRegion.slice(0, 60);
const actionOf = ({ event }: Sighting): string => `${event.eventSource}:${event.eventName}`.slice(0, 200);
