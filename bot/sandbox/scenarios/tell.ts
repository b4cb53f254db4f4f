// Turns drafts into records: each gets its time, and ids that are the same for the same scenario and start.
import { createHash } from 'node:crypto';
import type { JsonObject } from '../../domain/event/trail-event.ts';
import { isoSeconds } from './callers.ts';
import type { Draft } from './records.ts';
import type { Step } from './scenario.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The story: each draft with its milliseconds from the start, in any order. */
export function tellStory(
  id: string,
  now: Date,
  parts: readonly (readonly [number, Draft])[],
): readonly Step[] {
  const inOrder = parts.toSorted(([left], [right]) => left - right);
  return inOrder.map(([afterMs, draft], index) => ({
    afterMs,
    record: stamp(draft, new Date(now.getTime() + afterMs), `${id}/${now.toISOString()}/story/${index}`),
  }));
}

/** The weeks before: each draft with its time. */
export function tellHistory(
  id: string,
  now: Date,
  parts: readonly (readonly [Date, Draft])[],
): readonly JsonObject[] {
  return parts.map(([at, draft], index) => stamp(draft, at, `${id}/${now.toISOString()}/history/${index}`));
}

/** What happened on each weekday (UTC), oldest first, yesterday included. Times are minutes from midnight UTC. */
export function onWorkdays(
  now: Date,
  days: number,
  parts: readonly (readonly [minutes: number, draft: Draft])[],
): readonly (readonly [Date, Draft])[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return Array.from({ length: days }, (_, index) => new Date(today - (days - index) * DAY_MS))
    .filter((day) => day.getUTCDay() !== 0 && day.getUTCDay() !== 6)
    .flatMap((day) =>
      parts.map(([minutes, draft]) => [new Date(day.getTime() + minutes * MINUTE_MS), draft] as const),
    );
}

export function minutesBefore(now: Date, minutes: number): Date {
  return new Date(now.getTime() - minutes * MINUTE_MS);
}

export function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

function stamp(draft: Draft, at: Date, seed: string): JsonObject {
  return draft({
    eventTime: isoSeconds(at),
    eventID: uuid(`${seed}/event`),
    requestID: uuid(`${seed}/request`),
  });
}

/** Shaped as a random UUID, made from a text. */
function uuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
