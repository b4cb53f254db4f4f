// Gives each page the message that it would have been part of, as the bot does.
import { isOver } from '../incident/is-over.ts';
import type { Finding } from './finding.ts';
import type { Hiding } from './hide-expected.ts';
import { type MatchedMinutes, ringAlarms, type Threshold } from './ring-alarms.ts';

export interface Told {
  readonly page: Finding;
  /** From 1 up, in the order in which they were told. Undefined for what never was told: hidden, or too few of them at a time. */
  readonly incident: number | undefined;
  /** When the alarm road told it, where that is later than the page: milliseconds since 1970. */
  readonly toldAt?: number;
  /** The id of the suppression that hid it. */
  readonly suppressedBy?: string;
  /** The id of the suppression that is about it, and that it is worse than. */
  readonly brokeThrough?: string;
}

export interface TellRules {
  /** `incidentQuietHours` of the settings. */
  readonly quietHours: number;
  /** Ids of detections that have no alarm. */
  readonly withoutAlarm?: readonly string[];
  /** When a detection matched what is for the review: alarms count that too. */
  readonly reviewed?: ReadonlyMap<string, MatchedMinutes>;
  readonly hide?: (page: Finding) => Hiding;
}

/**
 * One incident for each actor in each account, until it was quiet for so long. What an alarm counts up to a threshold is
 * told when the alarm rings; what is expected is not told, and keeps no incident open.
 * @param pages in any order
 * @returns by time, then by what tells two pages apart: the same whatever order they came in
 */
export function numberIncidents(
  pages: readonly Finding[],
  detections: readonly Threshold[],
  { quietHours, withoutAlarm, reviewed = new Map(), hide = () => ({}) }: TellRules,
): readonly Told[] {
  const whenTold = ringAlarms(pages, reviewed, detections, withoutAlarm);
  const open = new Map<string, { readonly incident: number; readonly lastActivityAt: Date }>();
  let count = 0;
  const number = (page: Finding, toldAt: number | undefined): Told => {
    if (toldAt === undefined) return { page, incident: undefined };
    const hiding = hide(page);
    if (hiding.suppressedBy !== undefined) return { page, incident: undefined, ...hiding };
    const who = `${page.accountId} ${page.actorKey}`;
    const now = new Date(toldAt);
    const known = open.get(who);
    const current = known && !isOver(known, now, quietHours) ? known.incident : undefined;
    if (current === undefined) count += 1;
    const incident = current ?? count;
    open.set(who, { incident, lastActivityAt: now });
    return { page, incident, ...(toldAt !== (page.at ?? 0) && { toldAt }), ...hiding };
  };
  const ordered = pages.toSorted(byTime);
  const times = ordered.map(whenTold);
  const told: Told[] = [];
  for (const at of asTold(ordered, times)) {
    const page = ordered[at];
    if (page !== undefined) told.push(number(page, times[at]));
  }
  return told.sort((one, other) => byTime(one.page, other.page));
}

/** Where each stands, in the order in which they are told: what an alarm tells comes after what the stream tells at once. */
function asTold(pages: readonly Finding[], times: readonly (number | undefined)[]): Uint32Array {
  const timeOf = (at: number) => times[at] ?? pages[at]?.at ?? 0;
  return Uint32Array.from(pages.keys()).sort((one, other) => timeOf(one) - timeOf(other) || one - other);
}

function byTime(one: Finding, other: Finding): number {
  return (
    (one.at ?? 0) - (other.at ?? 0) ||
    compare(one.eventID, other.eventID) ||
    compare(one.detectionId, other.detectionId)
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
