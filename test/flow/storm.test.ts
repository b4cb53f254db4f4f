// Many events at once: one message for one actor, a message for each of many, and every event counted once.
import { setTimeout as sleep } from 'node:timers/promises';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, type TestContext } from 'vitest';
import { createIncidents } from '../../bot/aws/incidents.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Pace } from '../../bot/sandbox/pace.ts';
import { stopLogging } from '../support/trail-records.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { eventually, QUICK, startWorld, type TestWorld, textOf } from '../support/world.ts';

/** Slack's rate limit and a lease are not shortened in tests; so the waits of the queues must not be much shorter either. */
const UNHURRIED: Pace = { ...QUICK, queueDelay: (seconds) => seconds * 50 };

/** @param minutes until people are reminded and paged. */
async function startStorm(context: TestContext, minutes = 1): Promise<TestWorld> {
  const escalation = { remindMinutes: minutes, pageMinutes: minutes };
  const world = await startWorld(['cloudtrail-changes'], { pace: UNHURRIED, settings: { escalation } });
  context.onTestFinished(() => world.close());
  return world;
}

function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  );
}

async function counts(world: TestWorld): Promise<readonly number[]> {
  const incidents = await createIncidents(world.clients, TABLE).listActive(new Date(0));
  return incidents.flatMap(({ tallies }) => tallies.map(({ count }) => count));
}

describe.concurrent('a storm', () => {
  it('of 3,000 events of one actor over both roads is one message with the exact count and few edits', async (context) => {
    const world = await startStorm(context);
    const events = Array.from({ length: 3_000 }, () => stopLogging('alice'));
    await Promise.all(inBatches(events, 250).map((batch) => world.put(...batch)));
    await eventually(world, () => world.channel()[0]);
    await atRest(world, 100_000);
    expect(await counts(world)).toEqual([3_000]);
    expect(world.channel()).toHaveLength(1);
    expect(world.channel().map(textOf)[0]).toMatch(/×3,?000/);
    expect(world.slack.calls.list('chat.update').length).toBeLessThan(50);
    expect(troubleIn(world)).toEqual([]);
  }, 120_000);

  it('of 40 actors at once is 40 messages within Slack’s rate limits, none lost and none doubled', async (context) => {
    // Slack's limits are not shortened: reminders that are would take the place of the alerts.
    const world = await startStorm(context, 600);
    const names = Array.from({ length: 40 }, (_, n) => `user-${n}`);
    const events = names.flatMap((name) => [stopLogging(name), stopLogging(name)]);
    await Promise.all(inBatches(events, 20).map((batch) => world.put(...batch)));
    await expect.poll(() => world.channel().length, { timeout: 100_000, interval: 500 }).toBe(names.length);
    await sleep(3_000);
    const told = world.channel().map(({ text }) => /user-\d+/.exec(text)?.[0]);
    expect(told.toSorted()).toEqual(names.toSorted());
    expect(await counts(world)).toEqual(names.map(() => 2));
    expect(world.aws.lambda.dropped).toEqual([]);
    // Their threads would take another minute to write.
    await world.slack.close();
  }, 120_000);

  it('of routine is kept for the review, each event once, and nothing is posted', async (context) => {
    const world = await startStorm(context);
    const events = Array.from({ length: 300 }, (_, n) =>
      stopLogging('alice', { eventName: 'StartLogging', sourceIPAddress: `192.0.2.${n % 250}` }),
    );
    await Promise.all(inBatches(events, 60).map((batch) => world.put(...batch)));
    await atRest(world, 100_000);
    const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
    const stored = Items.filter(({ pk }) => String(pk).startsWith('REVIEW#'));
    expect(stored.map(({ eventID }) => eventID).toSorted()).toEqual(
      events.map((event) => Object.entries(event).find(([name]) => name === 'eventID')?.[1]).toSorted(),
    );
    expect(world.slack.messages()).toEqual([]);
    expect(troubleIn(world)).toEqual([]);
  }, 120_000);
});
