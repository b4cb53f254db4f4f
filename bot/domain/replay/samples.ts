// Keeps the few whole records that a report shows as messages, however many pages there are.
import { SEVERITIES } from '../detection/detection.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import { SAMPLES } from '../incident/incident.ts';
import { whoOf } from './actor-reports.ts';
import type { Finding } from './finding.ts';

/** A page with all that its record says. */
export interface Sample {
  readonly finding: Finding;
  /** Why it is worse than the detection: each completes "because …". */
  readonly because: readonly string[];
  /** The record as JSON: smaller than the object, and the same in each thread. */
  readonly record: string;
}

export interface Samples {
  /** Ignores what is no page. */
  add(finding: Finding, because: readonly string[], event: TrailEvent): void;
  /** Those that another one kept. */
  merge(samples: readonly Sample[]): void;
  /** Those that are kept, in the same order whatever the number of threads that found them. */
  list(): readonly Sample[];
}

/** For each detection: one group for each actor and severity. */
const GROUPS = 8;
/** Most records have 2 KB; all that may be kept together stays below 50 MB. */
const LONGEST_RECORD = 20_000;

interface Group {
  readonly key: string;
  readonly rank: number;
  /** The newest first. */
  readonly samples: Sample[];
}

/**
 * For each detection the worst and newest groups, and of a group as many of the newest as a message is made from. What
 * is kept depends on what is added in which order, and a replay adds in the files' order.
 */
export function createSamples(): Samples {
  const byDetection = new Map<string, Group[]>();

  function keep(finding: Finding, make: () => Sample | undefined): void {
    if (finding.lane !== 'page') return;
    const groups = byDetection.get(finding.detectionId) ?? [];
    const key = `${finding.severity} ${whoOf(finding)}`;
    const group = groups.find((one) => one.key === key) ?? {
      key,
      rank: SEVERITIES.indexOf(finding.severity),
      samples: [],
    };
    if (!isWanted(group, groups, finding)) return;
    const sample = make();
    if (sample === undefined) return;
    const place = group.samples.findIndex((one) => newestFirst(finding, one.finding) < 0);
    group.samples.splice(place < 0 ? group.samples.length : place, 0, sample);
    group.samples.length = Math.min(group.samples.length, SAMPLES);
    const others = groups.filter((one) => one !== group);
    byDetection.set(finding.detectionId, [...others, group].sort(worstFirst).slice(0, GROUPS));
  }

  return {
    add: (finding, because, event) =>
      keep(finding, () => {
        const record = JSON.stringify(event.record);
        return record.length > LONGEST_RECORD ? undefined : { finding, because, record };
      }),
    merge(samples) {
      for (const sample of samples) keep(sample.finding, () => sample);
    },
    list: () => [...byDetection.values()].flatMap((groups) => groups.flatMap((group) => group.samples)),
  };
}

/** Told before the record is written as JSON: nearly all are not wanted. */
function isWanted({ key, rank, samples }: Group, groups: readonly Group[], finding: Finding): boolean {
  // A trail delivers some records twice.
  if (samples.some((one) => one.finding.eventID === finding.eventID)) return false;
  const oldest = samples.length < SAMPLES ? undefined : samples.at(-1);
  if (oldest !== undefined) return newestFirst(finding, oldest.finding) < 0;
  const least = groups.length < GROUPS ? undefined : groups.at(-1);
  if (least === undefined || groups.some((one) => one.key === key)) return true;
  const [newest] = least.samples;
  return rank > least.rank || (rank === least.rank && !!newest && newestFirst(finding, newest.finding) < 0);
}

function worstFirst(one: Group, other: Group): number {
  const [newest, othersNewest] = [one.samples[0], other.samples[0]];
  return (
    other.rank - one.rank || (newest && othersNewest ? newestFirst(newest.finding, othersNewest.finding) : 0)
  );
}

function newestFirst(one: Finding, other: Finding): number {
  return (
    (other.at ?? 0) - (one.at ?? 0) ||
    (one.eventID < other.eventID ? 1 : one.eventID > other.eventID ? -1 : 0)
  );
}
