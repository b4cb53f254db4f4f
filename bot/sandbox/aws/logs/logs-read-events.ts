// FilterLogEvents and GetLogEvents: read events back, in pages as uneven as AWS's own.
import type { FilterPattern } from '../../../domain/filter-pattern/compile-filter-pattern.ts';
import { AwsFault, type Input, type Service } from '../call.ts';
import { flagOf, integerOf, textOf, textsOf } from '../input-members.ts';
import { boundedInteger, invalidParameter } from './logs-input.ts';
import { compilePattern } from './logs-pattern.ts';
import { firstAfter } from './logs-put-events.ts';
import { identifiedGroup, type LogEvent, type LogGroup, type LogGroups } from './logs-state.ts';
import { streamOf } from './logs-streams.ts';

const PAGE_EVENTS = 10_000;
const PAGE_BYTES = 1_048_576;
/**
 * How many events the first page looks at, and how many a later one. AWS ends a page when it has searched for long
 * enough, so a page may be short or empty and still carry a token; readers that stop there miss events.
 */
const FIRST_SCAN = 500;
const LATER_SCAN = 20_000;

export function createReadEvents(groups: LogGroups): Service {
  return {
    FilterLogEvents(input) {
      const group = identifiedGroup(groups, input);
      const pattern = compilePattern(textOf(input, 'filterPattern') ?? '');
      const limit = boundedInteger(input, 'limit', { min: 1, max: PAGE_EVENTS, fallback: PAGE_EVENTS });
      const isWanted = streamSelection(group, input);
      const after = readToken(textOf(input, 'nextToken'));
      const scan = after === undefined ? FIRST_SCAN : LATER_SCAN;
      const { found, nextToken } = search({
        events: range(group, input),
        after,
        scan,
        limit,
        isWanted,
        pattern,
      });
      return { events: found.map(describe), searchedLogStreams: [], nextToken };
    },

    GetLogEvents(input) {
      const group = identifiedGroup(groups, input);
      const { name } = streamOf(group, input);
      const limit = boundedInteger(input, 'limit', { min: 1, max: PAGE_EVENTS, fallback: PAGE_EVENTS });
      const events = range(group, input).filter(({ stream }) => stream === name);
      const page = stepThrough(
        events,
        textOf(input, 'nextToken'),
        flagOf(input, 'startFromHead') === true,
        limit,
      );
      const key = (event: LogEvent | undefined) => event?.id ?? textOf(input, 'nextToken')?.slice(2) ?? '0';
      return {
        events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
        nextForwardToken: `f/${key(page.at(-1))}`,
        nextBackwardToken: `b/${key(page[0])}`,
      };
    },
  };
}

function range(group: LogGroup, input: Input): readonly LogEvent[] {
  const from = integerOf(input, 'startTime') ?? 0;
  const to = integerOf(input, 'endTime') ?? Number.MAX_SAFE_INTEGER;
  if (!(from >= 0) || !(to >= 0))
    throw invalidParameter('startTime and endTime are milliseconds, 0 or more.');
  if (to < from) throw invalidParameter('End time should not be smaller than start time.');
  return group.events.slice(firstAfter(group.events, from - 1), firstAfter(group.events, to));
}

function streamSelection(group: LogGroup, input: Input): (event: LogEvent) => boolean {
  const names = textsOf(input, 'logStreamNames');
  const prefix = textOf(input, 'logStreamNamePrefix');
  if (names.length > 0 && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix cannot be used together.');
  }
  if (names.length > 100) throw invalidParameter('At most 100 log streams can be named.');
  if (names.some((name) => !group.streams.has(name))) {
    throw new AwsFault('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
  const wanted = new Set(names);
  return ({ stream }) => (wanted.size === 0 || wanted.has(stream)) && stream.startsWith(prefix ?? '');
}

interface Search {
  readonly events: readonly LogEvent[];
  /** The id of the last event that the page before looked at. */
  readonly after: string | undefined;
  readonly scan: number;
  readonly limit: number;
  readonly isWanted: (event: LogEvent) => boolean;
  readonly pattern: FilterPattern;
}

function search({ events, after, scan, limit, isWanted, pattern }: Search) {
  const found: LogEvent[] = [];
  let bytes = 0;
  let index = after === undefined ? 0 : events.findIndex(({ id }) => id > after);
  if (index < 0) index = events.length;
  for (const end = Math.min(events.length, index + scan); index < end && found.length < limit; index += 1) {
    const event = events[index];
    if (event === undefined || !isWanted(event) || !pattern.matches(event.message)) continue;
    bytes += Buffer.byteLength(event.message);
    if (bytes > PAGE_BYTES && found.length > 0) break;
    found.push(event);
  }
  const last = events[index - 1];
  return { found, nextToken: index < events.length && last !== undefined ? writeToken(last.id) : undefined };
}

function describe({ stream, timestamp, message, ingestionTime, id }: LogEvent) {
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId: id };
}

function stepThrough(
  events: readonly LogEvent[],
  token: string | undefined,
  fromHead: boolean,
  limit: number,
): readonly LogEvent[] {
  if (token === undefined) return fromHead ? events.slice(0, limit) : events.slice(-limit);
  const id = /^[fb]\/(\d{1,56})$/.exec(token)?.[1];
  if (id === undefined) throw invalidParameter('The specified nextToken is invalid.');
  if (token.startsWith('f')) return events.filter((event) => event.id > id).slice(0, limit);
  return events.filter((event) => event.id < id).slice(-limit);
}

function writeToken(id: string): string {
  return Buffer.from(`event ${id}`).toString('base64url');
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const id = /^event (\d{56})$/.exec(Buffer.from(token, 'base64url').toString('utf8'))?.[1];
  if (id === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return id;
}
