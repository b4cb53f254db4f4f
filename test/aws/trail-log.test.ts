// Reading the log group as AWS pages it: unevenly, with empty pages in between, and sometimes with no end in sight.
import { PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrailLog } from '../../bot/aws/trail-log.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import { LOG_STREAM, startAws, type TestAws } from '../support/aws.ts';

const PATTERN = '{ $.eventName = "StopLogging" }';
let world: TestAws;
beforeEach(async () => {
  world = await startAws();
});
afterEach(() => world.aws.close());

async function put(count: number, eventName: string, timestamp = Date.now()): Promise<void> {
  const logEvents = Array.from({ length: count }, (_, n) => ({
    timestamp,
    message: JSON.stringify({ eventName, n }),
  }));
  const place = { logGroupName: LOG_GROUP, logStreamName: LOG_STREAM };
  await world.clients.logs.send(new PutLogEventsCommand({ ...place, logEvents }));
}

const read = (from = new Date(Date.now() - 60_000), to = new Date(Date.now() + 1_000)) =>
  createTrailLog(world.clients, LOG_GROUP).read({ pattern: PATTERN, from, to });

const pagesRead = () => world.aws.calls.filter(({ operation }) => operation === 'FilterLogEvents').length;

describe('the trail log', () => {
  it('goes on after a page without any event', async () => {
    await put(700, 'ListBuckets');
    await put(1, 'StopLogging');
    const { messages, truncated } = await read();
    expect(messages).toEqual(['{"eventName":"StopLogging","n":0}']);
    expect(truncated).toBe(false);
    expect(pagesRead()).toBeGreaterThan(1);
  });

  it('gives what the pattern matches, oldest first, both ends of the range included', async () => {
    const now = Date.now();
    for (const [offset, n] of [
      [0, 1],
      [-1_000, 2],
      [-5_000, 3],
      [1, 4],
    ] as const)
      await put(n, 'StopLogging', now + offset);
    const { messages } = await read(new Date(now - 1_000), new Date(now));
    expect(messages.map((message) => JSON.parse(message).n)).toEqual([0, 1, 0]);
  });

  it('stops at ten thousand events and says that there are more', async () => {
    await put(10_000, 'StopLogging');
    await put(2_000, 'StopLogging');
    const { messages, truncated } = await read();
    expect(messages.length).toBeGreaterThanOrEqual(10_000);
    expect(messages.length).toBeLessThan(12_000);
    expect(truncated).toBe(true);
  });

  it('finds nothing in a group that is empty', async () => {
    expect(await read()).toMatchObject({ messages: [], truncated: false });
  });

  it('says what to allow when the role may not read the group', async () => {
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'AccessDeniedException', times: 1 });
    await expect(read()).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('logs:FilterLogEvents'),
    });
  });
});
