// Whom the pages of a replay are about: the worst first.
import type { Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import type { Finding } from './finding.ts';
import { worseFirst } from './messages.ts';
import type { Told } from './number-incidents.ts';
import { earlier, later } from './tally.ts';

const TOP_ACTORS = 10;

export interface ActorReport {
  readonly name: string;
  readonly accountId: string;
  /** The worst that somebody was told of. */
  readonly severity: Severity;
  readonly pages: number;
  readonly incidents: number;
  /** Ids, the worst first, then the one with the most pages. */
  readonly detections: readonly string[];
  /** Of the pages, milliseconds since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Ten at most: the worst, of those equally bad the ones with the most pages. @param heard - what was told */
export function actorReports(heard: readonly Told[]): readonly ActorReport[] {
  return [...Map.groupBy(heard, ({ page }) => whoOf(page)).values()]
    .flatMap((own) => {
      const [first] = own;
      return first === undefined ? [] : actorReport(first.page, own);
    })
    .sort(
      (a, b) =>
        worseFirst(a.severity, b.severity) ||
        b.pages - a.pages ||
        compare(a.name, b.name) ||
        compare(a.accountId, b.accountId),
    )
    .slice(0, TOP_ACTORS);
}

function actorReport({ actorName, accountId }: Finding, own: readonly Told[]): ActorReport {
  const byDetection = [...Map.groupBy(own, ({ page }) => page.detectionId)].map(([id, some]) => ({
    id,
    pages: some.length,
    severity: worstPage(some),
  }));
  const times = own.map(({ page }) => page.at);
  return {
    name: actorName,
    accountId,
    severity: worstPage(own),
    pages: own.length,
    incidents: countIncidents(own),
    detections: byDetection
      .sort((a, b) => worseFirst(a.severity, b.severity) || b.pages - a.pages || compare(a.id, b.id))
      .map(({ id }) => id),
    first: times.reduce(earlier, undefined),
    last: times.reduce(later, undefined),
  };
}

/** Tells actors apart, each in each account. */
export function whoOf({ accountId, actorKey }: Finding): string {
  return `${accountId} ${actorKey}`;
}

/** How many messages they are part of. */
export function countIncidents(told: readonly Told[]): number {
  return new Set(told.flatMap(({ incident }) => incident ?? [])).size;
}

function worstPage(told: readonly Told[]): Severity {
  return told.reduce<Severity>((so, { page }) => higher(so, page.severity), 'low');
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
