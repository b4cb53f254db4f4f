// Logs Insights: StartQuery, GetQueryResults, StopQuery, DescribeQueries and GetLogRecord over the sandbox's log groups.
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
import { type Found, searchedEvents, searchedGroups } from './searched-events.ts';
import { createStartedQuery, type StartedQuery } from './started-query.ts';
import { showValue } from './value.ts';

interface Query extends StartedQuery {
  readonly text: string;
  readonly logGroups: readonly string[];
  readonly events: number;
  readonly bytes: number;
}

const MAX_CONCURRENT = 100;
const KEPT_QUERIES = 1_000;
const MAX_QUERY_LENGTH = 10_000;
const PAGE_ROWS = 10_000;

export interface InsightsOptions {
  readonly clock: Clock;
  readonly groups: ReadonlyMap<string, LogGroup>;
}

export function createInsights({ clock, groups }: InsightsOptions): { readonly service: Service } {
  const queries = new Map<string, Query>();

  function queryOf(input: Input): Query {
    const query = queries.get(requireText(input, 'queryId', 256));
    if (query === undefined) {
      throw new AwsFault('ResourceNotFoundException', 'The specified query does not exist.');
    }
    return query;
  }

  return {
    service: {
      StartQuery(input) {
        const language = textOf(input, 'queryLanguage') ?? 'CWLI';
        if (language !== 'CWLI') throw notInSandbox(`the query language ${language}`);
        const text = requireText(input, 'queryString', MAX_QUERY_LENGTH);
        const commands = parseQuery(text);
        const limit = boundedInteger(input, 'limit', { min: 1, max: 100_000, fallback: 10_000 });
        const searched = searchedGroups(groups, input);
        const events = searchedEvents(searched, input);
        if ([...queries.values()].filter((query) => query.isActive()).length >= MAX_CONCURRENT) {
          throw new AwsFault('LimitExceededException', 'Account maximum query concurrency limit reached.');
        }
        const queryId = randomUUID();
        queries.set(queryId, {
          ...createStartedQuery({ commands, limit, rows: () => events.map(toRow) }, clock),
          text,
          logGroups: searched.map(({ name }) => name),
          events: events.length,
          bytes: events.reduce((sum, { event }) => sum + Buffer.byteLength(event.message), 0),
        });
        const [oldest] = queries.keys();
        if (queries.size > KEPT_QUERIES && oldest !== undefined) queries.delete(oldest);
        return { queryId };
      },

      GetQueryResults: (input) => readResults(queryOf(input), input),

      StopQuery(input) {
        const query = queryOf(input);
        if (!query.isActive()) throw invalidParameter('The specified query is not in a running state.');
        query.cancel();
        return { success: true };
      },

      DescribeQueries: (input) => describeQueries(queries, input),

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

function readResults(query: Query, input: Input) {
  const from = readToken(input);
  const size = boundedInteger(input, 'maxItems', { min: 1, max: PAGE_ROWS, fallback: PAGE_ROWS });
  const { status, outcome } = query.look();
  const rows = outcome?.rows ?? [];
  return {
    queryLanguage: 'CWLI',
    status,
    results: rows.slice(from, from + size),
    nextToken: from + size < rows.length ? String(from + size) : undefined,
    statistics: {
      recordsMatched: outcome?.matched ?? 0,
      recordsScanned: outcome === undefined ? 0 : query.events,
      estimatedRecordsSkipped: 0,
      bytesScanned: outcome === undefined ? 0 : query.bytes,
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.logGroups.length,
    },
  };
}

/** Newest first; of several log groups the first stands for all. */
function describeQueries(queries: ReadonlyMap<string, Query>, input: Input) {
  const [group, status] = [textOf(input, 'logGroupName'), textOf(input, 'status')];
  const size = boundedInteger(input, 'maxResults', { min: 1, max: 1_000, fallback: 1_000 });
  const from = readToken(input);
  const found = [...queries]
    .map(([queryId, query]) => ({ queryId, query, status: query.status() }))
    .filter((one) => group === undefined || one.query.logGroups.includes(group))
    .filter((one) => status === undefined || one.status === status)
    .reverse();
  return {
    queries: found.slice(from, from + size).map(({ queryId, query, status: now }) => ({
      queryLanguage: 'CWLI',
      queryId,
      queryString: query.text,
      status: now,
      createTime: query.startedAt.getTime(),
      logGroupName: query.logGroups[0],
    })),
    nextToken: from + size < found.length ? String(from + size) : undefined,
  };
}

function readToken(input: Input): number {
  const from = Number(textOf(input, 'nextToken') ?? 0);
  if (!Number.isSafeInteger(from) || from < 0) throw invalidParameter('The specified nextToken is invalid.');
  return from;
}
