// Findings become the report: what would have been told, how often, and because of whom.
import type { Source } from '../context/context.ts';
import type { Settings } from '../settings.ts';
import { type ActorReport, actorReports, countIncidents } from './actor-reports.ts';
import {
  type Counted,
  countUntold,
  type DetectionReport,
  detectionReports,
  type Untold,
} from './detection-reports.ts';
import { type Expected, hideExpected, reportOnExpected, type SuppressionReport } from './hide-expected.ts';
import { type Counts, countBySeverity, messagesOf } from './messages.ts';
import { countedOf, isNarrow, isOf, type Narrow, wholeMessagesOf } from './narrow.ts';
import { numberIncidents, type Told } from './number-incidents.ts';
import type { Threshold } from './ring-alarms.ts';
import type { Tallied } from './tally.ts';

const DAY_MS = 86_400_000;
const TOP_UNCOVERED = 15;
const SOME_UNDATED = 3;

export interface ReplayReport extends Seen, Untold {
  /** Where it is about a part; `events`, `first`, `last` and `pagesBeyond` are of all the same. */
  readonly only?: Only;
  /** Matches whose event came before: they are counted here alone. What no detection counts is not compared. */
  readonly repeated: number;
  /** Matches that were told: an event that two detections count is two of them. */
  readonly pages: number;
  /** The first few of those whose records do not say when it was. */
  readonly undatedSome: readonly { readonly detectionId: string; readonly eventID: string }[];
  /** So many that they were not looked at: all other figures are without them. */
  readonly pagesBeyond: number;
  readonly reviewed: number;
  /** Messages: one for each actor in each account, until it was quiet for long enough. */
  readonly incidents: number;
  /** The same by the worst that was in each. */
  readonly incidentsBySeverity: Counts;
  readonly incidentsADay: number;
  /** Those that matched: the worst that was told first, then what was told to nobody. */
  readonly detections: readonly DetectionReport[];
  /** Ids of those that matched nothing. */
  readonly silent: readonly string[];
  /** Each that the replay was given, the one that hides most first. */
  readonly suppressions: readonly SuppressionReport[];
  /** The worst first. */
  readonly actors: readonly ActorReport[];
  /** Calls that change a safeguard and that no detection counts, the most frequent first. */
  readonly uncovered: readonly { readonly action: string; readonly count: number }[];
  /** Of how many different calls those are the most frequent. */
  readonly uncoveredActions: number;
}

/** As it was asked for. */
export interface Only extends Narrow {
  /** All, the part among them. */
  readonly outOf: Pick<ReplayReport, 'incidents' | 'pages' | 'reviewed'>;
}

/** Of the events that were looked at; times in milliseconds since 1970, undefined when no event has one. */
export interface Seen {
  readonly events: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** @param all - the tallied pages, numbered; the report is of those that are shown */
export function reportOn(
  tallied: Tallied,
  all: readonly Told[],
  seen: Seen,
  detections: readonly Counted[],
  expected: readonly Expected[] = [],
): ReplayReport {
  const { narrow } = tallied;
  const whole = wholeMessagesOf(all, narrow);
  const told = countedOf(whole, narrow);
  const heard = heardOf(told);
  const incidents = countIncidents(heard);
  const asked = detections.filter(({ id }) => isOf({ detectionId: id }, narrow));
  const matched = detectionReports(asked, told, tallied.reviewed);
  const uncovered = [...tallied.uncovered].map(([action, count]) => ({ action, count }));
  return {
    ...seen,
    ...onlyOf(tallied, all),
    repeated: tallied.repeated,
    pages: heard.length,
    ...countUntold(told),
    undatedSome: told
      .filter(({ page }) => page.at === undefined)
      .slice(0, SOME_UNDATED)
      .map(({ page: { detectionId, eventID } }) => ({ detectionId, eventID })),
    pagesBeyond: tallied.pagesBeyond,
    reviewed: [...tallied.reviewed.values()].reduce((sum, { count }) => sum + count, 0),
    incidents,
    incidentsBySeverity: countBySeverity(messagesOf(whole)),
    incidentsADay: incidents / daysOf(seen),
    detections: matched,
    silent: asked.filter(({ id }) => !matched.some((one) => one.id === id)).map(({ id }) => id),
    suppressions: reportOnExpected(expected, told, narrow),
    actors: actorReports(heard),
    uncovered: uncovered
      .sort((a, b) => b.count - a.count || (a.action < b.action ? -1 : 1))
      .slice(0, TOP_UNCOVERED),
    uncoveredActions: uncovered.length,
  };
}

/** From the first event to the last, with fractions; one where it is less. */
export function daysOf({ first, last }: Seen): number {
  return Math.max(1, ((last ?? 0) - (first ?? 0)) / DAY_MS);
}

/** What a replay goes by: what the company has, or may have. */
export interface TellPages {
  readonly detections: readonly Threshold[];
  readonly settings: Pick<Settings, 'incidentQuietHours'> & {
    readonly deployment: Pick<Settings['deployment'], 'withoutAlarm'>;
  };
}

export interface TellDeps {
  /** Where an address is, as the bot's databases know it. */
  readonly locate: (address: string) => Source;
  readonly expected?: readonly Expected[];
}

/** The pages as the bot would have told them. */
export function tellPages(
  { pages, reviewedMinutes }: Pick<Tallied, 'pages' | 'reviewedMinutes'>,
  { detections, settings }: TellPages,
  { locate, expected = [] }: TellDeps,
): readonly Told[] {
  return numberIncidents(pages, detections, {
    quietHours: settings.incidentQuietHours,
    withoutAlarm: settings.deployment.withoutAlarm,
    reviewed: reviewedMinutes,
    hide: hideExpected(expected, locate),
  });
}

function onlyOf({ narrow, reviewedOfAll }: Tallied, all: readonly Told[]): Pick<ReplayReport, 'only'> {
  if (!isNarrow(narrow)) return {};
  const heard = heardOf(all);
  const outOf = { incidents: countIncidents(heard), pages: heard.length, reviewed: reviewedOfAll };
  return { only: { ...narrow, outOf } };
}

function heardOf(told: readonly Told[]): readonly Told[] {
  return told.filter(({ incident }) => incident !== undefined);
}
