// The daily review's items: each event once for each detection, however many come and however often.
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createReviews } from '../../bot/aws/reviews.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Reviews } from '../../bot/ports.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { sighting } from '../support/sightings.ts';

const AT = new Date('2026-11-22T15:00:00Z');
let world: TestAws;
let reviews: Reviews;
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(() => {
  reviews = createReviews(world.clients, TABLE);
});

async function stored(detectionId: string) {
  const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
  return Items.filter((item) => item.detectionId === detectionId);
}

describe('reviews', () => {
  it('stores more than one request of DynamoDB takes', async () => {
    const many = Array.from({ length: 60 }, () => sighting({}, { lane: 'review', detectionId: 'many' }));
    await reviews.add(many, AT);
    const items = await stored('many');
    expect(items).toHaveLength(60);
    expect(items[0]).toMatchObject({
      pk: 'REVIEW#2026-11-22',
      actorName: 'alice',
      eventName: 'CreateUser',
      failed: false,
      eventTime: '2026-11-22T14:03:11.000Z',
    });
  });

  it('stores an event once, in one batch and over several', async () => {
    const one = sighting({}, { detectionId: 'twice' });
    await reviews.add([one, one], AT);
    await reviews.add([one], new Date('2026-11-23T15:00:00Z'));
    expect(await stored('twice')).toHaveLength(1);
  });

  it('stores an event for each detection that counted it', async () => {
    const one = sighting({}, { detectionId: 'first' });
    await reviews.add([one, { ...one, detectionId: 'second' }], AT);
    expect(await stored('first')).toHaveLength(1);
    expect(await stored('second')).toHaveLength(1);
  });

  it('calls nobody when there is nothing to store', async () => {
    const before = world.aws.calls.length;
    await reviews.add([], AT);
    expect(world.aws.calls).toHaveLength(before);
  });

  it.each([
    ['empty', { eventID: '', sourceIPAddress: '', awsRegion: '', userIdentity: {}, recipientAccountId: '' }],
    [
      'far too long',
      { eventID: '€'.repeat(5_000), eventName: '\ud800'.repeat(5_000), awsRegion: 'x'.repeat(9_000) },
    ],
    ['of the wrong type', { eventTime: {}, eventName: [], userIdentity: 'x', sourceIPAddress: 1 }],
  ])('stores a record whose fields are %s', async (name, fields) => {
    await reviews.add([sighting(fields, { detectionId: name })], AT);
    expect(await stored(name)).toHaveLength(1);
  });
});
