// Each scenario is a story that CloudTrail could have written, and pages what it says it pages.
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';
import { textsAt } from '../../bot/domain/read-json.ts';
import type { Scenario } from '../../bot/sandbox/scenarios/scenario.ts';
import { scenarios } from '../../bot/sandbox/scenarios/scenarios.ts';

const NOW = new Date('2026-11-24T10:15:00.000Z');
const LATER = new Date('2026-11-24T10:15:00.001Z');
const DAY_MS = 86_400_000;
const catalog = compileCatalog(loadCatalog(new URL('../../templates/', import.meta.url)).detections);

const FIELDS = [
  ...[
    'eventVersion',
    'userIdentity',
    'eventTime',
    'eventSource',
    'eventName',
    'awsRegion',
    'sourceIPAddress',
  ],
  ...['userAgent', 'requestParameters', 'responseElements', 'eventID', 'readOnly', 'eventType'],
  ...['managementEvent', 'recipientAccountId', 'eventCategory'],
];
const CALLED_FROM =
  /^((192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}|2001:db8:[\da-f:]+|[a-z0-9-]+\.amazonaws\.com)$/;

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
  const steps = scenario.steps(NOW);
  const story = steps.map(({ record }) => record);
  const history = scenario.history(NOW);

  it('pages exactly as it expects', () => {
    expect(pagesOf(story)).toEqual([...scenario.expect.pages].sort());
    expect(scenario.expect.quiet ?? false).toBe(scenario.expect.pages.length === 0);
  });

  it('is told within 3 to 8 seconds, in order, each event at its moment', () => {
    const moments = steps.map(({ afterMs }) => afterMs);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments[0]).toBe(0);
    expect(moments.at(-1)).toBeGreaterThanOrEqual(3_000);
    expect(moments.at(-1)).toBeLessThanOrEqual(8_000);
    for (const { afterMs, record } of steps) {
      const second = new Date(NOW.getTime() + afterMs).toISOString().slice(0, 19);
      expect(record.eventTime).toBe(`${second}Z`);
    }
  });

  it('has a past before it that CloudTrail still knows, and that is quick to read', () => {
    const times = history.map((record) => new Date(String(record.eventTime)).getTime());
    for (const time of times) {
      expect(time).toBeLessThan(NOW.getTime());
      expect(NOW.getTime() - time).toBeLessThanOrEqual(91 * DAY_MS);
    }
    // Trailbot reads four pages of 50 of an actor; more would shorten what it can say "first time" about.
    expect(history.length).toBeLessThan(200);
  });

  it('gives every record the fields that CloudTrail writes, in its own account and from documentation addresses', () => {
    for (const record of [...history, ...story]) {
      expect(FIELDS.filter((field) => !Object.hasOwn(record, field))).toEqual([]);
      expect(record.recipientAccountId).toBe('123456789012');
      expect(record.sourceIPAddress).toMatch(CALLED_FROM);
      const accounts = JSON.stringify(record).match(/(?<![\w-])\d{12}(?![\w-])/g) ?? [];
      expect(accounts.filter((account) => account !== '123456789012')).toEqual([]);
      expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    }
  });

  it('names its events anew with every firing, and alike for the same one', () => {
    const ids = (now: Date) =>
      [...scenario.history(now), ...scenario.steps(now).map(({ record }) => record)].map(
        (record) => record.eventID,
      );
    const first = ids(NOW);
    expect(new Set([...first, ...ids(LATER)]).size).toBe(first.length * 2);
    expect(ids(NOW)).toEqual(first);
    for (const eventID of first) {
      expect(eventID).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    }
  });

  it('has IAM know the users and roles that page, as far as they can be stopped', () => {
    const known = scenario.principals.map(({ kind, name }) => `${kind} ${name}`);
    const paging = story.filter((record) => pagesOf([record]).length > 0);
    const actors = paging
      .flatMap(nameActor)
      .filter((actor) => actor !== 'user HIDDEN_DUE_TO_SECURITY_REASONS');
    expect(actors.filter((actor) => !known.includes(actor))).toEqual([]);
  });

  it('has an id and a line that fit the page', () => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(scenario.description.length).toBeLessThanOrEqual(140);
    expect(scenario.description).not.toContain('\n');
  });
});

describe('the scenarios', () => {
  it('have ids of their own', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
  });

  it('put 500 refused calls of a broken deployment into the review, not into the night', () => {
    const story = storyOf('noisy-deployment');
    const verdicts = story.flatMap((record) => catalog.judgeAll(parseTrailEvent(record)));
    expect(verdicts.filter(({ verdict }) => verdict.lane === 'review')).toHaveLength(500);
  });

  it('count something on a quiet day, so that its quiet is the doing of the signals', () => {
    const counted = storyOf('quiet-day').flatMap((record) =>
      catalog.judgeAll(parseTrailEvent(record)).map(({ detection }) => detection.id),
    );
    expect(counted).toEqual(
      expect.arrayContaining([
        'security-group-changes',
        'route-table-changes',
        'iam-changes',
        'unauthorized-api-calls',
      ]),
    );
  });

  it('show the anonymous reads of a public bucket as data events', () => {
    const reads = storyOf('bucket-made-public').filter(({ eventName }) => eventName === 'GetObject');
    expect(reads.length).toBeGreaterThan(1);
    for (const read of reads) {
      expect(read).toMatchObject({ eventCategory: 'Data', managementEvent: false });
      expect(read.userIdentity).toMatchObject({ type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL' });
    }
  });
});

/** As the alarms do: a detection with a threshold pages once that many of its events are there. */
function pagesOf(records: readonly JsonObject[]): readonly string[] {
  const verdicts = records.flatMap((record) => catalog.judgeAll(parseTrailEvent(record)));
  const paging = verdicts.filter(({ verdict }) => verdict.lane === 'page');
  return [...Map.groupBy(paging, ({ detection }) => detection)]
    .filter(([{ alarm }, events]) => events.length >= alarm.threshold)
    .map(([{ id }]) => id)
    .sort();
}

function storyOf(id: string): readonly JsonObject[] {
  const scenario = scenarios.find((it) => it.id === id) as Scenario;
  return scenario.steps(NOW).map(({ record }) => record);
}

function nameActor({ userIdentity }: JsonObject): readonly string[] {
  const users = textsAt(userIdentity, 'userName').map((name) => `user ${name}`);
  const roles = textsAt(userIdentity, 'sessionContext.sessionIssuer.userName').map((name) => `role ${name}`);
  return [...users, ...roles];
}
