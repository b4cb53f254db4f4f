// What a check had to go by: what was read, or why it could not be. Nothing unread ever becomes a green finding.
import type { Finding } from './health.ts';

export interface Unread {
  /** Completes "because …". */
  readonly because: string;
  readonly remedy: string;
}
export type Reading<T> = { readonly value: T } | Unread;

/** A check before it was made. */
export type Check = Pick<Finding, 'check' | 'title' | 'place'>;
/** What a check found; see {@link Finding}. A place that is nearer to the trouble takes the check's place. */
export type Judgement = Pick<Finding, 'state' | 'detail' | 'remedy'> & Partial<Pick<Finding, 'place'>>;

/** The finding of a check: `judge`'s where it could be read, else `unknown` with the reason. */
export function find<T>(check: Check, reading: Reading<T>, judge: (value: T) => Judgement): Finding {
  if ('value' in reading) return { ...check, ...judge(reading.value) };
  return { ...check, state: 'unknown', detail: `because ${reading.because}`, remedy: reading.remedy };
}

/** What was read must be there as well; `because` says what is missing when it is not. */
export function required<T>(reading: Reading<T | undefined>, because: string, remedy: string): Reading<T> {
  if (!('value' in reading)) return reading;
  return reading.value === undefined ? { because, remedy } : { value: reading.value };
}

/** Two readings as one; unread when either is. */
export function both<A, B>(left: Reading<A>, right: Reading<B>): Reading<readonly [A, B]> {
  if (!('value' in left)) return left;
  return 'value' in right ? { value: [left.value, right.value] } : right;
}

export function ok(detail: string): Judgement {
  return { state: 'ok', detail };
}

export function warning(detail: string, remedy: string): Judgement {
  return { state: 'warning', detail, remedy };
}

export function broken(detail: string, remedy: string): Judgement {
  return { state: 'broken', detail, remedy };
}
