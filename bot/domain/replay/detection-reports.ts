// What each detection gave in a replay: what was told, what was counted and told to nobody, and what matched nothing.
import type { Detection, Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import { countIncidents } from './actor-reports.ts';
import { worseFirst } from './messages.ts';
import type { Told } from './number-incidents.ts';
import { earlier, later, type Reviewed } from './tally.ts';

export interface DetectionReport extends Untold {
  readonly id: string;
  readonly title: string;
  /** The worst that it was, also where that was for the review. */
  readonly severity: Severity;
  /** The worst that somebody was told of at once; undefined where nobody was. */
  readonly told: Severity | undefined;
  readonly matches: number;
  readonly pages: number;
  readonly reviewed: number;
  /** That it was part of. */
  readonly incidents: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** What its alarm waits for, where that is more than one match; the period is in seconds. */
  readonly alarm?: Detection['alarm'];
}

/** Matches that deserve a page and that nobody was told of, by why. */
export interface Untold {
  /** Too few came at a time. */
  readonly belowThreshold: number;
  /** Somebody called them expected or muted them: they are for the review. */
  readonly hidden: number;
  /** Their records do not say when it was. */
  readonly undated: number;
}

export type Counted = Pick<Detection, 'id' | 'title' | 'alarm'>;

/**
 * The worst that was told first, of those equally bad the one with the most messages; then what was told to nobody. What
 * matched nothing is left out.
 */
export function detectionReports(
  detections: readonly Counted[],
  told: readonly Told[],
  reviewed: ReadonlyMap<string, Reviewed>,
): readonly DetectionReport[] {
  const paged = Map.groupBy(told, ({ page }) => page.detectionId);
  return detections
    .filter(({ id }) => paged.has(id) || reviewed.has(id))
    .map((detection) => detectionReport(detection, paged.get(detection.id) ?? [], reviewed.get(detection.id)))
    .sort(
      (a, b) =>
        worseFirst(a.told, b.told) ||
        b.incidents - a.incidents ||
        b.matches - a.matches ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Of pages that were not told, why. */
export function countUntold(told: readonly Told[]): Untold {
  const silent = told.filter(({ incident }) => incident === undefined);
  const hidden = silent.filter(({ suppressedBy }) => suppressedBy !== undefined).length;
  const undated = silent.filter(({ page }) => page.at === undefined).length;
  return { belowThreshold: silent.length - hidden - undated, hidden, undated };
}

function detectionReport(
  { id, title, alarm }: Counted,
  own: readonly Told[],
  reviewed: Reviewed | undefined,
): DetectionReport {
  const heard = own.filter(({ incident }) => incident !== undefined);
  const times = own.map(({ page }) => page.at);
  const worst = (some: readonly Told[], least: Severity) =>
    some.reduce<Severity>((so, { page }) => higher(so, page.severity), least);
  return {
    id,
    title,
    severity: worst(own, reviewed?.severity ?? 'low'),
    told: heard.length > 0 ? worst(heard, 'low') : undefined,
    matches: own.length + (reviewed?.count ?? 0),
    pages: heard.length,
    ...countUntold(own),
    reviewed: reviewed?.count ?? 0,
    incidents: countIncidents(heard),
    first: times.reduce(earlier, reviewed?.first),
    last: times.reduce(later, reviewed?.last),
    ...(alarm.threshold > 1 && { alarm }),
  };
}
