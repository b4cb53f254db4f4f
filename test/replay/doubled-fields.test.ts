// A field that is written twice counts as JSON.parse counts it: the last one at the top level, whichever way a file is read.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import type { Range } from '../../bot/replay/range.ts';
import { createReader } from '../../bot/replay/read-parts.ts';
import { call, record, refused } from '../support/records.ts';
import { createReplayFolder, type ReplayFolder } from '../support/replay-folder.ts';

const FIELDS = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'readOnly',
] as const;
const HEADER = FIELDS.filter((field) => field !== 'readOnly');

const { detections } = loadCatalog(TEMPLATES);
const fired = detections.flatMap(({ examples }) => examples.map(({ event }) => event as JsonObject));
const bases: readonly JsonObject[] = [
  ...fired,
  record(),
  record({ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' }),
  call('iam', 'TagRole', { roleName: 'x' }),
  call('cloudtrail', 'StopLogging', { name: 'main' }),
  refused(call('iam', 'CreateUser', { userName: 'mallory' })),
].map((one) => ({ ...record(), ...one }));

/** What the field may say the second time: what it says in some other record, or something that no record says. */
const valuesOf = (field: string) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...bases.map((one) => one[field] ?? null)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<unknown>(null, 7, '', 'x', [], {}, { type: 'Root' }, true, false),
    },
    {
      weight: 2,
      arbitrary:
        field === 'eventTime'
          ? fc.constantFrom('2026-10-01T00:00:00Z', '2026-12-24T00:00:00Z', 'no time')
          : fc.constant<unknown>('stop'),
    },
  );

/** The first time it says something harmless, the second time what makes the record one that a detection counts. */
const disguised = (field: string) =>
  fc.constantFrom(...fired.filter((one) => one[field] !== undefined)).map((whole) => ({
    base: { ...record(), ...whole, [field]: HARMLESS[field] ?? null },
    value: whole[field] as unknown,
  }));
const HARMLESS: JsonObject = {
  ...record({
    eventName: 'DescribeInstances',
    eventSource: 'ec2.amazonaws.com',
    eventTime: '2026-10-01T00:00:00Z',
  }),
  errorCode: undefined,
};

interface Twice {
  readonly base: JsonObject;
  readonly value: unknown;
  /** 0 is right behind the header's fields, 1 is the record's end. */
  readonly place: number;
  /** A field of the same name within requestParameters. */
  readonly nested: unknown;
  readonly escaped: boolean;
}

/** `nested` alone must change nothing: then the field is not written twice at the top. */
function write(field: string, { base, value, place, nested, escaped }: Twice, atTop: boolean): string {
  const asked = base.requestParameters;
  const parameters =
    nested === undefined
      ? asked
      : { ...(typeof asked === 'object' ? asked : {}), [field]: nested, x: { [field]: nested } };
  const whole: JsonObject = { ...base, requestParameters: parameters ?? null };
  const first = HEADER.filter((one) => whole[one] !== undefined);
  const rest = Object.keys(whole).filter((one) => !HEADER.includes(one as never));
  const key = escaped
    ? `"\\u${field.charCodeAt(0).toString(16).padStart(4, '0')}${field.slice(1)}"`
    : JSON.stringify(field);
  const pair = (one: string) => `${JSON.stringify(one)}:${JSON.stringify(inOrder(one, whole[one]))}`;
  const before = first.map(pair);
  const after = rest.map(pair);
  // readOnly stands in the rest: its second one comes behind it.
  const from = rest.indexOf(field) + 1;
  const at = from + Math.round(place * (after.length - from));
  if (atTop) after.splice(at, 0, `${key}:${JSON.stringify(inOrder(field, value))}`);
  return `{${[...before, ...after].join(',')}}`;
}

/** As CloudTrail writes it: the type first. */
function inOrder(field: string, value: unknown): unknown {
  if (field !== 'userIdentity' || typeof value !== 'object' || value === null || !('type' in value))
    return value;
  const { type, ...others } = value as JsonObject;
  return { type, ...others };
}

const RANGES: readonly Range[] = [
  {},
  { since: Date.parse('2026-11-01T00:00:00Z'), until: Date.parse('2026-12-01T00:00:00Z') },
];

const readers = new Map(RANGES.map((range) => [range, readerFor(range)]));
function readerFor(range: Range) {
  return createReader({ catalogs: [detections], range, uncovered: true });
}

describe('a field of a record’s header that is written twice', () => {
  let folder: ReplayFolder;
  beforeAll(() => {
    folder = createReplayFolder();
  });
  afterAll(() => folder.remove());

  async function read(content: string, range: Range) {
    const reader = readers.get(range) ?? readerFor(range);
    const parts = [];
    for await (const part of reader(folder.write('file', content))) parts.push(part);
    return parts;
  }

  const cases = FIELDS.flatMap((field) => [
    { field, how: 'at the top', atTop: true, nested: false, escaped: false },
    { field, how: 'at the top and within', atTop: true, nested: true, escaped: false },
    { field, how: 'at the top, with an escape in its name', atTop: true, nested: false, escaped: true },
    { field, how: 'only within', atTop: false, nested: true, escaped: false },
  ]);
  it.each(cases)(
    'is read as JSON.parse reads it: $field $how',
    async ({ field, atTop, nested, escaped }) => {
      const either = fc.oneof(
        fc.record({ base: fc.constantFrom(...bases), value: valuesOf(field) }),
        disguised(field),
      );
      const twice = fc.record({
        either,
        place: fc.double({ min: 0, max: 1, noNaN: true }),
        nested: nested ? valuesOf(field) : fc.constant(undefined),
        escaped: fc.constant(escaped),
      });
      await fc.assert(
        fc.asyncProperty(twice, fc.constantFrom(...RANGES), async ({ either, ...how }, range) => {
          const text = write(field, { ...either, ...how }, atTop);
          const other = JSON.stringify(record({ eventID: 'other' }));
          const quick = await read(`{"Records":[${text},${other}]}`, range);
          // A space is enough for the plain way.
          const plain = await read(`{ "Records":[${text},${other}]}`, range);
          expect(quick).toEqual(plain);
        }),
        { numRuns: 400 },
      );
    },
    60_000,
  );
});
