// The time as the sandbox sees it: given from outside, so that a test can set it.

export interface Clock {
  now(): Date;
}

export const SYSTEM_CLOCK: Clock = { now: () => new Date() };
