// PutLogEvents: takes a batch in as CloudWatch Logs does, and hands the accepted events on to the filters.
import type { Input } from '../call.ts';
import type { Clock } from '../clock.ts';
import { integerOf, structuresOf, textOf } from '../input-members.ts';
import { constraint, invalidParameter } from './logs-input.ts';
import { groupOf, type LogEvent, type LogGroup, type LogGroups, type LogStream } from './logs-state.ts';
import { streamOf, UPLOAD_SEQUENCE_TOKEN } from './logs-streams.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MAX_BATCH_EVENTS = 10_000;
const MAX_BATCH_BYTES = 1_048_576;
const EVENT_OVERHEAD = 26;
/** What a group keeps. AWS has no such bound; a laptop does. */
const KEPT_EVENTS = 200_000;
/** Dropped this many at a time, because cutting off the front of a long array costs its whole length. */
const DROP = 10_000;

interface Incoming {
  readonly timestamp: number;
  readonly message: string;
}

/** @param onAccepted - called once a batch, after its events can be read */
export function createPutEvents(
  groups: LogGroups,
  clock: Clock,
  onAccepted: (group: LogGroup, stream: LogStream, events: readonly LogEvent[]) => void,
): { take(input: Input): Input } {
  let sequence = 0;

  function store(group: LogGroup, stream: LogStream, accepted: readonly Incoming[], now: number): LogEvent[] {
    const events = accepted.map(({ timestamp, message }) => {
      sequence += 1;
      const id = String(timestamp).padStart(14, '0') + String(sequence).padStart(42, '0');
      return { id, timestamp, ingestionTime: now, stream: stream.name, message };
    });
    for (const event of events) insert(group.events, event);
    if (group.events.length > KEPT_EVENTS + DROP) group.events.splice(0, group.events.length - KEPT_EVENTS);
    for (const { timestamp, message } of events) {
      group.storedBytes += Buffer.byteLength(message) + EVENT_OVERHEAD;
      stream.firstEventTimestamp = Math.min(stream.firstEventTimestamp ?? timestamp, timestamp);
      stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? timestamp, timestamp);
    }
    stream.lastIngestionTime = now;
    return events;
  }

  return {
    take(input) {
      const group = groupOf(groups, input);
      const stream = streamOf(group, input);
      const batch = parseBatch(input);
      const now = clock.now().getTime();
      const { accepted, rejectedLogEventsInfo } = sift(batch, group, now);
      const events = store(group, stream, accepted, now);
      if (events.length > 0) onAccepted(group, stream, events);
      return { nextSequenceToken: UPLOAD_SEQUENCE_TOKEN, rejectedLogEventsInfo };
    },
  };
}

function parseBatch(input: Input): readonly Incoming[] {
  const items = structuresOf(input, 'logEvents');
  if (items.length === 0) {
    throw constraint('logEvents', '[]', 'Member must have length greater than or equal to 1');
  }
  if (items.length > MAX_BATCH_EVENTS) {
    throw constraint('logEvents', '[…]', `Member must have length less than or equal to ${MAX_BATCH_EVENTS}`);
  }
  const batch = items.map((item, index) => parseEvent(item, index + 1));
  const bytes = batch.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
  if (batch.some(({ timestamp }, index) => timestamp < (batch[index - 1]?.timestamp ?? 0))) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if ((batch.at(-1)?.timestamp ?? 0) - (batch[0]?.timestamp ?? 0) > DAY) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  return batch;
}

function parseEvent(item: Input, number: number): Incoming {
  const timestamp = integerOf(item, 'timestamp');
  const message = textOf(item, 'message');
  if (timestamp === undefined || !(timestamp >= 0)) {
    throw constraint(
      `logEvents.${number}.member.timestamp`,
      String(item.timestamp ?? 'null'),
      'Member must not be null',
    );
  }
  if (message === undefined || message === '') {
    throw constraint(
      `logEvents.${number}.member.message`,
      message ?? 'null',
      'Member must have length greater than or equal to 1',
    );
  }
  return { timestamp, message };
}

/** The batch is in order, so what is too old lies at its front and what is too new at its end. */
function sift(batch: readonly Incoming[], group: LogGroup, now: number) {
  const countBefore = (limit: number) => batch.filter(({ timestamp }) => timestamp < limit).length;
  const tooOld = countBefore(now - 14 * DAY);
  const expired = group.retentionInDays === undefined ? 0 : countBefore(now - group.retentionInDays * DAY);
  const tooNew = batch.findIndex(({ timestamp }) => timestamp > now + 2 * HOUR);
  const accepted = batch.slice(Math.max(tooOld, expired), tooNew < 0 ? batch.length : tooNew);
  if (accepted.length === batch.length) return { accepted, rejectedLogEventsInfo: undefined };
  return {
    accepted,
    rejectedLogEventsInfo: {
      tooNewLogEventStartIndex: tooNew < 0 ? undefined : tooNew,
      tooOldLogEventEndIndex: tooOld === 0 ? undefined : tooOld,
      expiredLogEventEndIndex: expired === 0 ? undefined : expired,
    },
  };
}

/** Nearly every event belongs at the end; the others are put where their timestamp belongs. */
function insert(events: LogEvent[], event: LogEvent): void {
  if ((events.at(-1)?.timestamp ?? 0) <= event.timestamp) events.push(event);
  else events.splice(firstAfter(events, event.timestamp), 0, event);
}

/** The index of the first event later than `timestamp`. */
export function firstAfter(events: readonly LogEvent[], timestamp: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.timestamp ?? 0) > timestamp) high = middle;
    else low = middle + 1;
  }
  return low;
}
