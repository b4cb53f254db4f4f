// Suppressions in the table: read fresh enough, gone when their time is over, counted while they last.
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSuppressions } from '../../bot/aws/suppressions.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Suppressions } from '../../bot/ports/store.ts';
import { clockAt, startAws, type TestAws } from '../support/aws.ts';
import { suppression } from '../support/suppressions.ts';

let world: TestAws;
let clock: ReturnType<typeof clockAt>;
let store: Suppressions;
let warned: unknown[];
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  clock = clockAt('2026-11-22T15:00:00Z');
  warned = [];
  const log = { warn: (_: string, fields?: object) => void warned.push(fields) };
  store = createSuppressions(world.clients, TABLE, clock, log);
  const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
  for (const { pk, sk } of Items)
    await world.clients.dynamo.send(new DeleteCommand({ TableName: TABLE, Key: { pk, sk } }));
});

const later = (changes: Parameters<typeof suppression>[0]) =>
  suppression({ expiresAt: new Date('2026-12-22T15:00:00Z'), ...changes });

describe('suppressions', () => {
  it('come back as they were added', async () => {
    const one = later({ id: 'a', network: '192.0.2.0/24', action: 'iam.amazonaws.com:CreateUser' });
    const mute = { ...later({ id: 'b' }), actorKey: undefined, actorName: undefined, accountId: undefined };
    const { actorKey: _key, actorName: _name, accountId: _account, ...everybody } = mute;
    await store.add(one);
    await store.add(everybody);
    expect(await store.active()).toEqual([one, everybody]);
  });

  it('are active to the moment they expire and not after, though the item is still there', async () => {
    await store.add(later({ id: 'a', expiresAt: new Date('2026-11-22T15:00:01Z') }));
    expect(await store.active()).toHaveLength(1);
    clock.advance(1_000);
    expect(await store.active()).toEqual([]);
  });

  it('are read once for many runs, and again after two seconds', async () => {
    const queries = () => world.aws.calls.filter(({ operation }) => operation === 'Query').length;
    await store.active();
    const before = queries();
    await Promise.all([store.active(), store.active(), store.active()]);
    expect(queries()).toBe(before);
    await createSuppressions(world.clients, TABLE, clock).add(later({ id: 'of another process' }));
    clock.advance(2_000);
    expect(await store.active()).toHaveLength(1);
    expect(queries()).toBe(before + 1);
  });

  it('count what they hid', async () => {
    await store.add(later({ id: 'a' }));
    await Promise.all([store.countHidden('a', 3), store.countHidden('a', 4)]);
    clock.advance(2_000);
    expect((await store.active())[0]?.hidden).toBe(7);
  });

  it('end once, and are not called back to life by a late count', async () => {
    const one = later({ id: 'a' });
    await store.add(one);
    expect(await store.end('a')).toEqual(one);
    await store.countHidden('a', 1);
    expect(await store.active()).toEqual([]);
    expect(await store.end('a')).toEqual(one);
    expect(await store.end('never there')).toBeUndefined();
  });

  it('are neither renewed by the job that comes again nor brought back once they ended', async () => {
    const one = later({ id: 'a' });
    await store.add(one);
    await store.countHidden('a', 3);
    await store.add({ ...one, expiresAt: new Date('2027-01-01T00:00:00Z') });
    expect(await store.active()).toEqual([{ ...one, hidden: 3 }]);
    await store.end('a');
    await store.add(one);
    expect(await store.active()).toEqual([]);
  });

  it('leave a trace for as long as a queue may hold the job that made them', async () => {
    await store.add(later({ id: 'a', expiresAt: new Date('2026-11-22T15:01:00Z') }));
    const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
    expect(Items[0]?.expiresAt).toBeGreaterThan(Date.parse('2026-12-06T15:01:00Z') / 1_000);
  });

  it.each<[string, object]>([
    ['without known countries', { knownCountries: undefined }],
    ['with a text for known networks', { knownNetworks: 'AS64500' }],
    ['that does not say until when', { until: 'soon' }],
    ['that counts in words', { hidden: 'many' }],
    ['of an account whose actor was lost: it would hide everybody’s', { actorKey: undefined }],
  ])('%s hide nothing, and are named in the log; the others hold', async (_, changes) => {
    await store.add(later({ id: 'odd' }));
    await store.add(later({ id: 'whole' }));
    const { Items = [] } = await world.clients.dynamo.send(new ScanCommand({ TableName: TABLE }));
    const Item = { ...Items.find(({ id }) => id === 'odd'), ...changes };
    await world.clients.dynamo.send(new PutCommand({ TableName: TABLE, Item }));
    expect((await store.active()).map(({ id }) => id)).toEqual(['whole']);
    expect(warned).toEqual([{ id: 'odd' }]);
  });
});
