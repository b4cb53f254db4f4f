// Containments in the table: nobody overwrites what they have not read, and none is forgotten while it stands.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createContainments } from '../../bot/aws/containments.ts';
import { queryAll } from '../../bot/aws/query-all.ts';
import type { Containment } from '../../bot/domain/containment/containment.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Containments } from '../../bot/ports/store.ts';
import { clockAt, startAws, type TestAws } from '../support/aws.ts';
import { containment } from '../support/containments.ts';

const NOW = '2026-11-22T15:00:00Z';
const DAY = 86_400;
let world: TestAws;
let store: Containments;
let logged: unknown[];
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(async () => {
  logged = [];
  const log = { error: (_: string, fields?: object) => void logged.push(fields) };
  store = createContainments(world.clients, TABLE, clockAt(NOW), log);
  for (const { pk, sk } of await items())
    await world.clients.dynamo.send(new DeleteCommand({ TableName: TABLE, Key: { pk, sk } }));
});

function items() {
  return queryAll(world.clients.dynamo, {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :kind',
    ExpressionAttributeValues: { ':kind': 'CONTAINMENT' },
  });
}

const asked = (id: string, minute: number, changes: Partial<Containment> = {}) =>
  containment({
    id,
    requested: { userId: 'U012RESPONDER', at: new Date(Date.UTC(2026, 10, 22, 12, minute)) },
    ...changes,
  });

describe('a containment', () => {
  it('is read at once as it was stored, with the next version', async () => {
    const saved = await store.save(containment());
    expect(saved).toEqual({ ...containment(), version: 1 });
    expect(await store.get('c-1')).toEqual(saved);
    const approved = await store.save({ ...saved, state: 'approved' });
    expect(await store.get('c-1')).toEqual({ ...saved, state: 'approved', version: 2 });
    expect(approved.version).toBe(2);
  });

  it('that two runs make or change at once is stored by one, and the other is told', async () => {
    const first = await Promise.allSettled([store.save(containment()), store.save(containment())]);
    expect(first.flatMap((it) => (it.status === 'rejected' ? it.reason.code : []))).toEqual(['conflict']);
    const saved = await store.save({ ...containment(), version: 1 });
    await expect(store.save({ ...containment(), version: 1 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.get('c-1')).toEqual(saved);
  });

  it('that is gone is not brought back by who read it before', async () => {
    await expect(store.save({ ...containment(), version: 3 })).rejects.toMatchObject({ code: 'conflict' });
    expect(await store.get('c-1')).toBeUndefined();
  });

  it.each(['', 'never there', 'x'.repeat(3_000), '€'.repeat(200)])('called %j is not there', async (id) => {
    expect(await store.get(id)).toBeUndefined();
  });

  it('that cannot be read is told so', async () => {
    await store.save(containment());
    await spoil('c-1');
    await expect(store.get('c-1')).rejects.toMatchObject({ code: 'record_invalid' });
  });

  it('is kept for 400 days after its end', async () => {
    await store.save(containment({ state: 'released' }));
    const [item] = await items();
    expect(item?.expiresAt).toBe(Date.parse(NOW) / 1_000 + 400 * DAY);
  });

  it.each<Partial<Containment>>([
    { state: 'requested' },
    { state: 'approved' },
    { state: 'contained' },
    { state: 'failed', changes: [{ kind: 'policy', state: 'planned' }] },
  ])('never expires while it may hold somebody: %j', async (changes) => {
    const ended = await store.save(containment({ state: 'lapsed' }));
    await store.save({ ...ended, ...changes });
    expect((await items()).map((item) => 'expiresAt' in item)).toEqual([false]);
  });
});

describe('the active containments', () => {
  it('are those that hold somebody or are about to, the oldest first', async () => {
    await store.save(asked('newest', 3, { state: 'contained' }));
    await store.save(asked('oldest', 1));
    await store.save(
      asked('half done', 2, { state: 'failed', changes: [{ kind: 'policy', state: 'made' }] }),
    );
    await store.save(asked('nothing done', 0, { state: 'failed' }));
    for (const state of ['declined', 'lapsed', 'released'] as const)
      await store.save(asked(state, 0, { state }));
    expect((await store.listActive()).map(({ id }) => id)).toEqual(['oldest', 'half done', 'newest']);
  });

  it('are all found, on however many pages', async () => {
    const reason = 'x'.repeat(300_000);
    for (let n = 0; n < 6; n += 1) await store.save(asked(`c-${n}`, n, { reason }));
    expect((await store.listActive()).map(({ id }) => id)).toEqual(
      Array.from({ length: 6 }, (_, n) => `c-${n}`),
    );
  });

  it('are told without one that cannot be read, which is named in the log', async () => {
    await store.save(asked('whole', 1));
    await store.save(asked('odd', 0));
    await spoil('odd');
    expect((await store.listActive()).map(({ id }) => id)).toEqual(['whole']);
    expect(logged).toEqual([{ id: 'odd', error: expect.objectContaining({ code: 'record_invalid' }) }]);
  });
});

async function spoil(id: string): Promise<void> {
  const item = (await items()).find(({ sk }) => sk === id);
  const Item = { ...item, body: JSON.stringify({ ...containment(), state: 'odd' }) };
  await world.clients.dynamo.send(new PutCommand({ TableName: TABLE, Item }));
}
