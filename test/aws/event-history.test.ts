// The event history within its limits: two calls a second in a Region, pages of fifty, and answers kept for a minute.
import { randomUUID } from 'node:crypto';
import type { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Clients } from '../../bot/aws/clients.ts';
import { createEventHistory } from '../../bot/aws/event-history.ts';
import type { Actor } from '../../bot/domain/actor/actor.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { iamUser, record, trailEvent } from '../support/records.ts';

const SLOWEST_PACE_MS = 500;
const systemClock = { now: () => new Date() };
let world: TestAws;
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
afterEach(() => world.aws.faults.clear());

function actorNamed(name: string): Actor {
  return identifyActor(trailEvent({ userIdentity: iamUser(name) }));
}

/** Writes `count` calls of a user of that name into the history, one each second, the last one a minute ago. */
function remember(name: string, count: number, awsRegion = 'us-east-1'): Actor {
  const last = Date.now() - 60_000;
  const records = Array.from({ length: count }, (_, n) =>
    record({
      userIdentity: iamUser(name),
      eventID: randomUUID(),
      eventTime: new Date(last - n * 1_000).toISOString(),
      eventSource: 'ec2.amazonaws.com',
      awsRegion,
    }),
  );
  world.aws.trail.remember(records);
  return actorNamed(name);
}

function query(actor: Actor, changes: { pages?: number; region?: string } = {}) {
  const now = Date.now();
  const range = { from: new Date(now - 3_600_000), to: new Date(now) };
  return { actor, region: 'us-east-1', pages: 4, ...range, ...changes };
}

/** What is asked for, and when; what arrives at AWS, and in what time, is for the machine to say. */
function listening() {
  const asked: { readonly region: string; readonly at: number }[] = [];
  const cloudTrail = (region: string) => ({
    send: (command: LookupEventsCommand) => {
      asked.push({ region, at: performance.now() });
      return world.clients.cloudTrail(region).send(command);
    },
  });
  // The event history takes this part of a client, and no other.
  return { asked, clients: { cloudTrail } as unknown as Pick<Clients, 'cloudTrail'> };
}

const calls = (from: number) =>
  world.aws.calls.slice(from).filter(({ operation }) => operation === 'LookupEvents');

describe('the event history', () => {
  it('reads page after page, newest first, and no more than it was told to', async () => {
    const alice = remember('alice', 120);
    const { asked, clients } = listening();
    const history = createEventHistory(clients, systemClock);
    const started = performance.now();
    const all = await history.lookup(query(alice));
    expect(all.truncated).toBe(false);
    const times = all.events.map(({ eventTime }) => eventTime?.getTime() ?? 0);
    expect(times).toHaveLength(120);
    expect(times).toEqual(times.toSorted((left, right) => right - left));
    const some = await history.lookup(query(alice, { pages: 1 }));
    expect(some.events).toHaveLength(50);
    expect(some.truncated).toBe(true);
    const at = asked.map((call) => call.at);
    expect(at).toHaveLength(4);
    // Since the start: a call that a busy machine makes late does not move the next one.
    for (const [index, time] of at.entries())
      expect(time - started).toBeGreaterThanOrEqual(index * SLOWEST_PACE_MS);
  });

  it('keeps its pace over many questions at once, and lets one Region not wait for another', async () => {
    const region = 'eu-west-3';
    const actors = ['carol', 'dora', 'erin'].map((name) => remember(name, 1, region));
    const frank = remember('frank', 1, 'eu-west-1');
    const { asked, clients } = listening();
    const history = createEventHistory(clients, systemClock);
    const started = performance.now();
    const answers = await Promise.all([
      ...actors.map((actor) => history.lookup(query(actor, { region }))),
      history.lookup(query(frank, { region: 'eu-west-1' })),
    ]);
    expect(answers.map(({ events }) => events.length)).toEqual([1, 1, 1, 1]);
    // The other Region's call, made last, did not wait for its turn among these.
    expect(asked.findIndex((call) => call.region === 'eu-west-1')).toBeLessThan(2);
    const at = asked.filter((call) => call.region === region).map((call) => call.at);
    expect(at).toHaveLength(3);
    expect((at[2] ?? 0) - started).toBeGreaterThanOrEqual(2 * SLOWEST_PACE_MS);
  });

  it('asks once for what is asked twice within a minute, also at the same moment, and anew after it', async () => {
    const region = 'eu-central-1';
    const grace = remember('grace', 3, region);
    let ahead = 0;
    const clock = { now: () => new Date(Date.now() + ahead) };
    const history = createEventHistory(world.clients, clock);
    const before = world.aws.calls.length;
    const asked = query(grace, { region });
    const answers = await Promise.all([history.lookup(asked), history.lookup(asked)]);
    answers.push(await history.lookup(asked));
    expect(answers.map(({ events }) => events.length)).toEqual([3, 3, 3]);
    expect(calls(before)).toHaveLength(1);
    ahead = 61_000;
    await history.lookup(asked);
    expect(calls(before)).toHaveLength(2);
  });

  it('does not keep a failure', async () => {
    const region = 'eu-north-1';
    const heidi = remember('heidi', 2, region);
    const history = createEventHistory(world.clients, systemClock);
    world.aws.faults.add({ operation: 'LookupEvents', code: 'AccessDeniedException', times: 1 });
    const asked = query(heidi, { region });
    await expect(history.lookup(asked)).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('cloudtrail:LookupEvents'),
    });
    expect((await history.lookup(asked)).events).toHaveLength(2);
  });

  it('asks nobody about somebody whom it cannot be searched for', async () => {
    const before = world.aws.calls.length;
    const nameless = identifyActor(trailEvent({ userIdentity: { type: 'AWSService' } }));
    const answer = await createEventHistory(world.clients, systemClock).lookup(query(nameless));
    expect(answer).toEqual({ events: [], truncated: false });
    expect(calls(before)).toEqual([]);
  });
});
