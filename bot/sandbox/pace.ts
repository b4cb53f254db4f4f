// How fast time passes for what AWS does slowly: as it is, or compressed so that a person can watch.

export interface Pace {
  readonly name: 'fast' | 'real';
  /** Milliseconds between an API call and its record in the log group. */
  deliveryDelay(): number;
  /** Milliseconds that an alarm period of so many seconds lasts. */
  alarmPeriod(seconds: number): number;
  /** Milliseconds that an SQS delay of so many seconds lasts. */
  queueDelay(seconds: number): number;
  /** Milliseconds until a change in IAM is enforced; 0 when left out. */
  iamPropagation?(): number;
}

/** About 30 times faster than AWS: an alarm follows its event within a few seconds. */
export const FAST: Pace = {
  name: 'fast',
  deliveryDelay: () => 700,
  alarmPeriod: (seconds) => seconds * 33,
  queueDelay: (seconds) => seconds * 33,
  iamPropagation: () => 1_500,
};

/** CloudTrail takes about five minutes on average to reach a log group; IAM was measured at three to four seconds. */
export const REAL: Pace = {
  name: 'real',
  deliveryDelay: () => 300_000,
  alarmPeriod: (seconds) => seconds * 1_000,
  queueDelay: (seconds) => seconds * 1_000,
  iamPropagation: () => 4_000,
};
