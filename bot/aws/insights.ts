// CloudWatch Logs Insights over the trail's log group: start a query, read what it found, stop it.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  LimitExceededException,
  MalformedQueryException,
  ResourceNotFoundException,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { TrailbotError } from '../domain/errors.ts';
import { columnOrder } from '../domain/query/column-order.ts';
import type { QueryResult, QueryState } from '../domain/query/query.ts';
import type { Insights } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

/** Ten calls a second are allowed, to everybody in the account and Region together. The SDK's own tries come first. */
const RETRY_AFTER_MS: readonly number[] = [500, 1_500, 4_000];
/** A pointer into the log, on every row of a query that does not aggregate. */
const POINTER = '@ptr';
const STATES: ReadonlyMap<string | undefined, QueryState> = new Map([
  ['Scheduled', 'scheduled'],
  ['Running', 'running'],
  ['Complete', 'complete'],
  ['Failed', 'failed'],
  ['Cancelled', 'cancelled'],
  ['Timeout', 'timeout'],
]);

type Cells = NonNullable<GetQueryResultsCommandOutput['results']>[number];

/** @param logGroup the only one that is ever searched: a query's own `SOURCE` could name others. */
export function createInsights({ logs }: Pick<Clients, 'logs'>, logGroup: string): Insights {
  async function page(queryId: string, nextToken?: string): Promise<GetQueryResultsCommandOutput> {
    return patiently('logs:GetQueryResults', () =>
      logs.send(new GetQueryResultsCommand({ queryId, ...(nextToken !== undefined && { nextToken }) })),
    );
  }

  return {
    async start({ text, from, to, limit }) {
      const command = new StartQueryCommand({
        logGroupName: logGroup,
        queryString: text,
        startTime: epochSeconds(from),
        endTime: epochSeconds(to),
        limit,
      });
      try {
        const { queryId = '' } = await patiently('logs:StartQuery', () => logs.send(command));
        return queryId;
      } catch (error) {
        throw refusedStart(error, text, logGroup);
      }
    },

    async results(executionId) {
      const first = await page(executionId);
      const state = STATES.get(first.status) ?? 'unknown';
      const rows = [...(first.results ?? [])];
      // What a running query has so far is nobody's answer: only its first page is read.
      for (let next = state === 'complete' ? first.nextToken : undefined; next !== undefined; ) {
        const more = await page(executionId, next);
        rows.push(...(more.results ?? []));
        next = more.nextToken;
      }
      return { state, ...tableOf(rows), ...countsOf(first) };
    },

    async stop(executionId) {
      try {
        await patiently('logs:StopQuery', () => logs.send(new StopQueryCommand({ queryId: executionId })));
        return true;
      } catch (error) {
        if (hasEnded(error)) return false;
        throw error;
      }
    },
  };
}

async function patiently<T>(action: string, call: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await callAws(action, call);
    } catch (error) {
      if (!isThrottled(error)) throw error;
      await sleep(wait);
    }
  }
  return callAws(action, call);
}

function isThrottled(error: unknown): boolean {
  return (
    error instanceof TrailbotError &&
    error.code === 'aws_throttled' &&
    !(error.cause instanceof LimitExceededException)
  );
}

/** AWS answers so for a query that is over and for one that it has forgotten. */
function hasEnded(error: unknown): boolean {
  const cause = error instanceof TrailbotError ? error.cause : undefined;
  if (!(cause instanceof Error)) return false;
  return cause.name === 'InvalidParameterException' || cause.name === 'ResourceNotFoundException';
}

function refusedStart(error: unknown, text: string, logGroup: string): unknown {
  const cause = error instanceof TrailbotError ? error.cause : undefined;
  if (cause instanceof MalformedQueryException) {
    return new TrailbotError({
      code: 'aws_failed',
      message: `Logs Insights does not understand the query${placeOf(cause, text)}.`,
      hint: "Correct the query's file in templates/queries and deploy again.",
      cause,
    });
  }
  if (cause instanceof LimitExceededException) {
    return new TrailbotError({
      code: 'aws_throttled',
      message: 'As many Logs Insights queries run as this account may run at a time.',
      hint: 'Try again in a minute, or stop one: CloudWatch console, Logs Insights, History.',
      cause,
    });
  }
  if (cause instanceof ResourceNotFoundException) {
    return new TrailbotError({
      code: 'aws_failed',
      message: `The log group ${logGroup} is not there.`,
      hint: 'Correct trail.logGroup in templates/settings.yml, or turn on CloudWatch Logs for the trail again.',
      cause,
    });
  }
  return error;
}

/** Lines and columns from 1, as editors count. */
function placeOf({ queryCompileError }: MalformedQueryException, text: string): string {
  const start = queryCompileError?.location?.startCharOffset;
  if (start === undefined) return '';
  const before = text.slice(0, start).split('\n');
  const near = text.slice(start, start + 30).split('\n')[0];
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}${near ? `, near "${near}"` : ''}`;
}

function tableOf(rows: readonly Cells[]): Pick<QueryResult, 'columns' | 'rows'> {
  const records = rows.map(
    (row) =>
      new Map(
        row.flatMap(({ field, value }) => (field === undefined || field === POINTER ? [] : [[field, value]])),
      ),
  );
  const columns = columnOrder(records.map((record) => [...record.keys()]));
  return { columns, rows: records.map((record) => columns.map((column) => record.get(column))) };
}

function countsOf({ statistics = {} }: GetQueryResultsCommandOutput) {
  const { recordsMatched = 0, recordsScanned = 0, bytesScanned = 0 } = statistics;
  return { recordsMatched, recordsScanned, bytesScanned };
}

function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
