// Incidents in a DynamoDB: nobody overwrites what they have not read, nothing is lost when one replaces another, and no
// record is too large to be kept.
import { randomBytes } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIncidents } from '../../bot/aws/incidents.ts';
import { identifyActor } from '../../bot/domain/actor/identify-actor.ts';
import { absorb, openIncident } from '../../bot/domain/incident/absorb.ts';
import { keyOf } from '../../bot/domain/incident/actor-key.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Incidents } from '../../bot/ports/store.ts';
import { incident as fullIncident, waiting } from '../support/alert-fixtures.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { sighting } from '../support/sightings.ts';

/** DynamoDB's own: an item, with the names of its attributes. */
const ITEM_BYTES = 400 * 1_024;
const AT = new Date('2026-11-22T14:04:00Z');
const ACCOUNT = '123456789012';
let world: TestAws;
let incidents: Incidents;
let name = '';
let tests = 0;

beforeAll(async () => {
  world = await startAws();
  incidents = createIncidents(world.clients, TABLE);
});
afterAll(() => world.aws.close());
beforeEach(() => {
  tests += 1;
  name = `user-${tests}`;
});

/** A new incident of this test's own actor, with one event in it. */
function newIncident(id: string, at = AT): Incident {
  const first = sighting({ userIdentity: { type: 'IAMUser', userName: name, accountId: ACCOUNT } });
  return absorb(openIncident(`${name}-${id}`, ACCOUNT, first.actor, at), [first], at).incident;
}

const later = (incident: Incident, minutes: number): Incident => ({
  ...incident,
  lastActivityAt: new Date(incident.lastActivityAt.getTime() + minutes * 60_000),
  revision: incident.revision + 1,
});

describe('an incident', () => {
  it('comes back as it was saved, with every date and record in it', async () => {
    const whole = fullIncident({
      id: `${name}-whole`,
      version: 0,
      quietSince: AT,
      untold: [{ kind: 'quiet', at: AT, alarmName: 'root-usage' }],
      teller: { run: 'run', until: AT },
      alarms: [{ arn: 'arn', name: 'root-usage', state: 'OK', since: AT }],
      posts: [{ route: 'security', channel: 'C1', ts: '1.2', shown: 1 }],
    });
    const saved = await incidents.save(whole);
    expect(saved).toEqual({ ...whole, version: 1 });
    expect(await incidents.get(whole.id)).toEqual(saved);
    expect(await incidents.current(whole.accountId, keyOf(whole))).toEqual(saved);
  });

  it('that waits for its events is found by its id', async () => {
    const saved = await incidents.save(waiting({ id: `waiting/${name}/1`, version: 0 }));
    expect(await incidents.get(saved.id)).toEqual(saved);
  });

  it('that nobody saved is not there', async () => {
    expect(await incidents.get('never')).toBeUndefined();
    expect(await incidents.get('')).toBeUndefined();
    expect(await incidents.current(ACCOUNT, 'iam-user/nobody')).toBeUndefined();
  });

  it('is saved again only by who read its newest version', async () => {
    const first = await incidents.save(newIncident('a'));
    const second = await incidents.save(later(first, 1));
    await expect(incidents.save(later(first, 2))).rejects.toMatchObject({ code: 'conflict' });
    expect(await incidents.get(first.id)).toEqual(second);
    expect(second.version).toBe(2);
  });

  it('of two that are opened for one actor at once is one, and the other run is told', async () => {
    const outcomes = await Promise.allSettled([
      incidents.save(newIncident('a')),
      incidents.save(newIncident('b')),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost.map(({ reason }) => reason.code)).toEqual(['conflict']);
    const [won] = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    const current = await incidents.current(ACCOUNT, keyOf(newIncident('a')));
    expect(current).toEqual(won?.value);
  });

  it('takes the place of the one before it, which can still be read by its id', async () => {
    const before = await incidents.save(newIncident('old'));
    const after = await incidents.save(newIncident('new', new Date('2026-11-23T14:00:00Z')), before);
    expect(await incidents.current(ACCOUNT, keyOf(before))).toEqual(after);
    expect(await incidents.get(before.id)).toEqual(before);
    expect(await incidents.get(after.id)).toEqual(after);
  });

  it('does not take a place that another run took or changed meanwhile', async () => {
    const before = await incidents.save(newIncident('old'));
    const changed = await incidents.save(later(before, 1));
    await expect(incidents.save(newIncident('new'), before)).rejects.toMatchObject({ code: 'conflict' });
    expect(await incidents.current(ACCOUNT, keyOf(before))).toEqual(changed);
    const won = await incidents.save(newIncident('newer'), changed);
    await expect(incidents.save(newIncident('newest'), changed)).rejects.toMatchObject({ code: 'conflict' });
    expect(await incidents.get(changed.id)).toEqual(changed);
    expect(await incidents.get(won.id)).toEqual(won);
    expect(await incidents.get(`${name}-newest`)).toBeUndefined();
  });

  it('of another account is another incident', async () => {
    const one = await incidents.save(newIncident('one'));
    const other = { ...newIncident('two'), accountId: '210987654321' };
    const two = await incidents.save(other);
    expect(await incidents.current('210987654321', keyOf(one))).toEqual(two);
    expect(await incidents.current(ACCOUNT, keyOf(one))).toEqual(one);
  });
});

describe('the active incidents', () => {
  it('are those with activity since then, newest first, without those that were replaced', async () => {
    const year = (minutes: number) => new Date(Date.parse('2031-01-01T00:00:00Z') + minutes * 60_000);
    const save = async (id: string, minutes: number, replaces?: Incident) => {
      name = replaces ? name : `listed-${id}`;
      return incidents.save(newIncident(id, year(minutes)), replaces);
    };
    const a = await save('a', 0);
    const b = await save('b', 20);
    const c = await save('c', 10);
    const cAgain = await save('c-again', 30, c);
    const active = await incidents.listActive(year(5));
    expect(active.map(({ id }) => id)).toEqual([cAgain.id, b.id]);
    expect(await incidents.listActive(year(0))).toHaveLength(3);
    expect((await incidents.listActive(year(0))).at(-1)).toEqual(a);
  });

  it('are all found, however large they are', async () => {
    const from = new Date('2032-01-01T00:00:00Z');
    const large = (n: number) => {
      name = `large-${n}`;
      return { ...newIncident('x', from), seen: hexes(9_000) };
    };
    await Promise.all(Array.from({ length: 12 }, (_, n) => incidents.save(large(n))));
    expect(await incidents.listActive(from)).toHaveLength(12);
  });
});

/** As random as the fingerprints of real events, so that nothing about them compresses away. */
function hexes(count: number): readonly string[] {
  return Array.from({ length: count }, () => `cloudtrail-changes ${randomBytes(8).toString('hex')}`);
}

describe('an incident that is too large', () => {
  it('with records of 256 KB and 15,000 events counted is kept within an item, and reads back', async () => {
    const noise = () => randomBytes(190_000).toString('base64');
    const userIdentity = { type: 'IAMUser', userName: name, accountId: ACCOUNT };
    const many = ['iam-changes', 'cloudtrail-changes', 'data-exported'].flatMap((detectionId) =>
      Array.from({ length: 5 }, () =>
        sighting({ userIdentity, requestParameters: { policyDocument: noise() } }, { detectionId }),
      ),
    );
    const actor = many[0]?.actor;
    const grown = absorb(openIncident(`${name}-x`, ACCOUNT, actor, AT), many, AT).incident;
    const saved = await incidents.save({ ...grown, seen: [...hexes(14_985), ...grown.seen] });
    expect(await itemBytes(saved)).toBeLessThan(ITEM_BYTES);
    const read = await incidents.get(saved.id);
    expect(read?.tallies.map(({ count, detectionId }) => [detectionId, count])).toEqual(
      saved.tallies.map(({ count, detectionId }) => [detectionId, count]),
    );
    expect(read?.seen.at(-1)).toBe(saved.seen.at(-1));
    for (const { samples } of read?.tallies ?? []) {
      expect(samples.at(-1)).toMatchObject({ eventName: 'CreateUser', awsRegion: 'us-east-1' });
      expect(samples.map((event) => identifyActor(event).key)).toContain(actor?.key);
    }
  });

  it('in every part that a record fills is kept all the same', async () => {
    const long = (characters: number) => randomBytes(characters).toString('hex');
    const wide = Object.fromEntries(Array.from({ length: 900 }, () => [long(60), long(60)]));
    const record = {
      eventName: long(30_000),
      eventSource: long(30_000),
      userAgent: long(30_000),
      errorMessage: long(30_000),
      userIdentity: { type: 'IAMUser', userName: long(20_000), accountId: ACCOUNT, sessionContext: wide },
      requestParameters: wide,
    };
    const detections = Array.from({ length: 40 }, (_, n) => `detection-${n}`);
    const many = detections.flatMap((detectionId) => [sighting(record, { detectionId })]);
    const grown = absorb(openIncident(`${name}-x`, ACCOUNT, many[0]?.actor, AT), many, AT).incident;
    const saved = await incidents.save({ ...grown, seen: [...hexes(14_960), ...grown.seen] });
    expect(await itemBytes(saved)).toBeLessThan(ITEM_BYTES);
    expect((await incidents.get(saved.id))?.tallies).toHaveLength(40);
  });

  it('in its keys is kept all the same', async () => {
    const hostile = sighting({
      userIdentity: { type: 'IAMUser', userName: '€'.repeat(5_000), accountId: '€'.repeat(5_000) },
      recipientAccountId: '€'.repeat(5_000),
    });
    const opened = openIncident(`${name}-x`, hostile.event.accountId, hostile.actor, AT);
    const saved = await incidents.save(absorb(opened, [hostile], AT).incident);
    expect((await incidents.get(saved.id))?.tallies).toHaveLength(1);
  });
});

async function itemBytes(incident: Incident): Promise<number> {
  const pk = `ACTOR#${incident.accountId}#${keyOf(incident)}`;
  const { Items = [] } = await world.clients.dynamo.send(
    new QueryCommand({
      TableName: TABLE,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
    }),
  );
  const [item] = Items;
  const { body, ...rest } = item ?? {};
  return body.length + JSON.stringify(rest).length;
}
