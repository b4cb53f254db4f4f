// A whole replay, ready to be shown: what was read, what would have been told, and what would be after a change.
import { countsDataEventsAlone } from '../detection/data-event.ts';
import type { Detection } from '../detection/detection.ts';
import type { Incident } from '../incident/incident.ts';
import type { QueryTemplate } from '../query/query.ts';
import type { Settings, WorkingHours } from '../settings.ts';
import type { Suppression } from '../suppression/suppression.ts';
import { countIncidents } from './actor-reports.ts';
import { createWhyTold, type Expected } from './hide-expected.ts';
import { type Message, messagesOf, worstOf } from './messages.ts';
import { isOf, wholeMessagesOf } from './narrow.ts';
import { planQuiet, type Quiet, type QuietDeps } from './plan-quiet.ts';
import { daysOf, type ReplayReport, reportOn, type Seen, tellPages } from './report.ts';
import type { SameFilter } from './same-filter.ts';
import { type SampleParts, sampleParts } from './sample-settings.ts';
import type { Sample } from './samples.ts';
import { shownIncidents } from './shown-incidents.ts';
import type { Tallied } from './tally.ts';
import { type Timeline, timelineOf } from './timeline.ts';

export interface Replayed {
  /** False when it was stopped, and the report is about what was read until then. */
  readonly complete: boolean;
  /** By kind: what was no record of a call. */
  readonly skipped: readonly { readonly kind: string; readonly count: number }[];
  readonly now: Side;
  readonly whatIf?: Side;
  /** Where nobody is called as was asked for: who has a name like it. */
  readonly near?: readonly string[];
  /** Detections that the change adds and that count what another one counts already. */
  readonly sameFilter?: readonly SameFilter[];
}

export interface Side {
  readonly report: ReplayReport;
  /** Of all detections, by id. */
  readonly titles: ReadonlyMap<string, string>;
  /** For the noisiest, where it is asked for. */
  readonly quiet: readonly Quiet[];
  /** What would be left of the messages if all that is offered for the noisiest had been expected; undefined where nothing is. */
  readonly left?: Pick<ReplayReport, 'incidents' | 'incidentsADay'>;
  readonly timeline: Timeline;
  /** Those that somebody has to see first: five at most. */
  readonly worst: readonly Message[];
  /** What "outside working hours" means. */
  readonly hours: WorkingHours;
  /** After so many hours without a page a message is over. */
  readonly quietHours: number;
  /** What in the settings nobody has edited yet. */
  readonly sample: SampleParts;
  /** Ids of detections that matched nothing and count data events alone: the log may be without any. */
  readonly withoutData: readonly string[];
  /** Ids of the accounts in which something was counted, in their order. */
  readonly accounts: readonly string[];
  /** Those that are shown as messages. */
  readonly shown: readonly Incident[];
}

/** What a replay runs: the company's templates, or those with a change in them. */
export interface Variant {
  readonly detections: readonly Detection[];
  readonly settings: Settings;
  /** What the messages offer to ask. */
  readonly queries: readonly Pick<QueryTemplate, 'id' | 'title'>[];
}

/** What a side is made from, beside the company's own templates. */
export interface SideDeps {
  readonly locate: QuietDeps['locate'];
  /** Whole records of some pages, for messages to be made from; none when nobody wants to see messages. */
  readonly samples: readonly Sample[];
  /** What people called expected or muted. */
  readonly expected?: readonly Expected[];
}

export function sideOf(
  tallied: Tallied,
  seen: Seen,
  { detections, settings }: Pick<Variant, 'detections' | 'settings'>,
  { locate, samples, expected = [] }: SideDeps,
): Side {
  const all = tellPages(tallied, { detections, settings }, { locate, expected });
  const { narrow } = tallied;
  const whole = wholeMessagesOf(all, narrow);
  const messages = messagesOf(whole);
  const report = reportOn(tallied, all, seen, detections, expected);
  const leftOf = (offers: readonly Suppression[]) => {
    const more = offers.map((suppression) => ({ suppression, fromAnywhere: false }));
    const rest = tellPages(tallied, { detections, settings }, { locate, expected: [...expected, ...more] });
    const incidents = countIncidents(wholeMessagesOf(rest, narrow));
    return { incidents, incidentsADay: incidents / daysOf(seen) };
  };
  const { quiet, offers } = planQuiet(whole, { settings, locate, isAsked: (page) => isOf(page, narrow) });
  return {
    report,
    titles: new Map(detections.map(({ id, title }) => [id, title])),
    quiet,
    ...(offers.length > 0 && { left: leftOf(offers) }),
    timeline: timelineOf(messages, seen, settings.workingHours),
    worst: worstOf(messages),
    hours: settings.workingHours,
    quietHours: settings.incidentQuietHours,
    sample: sampleParts(settings),
    withoutData: detections
      .filter(countsDataEventsAlone)
      .flatMap(({ id }) => (report.silent.includes(id) ? id : [])),
    accounts: [...tallied.accounts].sort(),
    shown: shownIncidents(whole, samples, locate, createWhyTold(expected, locate)),
  };
}
