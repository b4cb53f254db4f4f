// Findings become the report: what would have been told, how often, and because of whom.
import type { Detection, Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import type { Finding } from './finding.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TOP_ACTORS = 10;

export interface ReplayReport {
  readonly events: number;
  /** Counted findings whose event came more than once. */
  readonly repeated: number;
  /** Of the events, milliseconds since 1970; undefined when no event has a time. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly pages: number;
  readonly reviewed: number;
  /** Messages: one for each actor in each account, until it was quiet for long enough. */
  readonly incidents: number;
  readonly incidentsADay: number;
  /** Those that matched, the most incidents first. */
  readonly detections: readonly DetectionReport[];
  /** Ids of those that matched nothing. */
  readonly silent: readonly string[];
  /** Those with the most pages. */
  readonly actors: readonly ActorReport[];
}

export interface DetectionReport {
  readonly id: string;
  readonly title: string;
  /** The worst that it was. */
  readonly severity: Severity;
  readonly matches: number;
  readonly pages: number;
  readonly reviewed: number;
  /** That it was part of. */
  readonly incidents: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export interface ActorReport {
  readonly name: string;
  readonly accountId: string;
  readonly pages: number;
  readonly incidents: number;
  /** Ids, the most pages first. */
  readonly detections: readonly string[];
}

export interface Seen {
  readonly events: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** @param findings in any order; an event that comes twice counts once for each detection */
export function reportOn(
  findings: readonly Finding[],
  seen: Seen,
  detections: readonly Pick<Detection, 'id' | 'title'>[],
  quietHours: number,
): ReplayReport {
  const once = inOrder(findings);
  const paged = once.filter(({ lane }) => lane === 'page');
  const incidents = numberIncidents(paged, quietHours * HOUR_MS);
  const days = Math.max(1, ((seen.last ?? 0) - (seen.first ?? 0)) / DAY_MS);
  const total = new Set(incidents.values()).size;
  const matched = Map.groupBy(once, ({ detectionId }) => detectionId);
  return {
    ...seen,
    repeated: findings.length - once.length,
    pages: paged.length,
    reviewed: once.length - paged.length,
    incidents: total,
    incidentsADay: total / days,
    detections: detections
      .flatMap(({ id, title }) => {
        const own = matched.get(id);
        return own === undefined ? [] : [detectionReport(id, title, own, incidents)];
      })
      .sort((a, b) => b.incidents - a.incidents || b.matches - a.matches || (a.id < b.id ? -1 : 1)),
    silent: detections.filter(({ id }) => !matched.has(id)).map(({ id }) => id),
    actors: actorReports(paged, incidents),
  };
}

/** By time, then by what tells two findings apart: the same whatever order they were found in. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const byKey = new Map(findings.map((finding) => [keyOf(finding), finding]));
  return [...byKey]
    .sort(([a, one], [b, other]) => (one.at ?? 0) - (other.at ?? 0) || (a < b ? -1 : 1))
    .map(([, finding]) => finding);
}

function keyOf({ eventID, detectionId }: Finding): string {
  return `${eventID} ${detectionId}`;
}

/** @returns for each page the incident that it belongs to */
function numberIncidents(paged: readonly Finding[], quietMs: number): ReadonlyMap<Finding, number> {
  const open = new Map<string, { incident: number; last: number }>();
  const numbered = new Map<Finding, number>();
  let count = 0;
  for (const finding of paged) {
    const who = `${finding.accountId} ${finding.actorKey}`;
    const at = finding.at ?? 0;
    const known = open.get(who);
    const incident = known !== undefined && at - known.last <= quietMs ? known.incident : count++;
    open.set(who, { incident, last: at });
    numbered.set(finding, incident);
  }
  return numbered;
}

function detectionReport(
  id: string,
  title: string,
  own: readonly Finding[],
  incidents: ReadonlyMap<Finding, number>,
): DetectionReport {
  const pages = own.filter(({ lane }) => lane === 'page');
  return {
    id,
    title,
    severity: own.reduce<Severity>((worst, { severity }) => higher(worst, severity), 'low'),
    matches: own.length,
    pages: pages.length,
    reviewed: own.length - pages.length,
    incidents: new Set(pages.map((page) => incidents.get(page))).size,
    first: own.at(0)?.at,
    last: own.at(-1)?.at,
  };
}

function actorReports(
  paged: readonly Finding[],
  incidents: ReadonlyMap<Finding, number>,
): readonly ActorReport[] {
  const byActor = Map.groupBy(paged, ({ accountId, actorKey }) => `${accountId} ${actorKey}`);
  return [...byActor.values()]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const counts = [...Map.groupBy(own, ({ detectionId }) => detectionId)];
      return {
        name: first.actorName,
        accountId: first.accountId,
        pages: own.length,
        incidents: new Set(own.map((page) => incidents.get(page))).size,
        detections: counts.sort(([, a], [, b]) => b.length - a.length).map(([id]) => id),
      };
    })
    .sort((a, b) => b.pages - a.pages || (a.name < b.name ? -1 : 1))
    .slice(0, TOP_ACTORS);
}
