// The event history: management events in order of their time, each once, bounded in memory.
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import {
  accessKeyIdOf,
  isManagementEvent,
  objectOf,
  type Resource,
  regionOf,
  resourcesOf,
  usernameOf,
} from './cloudtrail-record.ts';

export interface HistoryEvent {
  /** Order of arrival: tells events of the same second apart. */
  readonly sequence: number;
  /** The record's `eventTime`, in epoch milliseconds. */
  readonly time: number;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOnly: string;
  readonly username: string | undefined;
  readonly accessKeyId: string | undefined;
  readonly resources: readonly Resource[];
  /** The record as JSON. */
  readonly json: string;
}

export interface History {
  /** Takes a record or its JSON. What is no management event, has no time, or is known already is left out. */
  add(record: unknown): void;
  /** Newest first. */
  newestFirst(): Iterable<HistoryEvent>;
}

/** About 50 MB of records of the usual size. */
const KEPT_EVENTS = 20_000;
/** Dropped at a time, so that a full history does not move all its events with each new one. */
const DROPPED_AT_ONCE = 1_000;

export function createHistory(homeRegion: string): History {
  const events: HistoryEvent[] = [];
  const known = new Set<string>();
  let sequence = 0;

  function insert(event: HistoryEvent): void {
    if ((events.at(-1)?.time ?? 0) <= event.time) events.push(event);
    else events.splice(firstLater(events, event.time), 0, event);
    known.add(event.id);
    if (events.length < KEPT_EVENTS + DROPPED_AT_ONCE) return;
    for (const { id } of events.splice(0, DROPPED_AT_ONCE)) known.delete(id);
  }

  return {
    add(given) {
      const record = typeof given === 'string' ? parseRecord(given) : objectOf(given);
      const event = toEvent(record, sequence + 1, homeRegion);
      if (event === undefined || known.has(event.id)) return;
      sequence += 1;
      insert(event);
    },
    *newestFirst() {
      for (let at = events.length - 1; at >= 0; at -= 1) {
        const event = events[at];
        if (event !== undefined) yield event;
      }
    },
  };
}

/** The index of the first event after `time`. */
function firstLater(events: readonly HistoryEvent[], time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.time ?? 0) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function toEvent(record: JsonObject, sequence: number, homeRegion: string): HistoryEvent | undefined {
  const time = typeof record.eventTime === 'string' ? Date.parse(record.eventTime) : Number.NaN;
  if (Number.isNaN(time) || !isManagementEvent(record)) return undefined;
  return {
    sequence,
    time,
    region: regionOf(record, homeRegion),
    id: typeof record.eventID === 'string' ? record.eventID : `unnamed-${sequence}`,
    name: String(record.eventName ?? ''),
    source: String(record.eventSource ?? ''),
    readOnly: String(record.readOnly === true || record.readOnly === 'true'),
    username: usernameOf(record),
    accessKeyId: accessKeyIdOf(record),
    resources: resourcesOf(record),
    json: JSON.stringify(record),
  };
}

function parseRecord(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
