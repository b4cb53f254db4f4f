// Texts, events and incidents as an attacker or a broken log would make them.
import fc from 'fast-check';
import type { Actor } from '../../bot/domain/actor/actor.ts';
import type { Activity, Context, Gap } from '../../bot/domain/context/context.ts';
import { type Detection, SEVERITIES } from '../../bot/domain/detection/detection.ts';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import type { Incident, LinkedAlarm, Tally } from '../../bot/domain/incident/incident.ts';
import { type Triage, VERDICTS } from '../../bot/domain/triage/triage.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';
import { detection, incident, settings } from './alert-fixtures.ts';

/** What someone would try who chooses a user name, a session name, a user agent or a tag. */
export const ATTACKS = [
  '',
  ' ',
  '`',
  '```',
  '<!channel>',
  '<!here|everyone>',
  '<@U012ABCDEF>',
  '<https://evil.example|AWS console>',
  'https://evil.example/login',
  '&lt;!channel&gt;',
  '&',
  '*evil*',
  '`*evil*`',
  '_evil_',
  '~evil~',
  ':skull:',
  '@here',
  '> quoted',
  'a\n*CRITICAL*: all is well',
  '\u202Egnp.exe',
  'ali\u200Bce',
  '\u001B[2J\u001B[31mred',
  '\u0000',
  '\uD800',
  'x\uDC00y',
  '👩‍👩‍👧‍👦',
  '🇳🇱',
  'é'.normalize('NFD'),
  '__proto__',
  'constructor',
  '<!date^0^{date}|never>',
  '<'.repeat(4_000),
  '&'.repeat(12_000),
  '`'.repeat(4_000),
  '\u202E'.repeat(4_000),
  '😀'.repeat(4_000),
];

export const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ATTACKS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...ATTACKS), fc.constantFrom(...ATTACKS))
      .map((pair) => pair.join('')),
  },
);
export const date = fc.date({ noInvalidDate: false });
export const count = fc.integer({ min: 0, max: 1_000_000 });
const severity = fc.constantFrom(...SEVERITIES);
export const texts = fc.array(text, { maxLength: 12 });
const json = fc.dictionary(text, fc.oneof(text, fc.jsonValue()), { maxKeys: 6 });
export const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Leaves out what is undefined, as a parser would. */
function compact<T extends object>(value: { [key in keyof T]: T[key] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}

export const trailEvent: fc.Arbitrary<TrailEvent> = fc.record({
  eventID: text,
  eventTime: maybe(date),
  eventName: text,
  eventSource: text,
  eventType: text,
  eventCategory: text,
  awsRegion: text,
  accountId: text,
  sourceIPAddress: text,
  userAgent: text,
  readOnly: maybe(fc.boolean()),
  outcome: fc.oneof(
    fc.constant({ kind: 'success' } as const),
    fc.record({ kind: fc.constant('failure' as const), code: text, denied: fc.boolean() }),
  ),
  userIdentity: json,
  requestParameters: json,
  responseElements: json,
  additionalEventData: json,
  record: json,
});

export const actor: fc.Arbitrary<Actor> = fc
  .record({
    kind: fc.constantFrom('root', 'iam-user', 'role', 'aws-service', 'unknown'),
    key: text,
    name: text,
    accountId: text,
    arn: maybe(text),
    session: maybe(text),
    accessKeyId: maybe(text),
    mfa: maybe(fc.boolean()),
    invokedBy: maybe(text),
  })
  .map((fields) => compact<Actor>(fields as Actor));

export const activity: fc.Arbitrary<Activity> = fc.record({
  from: date,
  to: date,
  total: count,
  failed: count,
  lines: fc.array(fc.record({ eventName: text, eventSource: text, count, failed: count, lastTime: date }), {
    maxLength: 60,
  }),
  truncated: fc.boolean(),
});
export const gap: fc.Arbitrary<Gap> = fc.record({ what: text, reason: text, remedy: text });

const context: fc.Arbitrary<Context> = fc
  .record({
    source: fc
      .record({
        kind: fc.constantFrom('service', 'aws-internal', 'private', 'public', 'unknown'),
        address: text,
        knownAs: maybe(text),
        country: maybe(fc.record({ code: text, name: text })),
        network: maybe(fc.record({ asn: count, name: text })),
      })
      .map((fields) => compact<Context['source']>(fields as Context['source'])),
    tool: fc.record({ family: text, words: text }),
    unusual: fc.array(
      fc.record({ kind: fc.constant('new-country' as const), sentence: text, raises: fc.boolean() }),
      { maxLength: 12 },
    ),
    hourBefore: maybe(activity),
    keyCreated: maybe(date),
    deepened: maybe(fc.constant(true as const)),
    gaps: fc.array(gap, { maxLength: 8 }),
  })
  .map((fields) => compact<Context>(fields as Context));

const tallies: fc.Arbitrary<readonly Tally[]> = fc.array(
  fc.record({
    detectionId: fc.constantFrom('one', 'two', '__proto__'),
    count,
    failed: count,
    severity,
    because: texts,
    first: date,
    last: date,
    recordedAt: date,
    samples: fc.array(trailEvent, { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

const alarm: fc.Arbitrary<LinkedAlarm> = fc.record({
  arn: text,
  name: text,
  state: fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'),
  since: date,
});

const triage: fc.Arbitrary<Triage> = fc
  .record({
    acknowledged: maybe(fc.record({ userId: text, at: date })),
    assignee: maybe(text),
    resolved: maybe(fc.record({ userId: text, at: date, verdict: fc.constantFrom(...VERDICTS), note: text })),
    escalatedAt: maybe(date),
    asked: maybe(fc.record({ userId: text, at: date, answer: fc.constantFrom('yes', 'no', 'silence') })),
  })
  .map((fields) => compact<Triage>(fields as Triage));

const anyIncident: fc.Arbitrary<Incident> = fc
  .record({
    // Ours, and never empty.
    id: text.map((id) => `inc-${id}`),
    accountId: text,
    actor: maybe(actor),
    severity,
    openedAt: date,
    lastActivityAt: date,
    tallies,
    addresses: texts,
    regions: texts,
    actions: texts,
    alarms: fc.array(alarm, { maxLength: 5 }),
    nextLookAt: maybe(date),
    quietSince: maybe(date),
    context: maybe(context),
    triage: maybe(triage),
    waitEnded: maybe(
      fc.oneof(
        fc.record({ kind: fc.constant('elsewhere' as const), incidentIds: texts }),
        fc.record({ kind: fc.constant('adopted' as const), incidentId: text }),
        fc.record({ kind: fc.constant('routine' as const), count }),
        fc.constant({ kind: 'nothing' } as const),
      ),
    ),
  })
  .map((fields) => ({
    ...compact<Incident>({ ...incident({ actor: undefined }), ...fields } as Incident),
    actor: fields.actor,
  }));

const anyDetection: fc.Arbitrary<Detection> = fc
  .record({ title: text, why: text, severity, runbook: texts, cis: text, pci: texts })
  .map(({ title, why, severity, runbook, cis, pci }) =>
    detection({ title, why, severity, runbook, frameworks: { cis, pci } }),
  );

export const view: fc.Arbitrary<AlertView> = fc
  .record({
    incident: anyIncident,
    detections: fc.tuple(anyDetection, anyDetection).map(
      ([a, b]) =>
        new Map([
          ['one', a],
          ['two', b],
        ]),
    ),
    accounts: fc.dictionary(text, text),
    logGroup: text,
    homeRegion: fc.oneof(text, fc.constant('eu-west-1')),
    queries: fc.array(fc.record({ id: text, title: text })),
    now: date,
  })
  .map(({ accounts, logGroup, homeRegion, ...fields }) => ({
    ...fields,
    settings: { ...settings, accounts, trail: { name: 'trail', logGroup, homeRegion } },
  }));
