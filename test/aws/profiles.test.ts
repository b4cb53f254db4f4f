// What is remembered of an actor, and what of it was known at a given time.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createProfiles } from '../../bot/aws/profiles.ts';
import type { Actor } from '../../bot/domain/actor/actor.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Observation, Profiles } from '../../bot/ports/store.ts';
import { clockAt, startAws, type TestAws } from '../support/aws.ts';
import { iamUser, record, refused, trailEvent } from '../support/records.ts';

const NOW = '2026-11-22T14:00:00Z';
const DAY_MS = 86_400_000;
let world: TestAws;
let clock: ReturnType<typeof clockAt>;
let profiles: Profiles;
let actor: Actor;
let tests = 0;

beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(() => {
  tests += 1;
  clock = clockAt(NOW);
  profiles = createProfiles(world.clients, TABLE, clock);
  actor = identifyActor(trailEvent({ userIdentity: iamUser(`user-${tests}`) }));
});

const daysAgo = (days: number) => new Date(Date.parse(NOW) - days * DAY_MS);

function seen(days: number, code: string, changes: Record<string, unknown> = {}): Observation {
  return {
    actor,
    event: trailEvent({ eventTime: daysAgo(days).toISOString(), awsRegion: 'eu-west-1', ...changes }),
    source: {
      kind: 'public',
      address: '203.0.113.7',
      country: { code, name: `Country ${code}` },
      network: { asn: 64_500, name: 'Example' },
    },
  };
}

/** A process of its own, which has written nothing yet. */
const anotherProcess = () => createProfiles(world.clients, TABLE, clock);

describe('a profile', () => {
  it('of somebody never seen is empty', async () => {
    expect(await profiles.read(actor, new Date(NOW))).toEqual({
      watchedSince: undefined,
      lastSeen: undefined,
      countries: [],
      networks: [],
      regions: [],
      tools: [],
      searchedRegions: [],
      refused: 0,
    });
  });

  it('holds countries, networks, Regions and tools, once each, and the last day', async () => {
    await profiles.learn([seen(9, 'NL'), seen(3, 'NL'), seen(5, 'AU', { awsRegion: 'us-east-2' })]);
    expect(await profiles.read(actor, new Date(NOW))).toMatchObject({
      countries: ['AU', 'NL'],
      networks: ['AS64500'],
      regions: ['eu-west-1', 'us-east-2'],
      tools: ['aws-cli'],
      lastSeen: daysAgo(3),
    });
  });

  it('read as of a time leaves out what came after it', async () => {
    await profiles.learn([seen(20, 'NL'), seen(2, 'AU')]);
    expect(await profiles.read(actor, daysAgo(10))).toMatchObject({
      countries: ['NL'],
      lastSeen: daysAgo(20),
    });
    expect((await profiles.read(actor, daysAgo(30))).countries).toEqual([]);
  });

  it('is older than it was when an older event is learned after a newer one', async () => {
    await profiles.learn([seen(2, 'NL')]);
    await profiles.learn([seen(40, 'NL')]);
    expect((await profiles.read(actor, daysAgo(30))).countries).toEqual(['NL']);
  });

  it('lives on from its newest event when an older one is learned after it', async () => {
    await profiles.learn([seen(1, 'NL')]);
    await anotherProcess().learn([seen(60, 'NL')]);
    clock.advance(40 * DAY_MS);
    expect((await profiles.read(actor, clock.now())).countries).toEqual(['NL']);
    const Key = { pk: `PROFILE#${actor.key}`, sk: 'COUNTRY#NL' };
    const { Item } = await world.clients.dynamo.send(new GetCommand({ TableName: TABLE, Key }));
    expect(Item?.expiresAt).toBe(daysAgo(1 - 90).getTime() / 1_000);
  });

  it('forgets what was not seen for 90 days, even while the item is still there', async () => {
    await profiles.learn([seen(0, 'NL')]);
    clock.advance(91 * DAY_MS);
    expect((await profiles.read(actor, clock.now())).countries).toEqual([]);
  });

  it('learns nothing but the day from a call that was refused', async () => {
    const { event, ...rest } = seen(4, 'RO');
    const failed = trailEvent(refused(record({ ...event.record })));
    await profiles.learn([{ ...rest, event: failed }]);
    expect(await profiles.read(actor, new Date(NOW))).toMatchObject({
      countries: [],
      regions: [],
      lastSeen: daysAgo(4),
    });
  });

  it('tells since when the actor is watched, and the earlier answer wins', async () => {
    await profiles.learn([], { actor, since: daysAgo(30), regions: ['us-east-1'] });
    await anotherProcess().learn([], { actor, since: daysAgo(10), regions: ['us-east-1'] });
    expect((await profiles.read(actor, new Date(NOW))).watchedSince).toEqual(daysAgo(30));
    await anotherProcess().learn([], { actor, since: daysAgo(90), regions: ['us-east-1'] });
    expect((await profiles.read(actor, new Date(NOW))).watchedSince).toEqual(daysAgo(90));
  });

  it('is not written again within the hour for what it holds already', async () => {
    await profiles.learn([seen(2, 'NL')]);
    const before = world.aws.calls.length;
    await profiles.learn([seen(2, 'NL'), seen(2 - 0.02, 'NL')]);
    expect(world.aws.calls).toHaveLength(before);
  });

  it('of one actor holds nothing of another', async () => {
    await profiles.learn([seen(2, 'NL')]);
    const other = { ...actor, key: `${actor.key}-and-more` };
    expect((await profiles.read(other, new Date(NOW))).countries).toEqual([]);
  });

  it('takes a hostile Region, time and name', async () => {
    const hostile = { awsRegion: '€'.repeat(5_000), userAgent: '\u202e'.repeat(5_000) };
    await profiles.learn([seen(2, 'NL', hostile), seen(2, 'NL', { eventTime: '+275760-09-13T00:00:00Z' })]);
    expect((await profiles.read(actor, new Date(NOW))).countries).toEqual(['NL']);
  });
});
