// Adds up what the files gave, in their order, and forgets what the report does not need.
import type { Severity } from '../detection/detection.ts';
import { higher } from '../detection/severity.ts';
import type { Finding } from './finding.ts';
import { isShown, type Narrow } from './narrow.ts';
import { addMinute, type MatchedMinutes } from './ring-alarms.ts';
import { createSeenBefore } from './seen-before.ts';

/** A call that no detection counts though it changes a safeguard. */
export interface Uncovered {
  /** `eventSource:eventName`. */
  readonly action: string;
  readonly eventID: string;
}

/** What one detection gave for the review. */
export interface Reviewed {
  readonly count: number;
  readonly severity: Severity;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export interface Tallied {
  /** What is shown: `reviewed`, `repeated` and `accounts` are of that alone. */
  readonly narrow: Narrow;
  /** All: incidents are numbered, and alarms ring, by all of them. */
  readonly pages: readonly Finding[];
  /** Pages beyond those that are kept, of all: they are counted here and nowhere else. */
  readonly pagesBeyond: number;
  readonly reviewed: ReadonlyMap<string, Reviewed>;
  /** How many there are in all. */
  readonly reviewedOfAll: number;
  /** When those came that an alarm counts up to a threshold, though they are for the review: all of them. */
  readonly reviewedMinutes: ReadonlyMap<string, MatchedMinutes>;
  /** Findings whose event came before. */
  readonly repeated: number;
  /** By action. */
  readonly uncovered: ReadonlyMap<string, number>;
  /** Those with a page or something for the review. */
  readonly accounts: ReadonlySet<string>;
}

export interface Tally extends Tallied {
  /** @returns those that are shown and whose event did not come before */
  add(findings: readonly Finding[], uncovered: readonly Uncovered[]): readonly Finding[];
}

/**
 * What bounds the memory of a replay, however large the archive: a page takes about 200 bytes and so many are kept
 * (30 MB, and twice as much for what is told of them; whoever has more needs no report to see that something is wrong);
 * of the review and the uncovered only counts by detection and by call; of each event seen 8 bytes for the last millions.
 */
const MOST_PAGES = 150_000;
/** AWS has some ten thousand calls; a file that was made up may have more. */
const MOST_ACTIONS = 20_000;
/** A large organisation's. */
const MOST_ACCOUNTS = 10_000;
/** Four months without a pause, and a few MB. */
const MOST_MINUTES = 170_000;

/**
 * @param counting - ids of detections whose alarm has a threshold above 1
 * @param narrow - what is shown; all when it is left out
 */
export function createTally(
  mostPages = MOST_PAGES,
  counting: readonly string[] = [],
  narrow: Narrow = {},
): Tally {
  const seen = createSeenBefore();
  const pages: Finding[] = [];
  const reviewed = new Map<string, Reviewed>();
  const reviewedMinutes = new Map(counting.map((id) => [id, new Map<number, number>()]));
  const uncovered = new Map<string, number>();
  const accounts = new Set<string>();
  const texts = createTexts();
  let pagesBeyond = 0;
  let repeated = 0;
  let reviewedOfAll = 0;
  const review = (finding: Finding, shown: boolean) => {
    const { detectionId, at } = finding;
    reviewedOfAll += 1;
    if (shown) reviewed.set(detectionId, addReview(reviewed.get(detectionId), finding));
    const minutes = reviewedMinutes.get(detectionId);
    if (minutes && minutes.size < MOST_MINUTES) addMinute(minutes, at);
  };
  return {
    narrow,
    pages,
    reviewed,
    reviewedMinutes,
    uncovered,
    accounts,
    get pagesBeyond() {
      return pagesBeyond;
    },
    get repeated() {
      return repeated;
    },
    get reviewedOfAll() {
      return reviewedOfAll;
    },
    add(findings, changes) {
      const fresh: Finding[] = [];
      for (const finding of findings) {
        const { eventID, detectionId, lane, accountId } = finding;
        const shown = isShown(finding, narrow);
        if (seen.check(`${eventID} ${detectionId}`)) {
          if (shown) repeated += 1;
          continue;
        }
        if (shown) fresh.push(finding);
        if (shown && accounts.size < MOST_ACCOUNTS) accounts.add(accountId);
        if (lane === 'review') review(finding, shown);
        else if (pages.length < mostPages) pages.push(texts.shared(finding));
        else pagesBeyond += 1;
      }
      for (const { action, eventID } of changes) {
        const count = uncovered.get(action) ?? 0;
        if (seen.check(`${eventID} ${action}`) || (count === 0 && uncovered.size >= MOST_ACTIONS)) continue;
        uncovered.set(action, count + 1);
      }
      return fresh;
    },
  };
}

function addReview(before: Reviewed | undefined, { at, severity }: Finding): Reviewed {
  if (before === undefined) return { count: 1, severity, first: at, last: at };
  return {
    count: before.count + 1,
    severity: higher(before.severity, severity),
    first: earlier(before.first, at),
    last: later(before.last, at),
  };
}

/** Undefined where neither is known. */
export function earlier(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/** Undefined where neither is known. */
export function later(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.max(one, other);
}

/** Texts that came from another thread are copies, one for each finding: a thousand pages of one actor need one name. */
function createTexts() {
  const known = new Map<string, string>();
  const one = (text: string): string => {
    const same = known.get(text);
    if (same !== undefined) return same;
    // What never comes again fills the table as well.
    if (known.size >= MOST_ACTIONS) known.clear();
    known.set(text, text);
    return text;
  };
  return {
    shared: (finding: Finding): Finding => ({
      ...finding,
      detectionId: one(finding.detectionId),
      region: one(finding.region),
      accountId: one(finding.accountId),
      actorKey: one(finding.actorKey),
      actorName: one(finding.actorName),
      address: one(finding.address),
      action: one(finding.action),
    }),
  };
}
