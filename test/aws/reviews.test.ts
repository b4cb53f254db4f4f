// The daily review's items: each event once, listed by when it was added, and signed off once.

import { BatchWriteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReviews } from '../../bot/aws/reviews.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Reviews } from '../../bot/ports/store.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { sighting } from '../support/sightings.ts';
import { suppression } from '../support/suppressions.ts';

const AT = new Date('2026-11-22T15:00:00Z');
let world: TestAws;
let reviews: Reviews;
let counted: (readonly [id: string, events: number])[];
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(() => {
  counted = [];
  const countHidden = async (id: string, events: number) => void counted.push([id, events]);
  reviews = createReviews(world.clients, TABLE, {
    active: async () => [suppression({ id: 's1' })],
    countHidden,
  });
});

async function stored(detectionId: string) {
  const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
  return Items.filter((item) => item.detectionId === detectionId);
}

const at = (iso: string) => new Date(iso);

describe('reviews', () => {
  it('keep many events of one delivery, and list them with what a person needs', async () => {
    const many = Array.from({ length: 60 }, () => sighting({}, { lane: 'review', detectionId: 'many' }));
    await reviews.add(many, at('2026-03-01T15:00:00Z'));
    const listed = await reviews.list(at('2026-03-01T14:00:00Z'), at('2026-03-01T16:00:00Z'));
    expect(listed).toHaveLength(60);
    expect(listed[0]).toEqual({
      detectionId: 'many',
      severity: 'medium',
      eventID: expect.any(String),
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      sourceIPAddress: '198.51.100.7',
      accountId: '123456789012',
      actorName: 'alice',
      failed: false,
      at: at('2026-11-22T14:03:11Z'),
    });
  });

  it('store an event once, in one batch and over several, and keep the time of the first', async () => {
    const one = sighting({}, { detectionId: 'twice' });
    await reviews.add([one, one], at('2026-03-02T15:00:00Z'));
    await reviews.add([one], at('2026-03-03T15:00:00Z'));
    expect(await stored('twice')).toHaveLength(1);
    expect(await reviews.list(at('2026-03-02T00:00:00Z'), at('2026-03-02T23:00:00Z'))).toHaveLength(1);
    expect(await reviews.list(at('2026-03-02T23:00:00Z'), at('2026-03-03T23:00:00Z'))).toEqual([]);
  });

  it('store an event for each detection that counted it', async () => {
    const one = sighting({}, { detectionId: 'first' });
    await reviews.add([one, { ...one, detectionId: 'second' }], AT);
    expect(await stored('first')).toHaveLength(1);
    expect(await stored('second')).toHaveLength(1);
  });

  it('call nobody when there is nothing to store', async () => {
    const before = world.aws.calls.length;
    await reviews.add([], AT);
    expect(world.aws.calls).toHaveLength(before);
  });

  it('count what a suppression hid once for each event, however often it comes', async () => {
    const some = [sighting({}, { detectionId: 'hid' }), sighting({}, { detectionId: 'hid' })];
    await reviews.add(some, at('2026-03-04T15:00:00Z'), 's1');
    await reviews.add([...some, sighting({}, { detectionId: 'hid' })], at('2026-03-04T15:01:00Z'), 's1');
    await reviews.add(some, at('2026-03-04T15:02:00Z'), 's1');
    expect(counted).toEqual([
      ['s1', 2],
      ['s1', 1],
    ]);
    const listed = await reviews.list(at('2026-03-04T00:00:00Z'), at('2026-03-04T23:00:00Z'));
    expect(listed.map(({ suppressionId }) => suppressionId)).toEqual(['s1', 's1', 's1']);
  });

  it('keep who called an event expected and why, for that may end before the review', async () => {
    await reviews.add([sighting({}, { detectionId: 'why' })], at('2026-03-05T15:00:00Z'), 's1');
    await reviews.add([sighting({}, { detectionId: 'why' })], at('2026-03-05T15:00:00Z'), 'ended');
    const listed = await reviews.list(at('2026-03-05T00:00:00Z'), at('2026-03-05T23:00:00Z'));
    const { ownerId, reason } = suppression();
    expect(listed.find(({ suppressionId }) => suppressionId === 's1')).toMatchObject({
      hiddenBy: { ownerId, scope: 'alice', reason },
    });
    expect(listed.find(({ suppressionId }) => suppressionId === 'ended')).not.toHaveProperty('hiddenBy');
  });

  it('give each event the time at which it was written, so that a slow delivery slips past no sign-off', async () => {
    const written: string[] = [];
    // Only what is sent takes time.
    let passed = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => passed);
    const send = async (command: unknown) => {
      passed += 10;
      if (!(command instanceof BatchWriteCommand)) return {};
      const requests = command.input.RequestItems?.[TABLE] ?? [];
      written.push(...requests.map(({ PutRequest }) => String(PutRequest?.Item?.gsi1sk).slice(0, 24)));
      return {};
    };
    const dynamo = { send } as unknown as TestAws['clients']['dynamo'];
    const none = { active: async () => [], countHidden: async () => undefined };
    const many = Array.from({ length: 60 }, () => sighting({}, { lane: 'review' }));
    await createReviews({ dynamo }, TABLE, none).add(many, AT);
    const times = [...new Set(written)];
    expect(times).toHaveLength(3);
    expect(times[0]).toBe(AT.toISOString());
    expect(Date.parse(times[2] ?? '') - AT.getTime()).toBeGreaterThanOrEqual(15);
  });

  it.each<[string, object]>([
    ['severity', { severity: 'worst' }],
    ['name', { actorName: 7 }],
    ['time', { eventTime: 'then' }],
    ['kind', { detectionId: null, failed: 'no', hiddenBy: 'alex' }],
  ])('show an event whose %s was lost: what is left out is never looked at', async (lost, changes) => {
    const id = `lost-${lost}`;
    await reviews.add([sighting({}, { detectionId: id })], at('2026-03-06T15:00:00Z'));
    const [item] = await stored(id);
    await world.clients.dynamo.send(new PutCommand({ TableName: TABLE, Item: { ...item, ...changes } }));
    const listed = await reviews.list(at('2026-03-06T00:00:00Z'), at('2026-03-06T23:00:00Z'));
    const found = listed.find(({ eventID }) => eventID === item?.eventID);
    expect(found).toMatchObject({ eventName: 'CreateUser', actorName: expect.any(String) });
    expect(['low', 'medium', 'high', 'critical']).toContain(found?.severity);
  });

  it.each([
    ['empty', { eventID: '', sourceIPAddress: '', awsRegion: '', userIdentity: {}, recipientAccountId: '' }],
    [
      'far too long',
      { eventID: '€'.repeat(5_000), eventName: '\ud800'.repeat(5_000), awsRegion: 'x'.repeat(9_000) },
    ],
    ['of the wrong type', { eventTime: {}, eventName: [], userIdentity: 'x', sourceIPAddress: 1 }],
  ])('store a record whose fields are %s', async (name, fields) => {
    await reviews.add([sighting(fields, { detectionId: name })], AT);
    expect(await stored(name)).toHaveLength(1);
  });
});

describe('two reviews in a row', () => {
  const add = (iso: string, eventTime: string) =>
    reviews.add([sighting({ eventTime }, { detectionId: 'late' })], at(iso));

  it('show each event in exactly one, also one of yesterday that came late and one at the very boundary', async () => {
    await add('2026-04-01T23:59:59.999Z', '2026-04-01T12:00:00Z');
    await add('2026-04-02T08:00:00.000Z', '2026-04-02T07:59:00Z');
    await add('2026-04-02T08:00:00.001Z', '2026-04-01T12:00:00Z');
    await add('2026-04-03T00:00:00.000Z', '2026-03-28T12:00:00Z');
    const boundary = at('2026-04-02T08:00:00Z');
    const first = await reviews.list(at('2026-04-01T08:00:00Z'), boundary);
    const second = await reviews.list(boundary, at('2026-04-03T08:00:00Z'));
    expect(first).toHaveLength(2);
    expect(second).toHaveLength(2);
    expect(new Set([...first, ...second].map(({ eventID }) => eventID)).size).toBe(4);
  });

  it('read a day that is more than one page of DynamoDB', async () => {
    const long = 'x'.repeat(200);
    const fields = { eventName: long, eventSource: long, sourceIPAddress: long };
    const many = Array.from({ length: 900 }, (_, index) =>
      sighting({ ...fields, eventID: `${index}${long}` }, { detectionId: 'flood' }),
    );
    await reviews.add(many, at('2026-05-01T12:00:00Z'));
    const queries = () => world.aws.calls.filter(({ operation }) => operation === 'Query').length;
    const before = queries();
    const listed = await reviews.list(at('2026-05-01T00:00:00Z'), at('2026-05-01T23:00:00Z'));
    expect(listed).toHaveLength(900);
    expect(queries() - before).toBeGreaterThan(1);
  });
});

describe('a sign-off', () => {
  const sign = (userId: string, until: string) =>
    reviews.signOff({ userId, at: AT, until: at(until), count: 7 });

  it('is not there before the first, and is the last one then', async () => {
    expect(await reviews.lastSignOff()).toBeUndefined();
    await sign('U0ALEX0001', '2026-11-21T15:00:00Z');
    await sign('U0MAYA0002', '2026-11-22T15:00:00Z');
    expect(await reviews.lastSignOff()).toEqual({
      userId: 'U0MAYA0002',
      at: AT,
      until: at('2026-11-22T15:00:00Z'),
      count: 7,
    });
  });

  it('loses against one that goes as far or farther', async () => {
    await sign('U0ALEX0001', '2026-11-23T15:00:00Z');
    await expect(sign('U0MAYA0002', '2026-11-23T15:00:00Z')).rejects.toMatchObject({ code: 'conflict' });
    await expect(sign('U0MAYA0002', '2026-11-22T16:00:00Z')).rejects.toMatchObject({ code: 'conflict' });
    expect((await reviews.lastSignOff())?.userId).toBe('U0ALEX0001');
  });

  it('that cannot be read is not taken for none: the weeks before would go by unseen', async () => {
    const Item = {
      pk: 'SIGN-OFF',
      sk: 'LAST',
      userId: 'U0ALEX0001',
      at: AT.toISOString(),
      until: 7,
      count: 1,
    };
    await world.clients.dynamo.send(new PutCommand({ TableName: TABLE, Item }));
    await expect(reviews.lastSignOff()).rejects.toMatchObject({ code: 'record_invalid' });
  });
});
