// What an object's key says before it is fetched, where CloudTrail has laid it out: its kind, and its day.

/** What is not fetched because of its key alone. */
export type SkippedByKey = 'digest' | 'insight' | 'foreign';

/** Days as keys write them, both included: `2026/11/22`. */
export interface Days {
  readonly first?: string;
  readonly last?: string;
}

/** Milliseconds since 1970, `until` is not included. */
interface Range {
  readonly since?: number;
  readonly until?: number;
}

export type KeySays =
  | 'read'
  /** Nothing at all: a folder as the console makes one. */
  | 'nothing'
  | { readonly skip: SkippedByKey }
  /** Out of the days. All keys up to `upTo` in the order of keys are. */
  | { readonly upTo: string };

const DAY = 86_400_000;
const LAYOUT = /^((?:.*\/)?AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)\/[a-z0-9-]+\/)(\d{4}\/\d{2}\/\d{2})\//;
const IN_AN_ACCOUNT = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]+\/)?\d{12}\/([^/]+)\//;
const SKIPPED: ReadonlyMap<string, SkippedByKey> = new Map([
  ['CloudTrail-Digest', 'digest'],
  ['CloudTrail-Insight', 'insight'],
]);

/**
 * The days whose folders may hold an event of the range. A file lies under the day it was written, which is never before
 * the event and now and then, around midnight or when delivery is late, on the day after.
 */
export function daysOf({ since, until }: Range): Days {
  return {
    ...(since !== undefined && { first: dayAt(since) }),
    ...(until !== undefined && { last: dayAt(until + DAY) }),
  };
}

export function readKey(key: string, { first, last }: Days): KeySays {
  if (key.endsWith('/')) return 'nothing';
  const service = IN_AN_ACCOUNT.exec(key)?.[1];
  // What else AWS delivers under AWSLogs: flow logs, those of load balancers, Config's history.
  if (service !== undefined && !service.startsWith('CloudTrail')) return { skip: 'foreign' };
  const [, folder = '', , day] = LAYOUT.exec(key) ?? [];
  if (day !== undefined && first !== undefined && day < first) return { upTo: `${folder}${first}/` };
  // In the order of keys a tilde comes after all that CloudTrail's names are made of.
  if (day !== undefined && last !== undefined && day > last) return { upTo: `${folder}9999/12/31/~` };
  const skip = SKIPPED.get(service ?? '');
  return skip === undefined ? 'read' : { skip };
}

function dayAt(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '/');
}
