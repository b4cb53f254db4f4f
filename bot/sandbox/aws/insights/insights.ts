// Logs Insights: StartQuery, GetQueryResults, StopQuery and GetLogRecord over the sandbox's log groups.
import { randomUUID } from 'node:crypto';
import { ACCOUNT_ID } from '../account.ts';
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { textOf } from '../input-members.ts';
import { boundedInteger, invalidParameter, requireText } from '../logs/logs-input.ts';
import type { LogGroup } from '../logs/logs-state.ts';
import { parseQuery } from './parse-query.ts';
import { notInSandbox } from './query-error.ts';
import { discoverFields, eventRow, type Row } from './record-fields.ts';
import { type QueryOutcome, runQuery } from './run-query.ts';
import { type Found, searchedEvents, searchedGroups } from './searched-events.ts';
import type { Command } from './syntax.ts';
import { showValue } from './value.ts';

interface Query {
  readonly commands: readonly Command[];
  readonly limit: number;
  readonly startedAt: number;
  /** Newest first, as they were when the query started. */
  readonly events: readonly Found[];
  readonly logGroups: number;
  readonly bytes: number;
  cancelled: boolean;
  outcome: QueryOutcome | undefined;
}

const SCHEDULED_MS = 100;
const RUNNING_MS = 300;
const MAX_CONCURRENT = 100;
const KEPT_QUERIES = 1_000;
const MAX_QUERY_LENGTH = 10_000;
const PAGE_ROWS = 10_000;

export interface InsightsOptions {
  readonly clock: Clock;
  readonly groups: ReadonlyMap<string, LogGroup>;
}

/** A query is Scheduled for a moment, then Running with part of its rows, then Complete: what a poller must bear. */
export function createInsights({ clock, groups }: InsightsOptions): { readonly service: Service } {
  const queries = new Map<string, Query>();

  function statusOf({ cancelled, startedAt }: Query): 'Cancelled' | 'Scheduled' | 'Running' | 'Complete' {
    const elapsed = clock.now().getTime() - startedAt;
    if (cancelled) return 'Cancelled';
    return elapsed < SCHEDULED_MS ? 'Scheduled' : elapsed < RUNNING_MS ? 'Running' : 'Complete';
  }

  function isActive(query: Query): boolean {
    return ['Scheduled', 'Running'].includes(statusOf(query));
  }

  function queryOf(input: Input): Query {
    const query = queries.get(requireText(input, 'queryId', 256));
    if (query === undefined) {
      throw new AwsFault('ResourceNotFoundException', 'The specified query does not exist.');
    }
    return query;
  }

  function run({ commands, limit, events }: Query, share: number): QueryOutcome {
    const part = events.slice(0, Math.ceil(events.length * share));
    return runQuery(commands, part.map(toRow), { limit, now: clock.now() });
  }

  return {
    service: {
      StartQuery(input) {
        const language = textOf(input, 'queryLanguage') ?? 'CWLI';
        if (language !== 'CWLI') throw notInSandbox(`the query language ${language}`);
        const commands = parseQuery(requireText(input, 'queryString', MAX_QUERY_LENGTH));
        const limit = boundedInteger(input, 'limit', { min: 1, max: 100_000, fallback: 10_000 });
        const searched = searchedGroups(groups, input);
        const events = searchedEvents(searched, input);
        if ([...queries.values()].filter(isActive).length >= MAX_CONCURRENT) {
          throw new AwsFault('LimitExceededException', 'Account maximum query concurrency limit reached.');
        }
        const queryId = randomUUID();
        queries.set(queryId, {
          commands,
          limit,
          events,
          startedAt: clock.now().getTime(),
          logGroups: searched.length,
          bytes: events.reduce((sum, { event }) => sum + Buffer.byteLength(event.message), 0),
          cancelled: false,
          outcome: undefined,
        });
        const [oldest] = queries.keys();
        if (queries.size > KEPT_QUERIES && oldest !== undefined) queries.delete(oldest);
        return { queryId };
      },

      GetQueryResults(input) {
        const query = queryOf(input);
        const status = statusOf(query);
        if (status === 'Scheduled' || status === 'Cancelled') return answer(status, query, undefined, input);
        if (status === 'Running') return answer(status, query, run(query, 0.5), input);
        query.outcome ??= run(query, 1);
        return answer(status, query, query.outcome, input);
      },

      StopQuery(input) {
        const query = queryOf(input);
        if (!isActive(query)) throw invalidParameter('The specified query is not running.');
        query.cancelled = true;
        return { success: true };
      },

      GetLogRecord(input) {
        const pointer = requireText(input, 'logRecordPointer', 4_096);
        const [name = '', id] = Buffer.from(pointer, 'base64').toString('utf8').split('\n');
        const event = groups.get(name)?.events.find((candidate) => candidate.id === id);
        if (event === undefined) throw invalidParameter('The specified log record pointer is invalid.');
        const fields = [...discoverFields(event.message)].flatMap(([key, value]) =>
          value === undefined ? [] : [[key, showValue(value)] as const],
        );
        const own = {
          '@message': event.message,
          '@timestamp': String(event.timestamp),
          '@logStream': event.stream,
        };
        return {
          logRecord: {
            ...Object.fromEntries(fields),
            ...own,
            '@log': `${ACCOUNT_ID}:${name}`,
            '@ptr': pointer,
          },
        };
      },
    },
  };
}

function toRow({ group, event }: Found): Row {
  const pointer = Buffer.from(`${group.name}\n${event.id}`).toString('base64');
  return eventRow(event, `${ACCOUNT_ID}:${group.name}`, pointer);
}

function answer(status: string, query: Query, outcome: QueryOutcome | undefined, input: Input) {
  const from = Number(textOf(input, 'nextToken') ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw invalidParameter('The specified nextToken is invalid.');
  const size = boundedInteger(input, 'maxItems', { min: 1, max: PAGE_ROWS, fallback: PAGE_ROWS });
  const rows = outcome?.rows ?? [];
  const scanned = outcome === undefined ? 0 : query.events.length;
  return {
    queryLanguage: 'CWLI',
    status,
    results: rows.slice(from, from + size),
    nextToken: from + size < rows.length ? String(from + size) : undefined,
    statistics: {
      recordsMatched: outcome?.matched ?? 0,
      recordsScanned: scanned,
      estimatedRecordsSkipped: 0,
      bytesScanned: outcome === undefined ? 0 : query.bytes,
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.logGroups,
    },
  };
}
