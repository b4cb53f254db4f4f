// Asking Logs Insights over real HTTP: partial rows, pages, refusals, and a query that somebody stops.

import { setTimeout as sleep } from 'node:timers/promises';
import { PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInsights } from '../../bot/aws/insights.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import type { QueryResult } from '../../bot/domain/query/query.ts';
import type { Insights } from '../../bot/ports/aws.ts';
import { LOG_STREAM, startAws, type TestAws } from '../support/aws.ts';

let world: TestAws;
let insights: Insights;
beforeEach(async () => {
  world = await startAws();
  insights = createInsights(world.clients, LOG_GROUP);
});
afterEach(() => world.aws.close());

async function put(...records: readonly object[]): Promise<void> {
  const logEvents = records.map((record) => ({ timestamp: Date.now(), message: JSON.stringify(record) }));
  const place = { logGroupName: LOG_GROUP, logStreamName: LOG_STREAM };
  await world.clients.logs.send(new PutLogEventsCommand({ ...place, logEvents }));
}

const start = (text: string, limit = 10_000) =>
  insights.start({ text, limit, from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 1_000) });

async function answer(text: string, limit?: number): Promise<QueryResult> {
  const id = await start(text, limit);
  for (;;) {
    const result = await insights.results(id);
    if (result.state === 'complete') return result;
    await sleep(30);
  }
}

async function refusal(act: () => Promise<unknown>): Promise<TrailbotError> {
  const error = await act().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof TrailbotError) return error;
  throw new Error(`no TrailbotError but ${String(error)}`);
}

describe('a query', () => {
  it('answers with the columns in its own order, though no row has all of them', async () => {
    await put({ a: 1, c: 3 }, { b: 2, c: 4 }, { a: 5, b: 6 });
    const { columns, rows, recordsMatched, bytesScanned } = await answer(
      'fields a, b, c, concat("row ", coalesce(c, 0)) as n | sort n asc',
    );
    expect(columns).toEqual(['a', 'b', 'c', 'n']);
    expect(rows).toEqual([
      ['5', '6', undefined, 'row 0'],
      ['1', undefined, '3', 'row 3'],
      [undefined, '2', '4', 'row 4'],
    ]);
    expect(recordsMatched).toBe(3);
    expect(bytesScanned).toBeGreaterThan(20);
  });

  it('searches our log group whatever its text says, in whole seconds', async () => {
    const asked: object[] = [];
    world.clients.logs.middlewareStack.add(
      (next, { commandName }) =>
        (args) => {
          if (commandName === 'StartQueryCommand') asked.push(args.input);
          return next(args);
        },
      { step: 'initialize' },
    );
    await insights.start({ text: 'fields a', limit: 5, from: new Date(1_999), to: new Date(3_001) });
    expect(asked).toEqual([
      { logGroupName: LOG_GROUP, queryString: 'fields a', startTime: 1, endTime: 3, limit: 5 },
    ]);
  });

  it('is read to its last page', async () => {
    for (let batch = 0; batch < 3; batch += 1) {
      await put(...Array.from({ length: 4_000 }, (_, n) => ({ n: batch * 4_000 + n })));
    }
    const { rows } = await answer('fields n', 12_000);
    expect(new Set(rows.map(([n]) => n)).size).toBe(12_000);
  }, 20_000);

  it('that is stopped is cancelled, and cannot be stopped again', async () => {
    const id = await start('fields a');
    expect(await insights.stop(id)).toBe(true);
    expect((await insights.results(id)).state).toBe('cancelled');
    expect(await insights.stop(id)).toBe(false);
  });
});

describe('a refusal', () => {
  it('of the text says where it is wrong, and which file to correct', async () => {
    const error = await refusal(() => start('fields a\n| filtre b = 1'));
    expect(error.message).toMatch(/at line 2, column \d+, near ".*filtre/);
    expect(error.hint).toContain('templates/queries');
  });

  it('for lack of permission names the action to allow', async () => {
    world.aws.faults.add({ operation: 'StartQuery', code: 'AccessDeniedException', times: 1 });
    const error = await refusal(() => start('fields a'));
    expect(error).toMatchObject({ code: 'aws_denied', hint: expect.stringContaining('logs:StartQuery') });
  });

  it('for too many queries at a time says what to do, without trying on', async () => {
    world.aws.faults.add({ operation: 'StartQuery', code: 'LimitExceededException', times: 10 });
    const error = await refusal(() => start('fields a'));
    expect(error).toMatchObject({ code: 'aws_throttled', hint: expect.stringContaining('stop one') });
    expect(world.aws.calls.filter(({ operation }) => operation === 'StartQuery').length).toBeLessThanOrEqual(
      3,
    );
  });

  it('for a log group that is not there names it', async () => {
    insights = createInsights(world.clients, 'not-there');
    const error = await refusal(() => start('fields a'));
    expect(error.message).toBe('The log group not-there is not there.');
    expect(error.hint).toContain('templates/settings.yml');
  });

  it('for asking too often is waited out', async () => {
    const id = await start('fields a');
    world.aws.faults.add({ operation: 'GetQueryResults', code: 'ThrottlingException', times: 4 });
    expect((await insights.results(id)).columns).toEqual([]);
  }, 20_000);

  it('to stop for lack of permission is no "it had ended"', async () => {
    const id = await start('fields a');
    world.aws.faults.add({ operation: 'StopQuery', code: 'AccessDeniedException', times: 1 });
    expect((await refusal(() => insights.stop(id))).code).toBe('aws_denied');
  });
});
