// Chooses the incidents that a report shows as messages, and makes each as the bot would have.

import type { Actor } from '../actor/actor.ts';
import { identifyActor } from '../actor/identify-actor.ts';
import type { Source } from '../context/context.ts';
import { nameTool } from '../context/name-tool.ts';
import { SEVERITIES } from '../detection/detection.ts';
import { parseTrailMessage } from '../event/parse-trail-event.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import { absorb, openIncident } from '../incident/absorb.ts';
import { applyContext } from '../incident/apply-context.ts';
import { type Incident, SAMPLES, type Sighting } from '../incident/incident.ts';
import { leadOf, leadTally } from '../incident/lead-event.ts';
import type { Finding } from './finding.ts';
import type { Told } from './number-incidents.ts';
import type { Sample } from './samples.ts';
import { sightingOf } from './sighting-of.ts';

const MOST = 20;
/** Of those that the same detection leads. */
const MOST_ALIKE = 2;
/** An incident may have hundreds of thousands of pages, and all at once would fill the memory. */
const AT_ONCE = 5_000;

/**
 * The worst first, of those the newest. An incident's `id` is its number in the replay. What is usual for somebody and
 * what people did with a message no log tells, so that an incident has neither.
 * @param samples - whole records of some of the pages; an incident without one at its head is left out
 * @param whyTold - what else the message says of a page: why it was told though a suppression is about it
 */
export function shownIncidents(
  told: readonly Told[],
  samples: readonly Sample[],
  locate: (address: string) => Source,
  whyTold: (told: Told) => readonly string[] = () => [],
): readonly Incident[] {
  const whole = new Map(samples.map((sample) => [keyOf(sample.finding), sample]));
  const shown: Incident[] = [];
  const alike = new Map<string, number>();
  for (const { incident, pages } of candidates(told, whole)) {
    if (shown.length === MOST) break;
    const made = incidentOf(incident, pages, whole, locate, whyTold);
    const lead = leadTally(made)?.detectionId ?? '';
    const before = alike.get(lead) ?? 0;
    if (before === MOST_ALIKE || leadOf(made) === undefined) continue;
    alike.set(lead, before + 1);
    shown.push(made);
  }
  return shown;
}

interface Candidate {
  readonly incident: number;
  /** In the order of time. */
  readonly pages: readonly Told[];
}

function candidates(told: readonly Told[], whole: ReadonlyMap<string, Sample>): readonly Candidate[] {
  const known = new Set(
    told.flatMap(({ page, incident }) => (incident !== undefined && whole.has(keyOf(page)) ? incident : [])),
  );
  const pages = Map.groupBy(
    told.filter(({ incident }) => incident !== undefined && known.has(incident)),
    ({ incident }) => incident ?? 0,
  );
  return [...pages]
    .map(([incident, all]) => ({
      incident,
      pages: all,
      rank: all.reduce((worst, { page }) => Math.max(worst, rankOf(page)), 0),
    }))
    .sort((a, b) => b.rank - a.rank || b.incident - a.incident);
}

function incidentOf(
  number: number,
  pages: readonly Told[],
  whole: ReadonlyMap<string, Sample>,
  locate: (address: string) => Source,
  whyTold: (told: Told) => readonly string[],
): Incident {
  const known = new Map(
    pages.flatMap(({ page }) => {
      const sample = whole.get(keyOf(page));
      return sample === undefined ? [] : [[keyOf(page), wholeSighting(sample)]];
    }),
  );
  const samples = [...known.values()];
  const [first, last] = [pages[0]?.page, pages.at(-1)?.page];
  const asTold = pages.toSorted((one, other) => toldAtOf(one) - toldAtOf(other));
  const now = new Date(last?.at ?? 0);
  // Opened before the first call: how long the way into Slack would have taken no log tells, and nothing is said of it.
  const opened = new Date((first?.at ?? 0) - 1);
  let incident = openIncident(`${number}`, first?.accountId ?? '', openedBy(asTold[0]?.page, known), opened);
  for (let at = 0; at < pages.length; at += AT_ONCE) {
    const some = asTold.slice(at, at + AT_ONCE);
    const sightings = some.map((told) => {
      const sighting = known.get(keyOf(told.page)) ?? thinSighting(told.page);
      return { ...sighting, because: [...whyTold(told), ...sighting.because] };
    });
    incident = absorb(incident, sightings, now).incident;
  }
  const tallies = incident.tallies.map((tally) => ({
    ...tally,
    samples: newestOf(samples, tally.detectionId),
  }));
  const made = { ...incident, tallies };
  const lead = leadOf(made);
  if (lead === undefined) return made;
  const source = locate(lead.sourceIPAddress);
  return applyContext(made, { source, tool: nameTool(lead.userAgent), unusual: [], gaps: [] });
}

function toldAtOf({ page, toldAt }: Told): number {
  return toldAt ?? page.at ?? 0;
}

/** The first page's, as the bot names them: those who share a key may have names of their own. */
function openedBy(first: Finding | undefined, known: ReadonlyMap<string, Sighting>): Actor | undefined {
  if (first === undefined) return undefined;
  const namesake = () => known.values().find(({ actor }) => actor.name === first.actorName);
  return (known.get(keyOf(first)) ?? namesake() ?? sightingOf(first)).actor;
}

/** A page of which only the finding is left has nothing to show. */
function newestOf(samples: readonly Sighting[], id: string): readonly TrailEvent[] {
  return samples
    .filter(({ detectionId }) => detectionId === id)
    .map(({ event }) => event)
    .slice(-SAMPLES);
}

function wholeSighting({ finding, because, record }: Sample): Sighting {
  const event = parseTrailMessage(record);
  const { detectionId, lane, severity } = finding;
  return { detectionId, event, actor: identifyActor(event), lane, severity, because };
}

/** Enough to be counted; it shows nowhere by itself. */
function thinSighting(page: Finding): Sighting {
  const sighting = sightingOf(page);
  const outcome: TrailEvent['outcome'] = page.failed
    ? { kind: 'failure', code: '', denied: false }
    : { kind: 'success' };
  return { ...sighting, because: [], event: { ...sighting.event, awsRegion: page.region, outcome } };
}

function keyOf({ detectionId, eventID }: Pick<Finding, 'detectionId' | 'eventID'>): string {
  return `${detectionId} ${eventID}`;
}

function rankOf({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity);
}
