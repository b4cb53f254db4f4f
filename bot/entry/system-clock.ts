// The time of the machine.
import type { Clock } from '../ports/run.ts';

export const systemClock: Clock = { now: () => new Date() };
