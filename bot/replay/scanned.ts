// What came of a part of a file: how many events of which time, and those that may matter.
import { parseTrailEvent } from '../domain/event/parse-trail-event.ts';
import type { JsonObject, TrailEvent } from '../domain/event/trail-event.ts';
import { earlier, later } from '../domain/replay/tally.ts';
import { isWhole, isWithin, type Range } from './range.ts';

export interface Scanned {
  readonly events: number;
  /** Of the events, milliseconds since 1970. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The events that some detection may count, in the file's order. */
  readonly candidates: readonly TrailEvent[];
}

export interface Scanning {
  /** An event whose record was parsed. */
  take(event: TrailEvent): void;
  /**
   * Whether an event of which nothing but the time is known is within the range; undefined when the range asks for its time
   * and the text does not tell it: its record has to be parsed.
   */
  isCounted(eventTime: string): boolean | undefined;
  /** @param passed - how many were counted that were not taken */
  end(passed: number): Scanned;
}

export function createScanning(range: Range): Scanning {
  const whole = isWhole(range);
  const candidates: TrailEvent[] = [];
  let first: number | undefined;
  let last: number | undefined;
  let firstText: string | undefined;
  let lastText: string | undefined;
  return {
    take(event) {
      const at = event.eventTime?.getTime();
      if (!isWithin(at, range)) return;
      candidates.push(event);
      first = earlier(first, at);
      last = later(last, at);
    },
    isCounted(eventTime) {
      if (!whole) {
        const at = Date.parse(eventTime);
        if (Number.isNaN(at)) return undefined;
        if (!isWithin(at, range)) return false;
      }
      // Of texts of the same form the lesser is the earlier.
      if (firstText === undefined || eventTime < firstText) firstText = eventTime;
      if (lastText === undefined || eventTime > lastText) lastText = eventTime;
      return true;
    },
    end: (passed) => ({
      events: candidates.length + passed,
      candidates,
      first: earlier(first, timeOf(firstText)),
      last: later(last, timeOf(lastText)),
    }),
  };
}

/** @param records - all that there are, parsed */
export function scanRecords(records: readonly JsonObject[], range: Range): Scanned {
  const scanning = createScanning(range);
  for (const record of records) scanning.take(parseTrailEvent(record));
  return scanning.end(0);
}

function timeOf(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
