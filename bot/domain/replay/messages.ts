// The messages of a replay, each with how bad it was, who it is about, when it came and what was in it.
import { SEVERITIES, type Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import type { Finding } from './finding.ts';
import type { Told } from './number-incidents.ts';

/** As many as are read at one look. */
const MOST_WORST = 5;

export type Counts = { readonly [severity in Severity]: number };

export interface Message {
  /** Its number in the replay. */
  readonly incident: number;
  /** The worst page's. */
  readonly severity: Severity;
  readonly actorName: string;
  readonly accountId: string;
  /** The first page and the last, milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
  readonly pages: number;
  /** Ids, the worst first, of those equally bad the one that came first. */
  readonly detections: readonly string[];
}

/** Each bears the name of its first page. @param told - by time. @returns in the order of time */
export function messagesOf(told: readonly Told[]): readonly Message[] {
  const all = new Map<number, { readonly first: Finding; until: number; pages: number; worst: Worst }>();
  for (const { page, incident } of told) {
    if (incident === undefined || page.at === undefined) continue;
    const known = all.get(incident) ?? { first: page, until: page.at, pages: 0, worst: new Map() };
    known.until = page.at;
    known.pages += 1;
    known.worst.set(page.detectionId, higher(known.worst.get(page.detectionId) ?? 'low', page.severity));
    all.set(incident, known);
  }
  return [...all].map(([incident, { first, until, pages, worst }]) => {
    const detections = [...worst].sort(([, one], [, other]) => worseFirst(one, other));
    return {
      incident,
      severity: detections[0]?.[1] ?? 'low',
      actorName: first.actorName,
      accountId: first.accountId,
      from: first.at ?? 0,
      until,
      pages,
      detections: detections.map(([id]) => id),
    };
  });
}

type Worst = Map<string, Severity>;

/** Five at most: the worst, of those equally bad the newest. */
export function worstOf(messages: readonly Message[]): readonly Message[] {
  return messages
    .toSorted(
      (one, other) =>
        worseFirst(one.severity, other.severity) || other.from - one.from || other.incident - one.incident,
    )
    .slice(0, MOST_WORST);
}

/** How many there are of each severity. */
export function countBySeverity(messages: readonly Pick<Message, 'severity'>[]): Counts {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of messages) counts[severity] += 1;
  return counts;
}

/** For sorting; what was told to nobody has no severity and is last. */
export function worseFirst(one: Severity | undefined, other: Severity | undefined): number {
  return rankOf(other) - rankOf(one);
}

function rankOf(severity: Severity | undefined): number {
  return severity === undefined ? -1 : SEVERITIES.indexOf(severity);
}
