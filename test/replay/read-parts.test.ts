import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import type { Ask, Part } from '../../bot/replay/part.ts';
import { createReader } from '../../bot/replay/read-parts.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { call, record, refused } from '../support/records.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const { detections } = loadCatalog(TEMPLATES);
const ask: Ask = { catalogs: [detections], range: {}, uncovered: true };
const read = createReader(ask);
const records = generateRecords(500);
const indented = JSON.stringify({ Records: records.map((one) => JSON.parse(one)) }, undefined, 1);

describe('the parts of a file', () => {
  let folder: ReplayFolder;
  beforeAll(() => {
    folder = createReplayFolder();
  });
  afterAll(() => folder.remove());

  async function parts(content: string | Buffer, reader = read): Promise<readonly Part[]> {
    const all: Part[] = [];
    for await (const part of reader(folder.write('file', content))) all.push(part);
    return all;
  }
  async function whole(content: string | Buffer, changes: Partial<Ask> = {}) {
    const all = await parts(content, createReader({ ...ask, ...changes }));
    return {
      events: all.reduce((sum, { events }) => sum + events, 0),
      findings: all.flatMap(({ found }) => found.flatMap(({ findings }) => findings)),
      uncovered: all.flatMap(({ found }) => found.flatMap(({ uncovered }) => uncovered)),
      samples: all.flatMap(({ found }) => found.flatMap(({ samples }) => samples)),
      skipped: all.flatMap(({ skipped }) => skipped),
    };
  }

  it.each([
    ['gzip', logFile(records)],
    ['one a line', records.join('\n')],
    ['one a line, zipped', gzipSync(`${records.join('\r\n')}\r\n`)],
  ])('are the same in %s as they are the plain way', async (_, content) => {
    const plain = await whole(indented);
    expect(plain.findings.length).toBeGreaterThan(5);
    expect(plain.events).toBe(500);
    expect(await whole(content)).toEqual(plain);
  });

  it('are the same for a range of time, quick or plain', async () => {
    const times = records.map((one) => Date.parse(JSON.parse(one).eventTime));
    const range = { since: times[100] ?? 0, until: times[400] ?? 0 };
    const plain = await whole(indented, { range });
    expect(plain.events).toBe(times.filter((at) => at >= range.since && at < range.until).length);
    expect(plain.events).toBeLessThan(400);
    expect(await whole(logFile(records), { range })).toEqual(plain);
    expect(await whole(records.join('\n'), { range })).toEqual(plain);
  });

  it('take the time of a record whose text hides it', async () => {
    const hidden = records.map((one) => one.replace(/T(\d\d):/, 'T$1\\u003a'));
    const range = { since: Date.parse('2026-11-22T00:01:00Z') };
    expect(JSON.parse(hidden[0] ?? '')).toEqual(JSON.parse(records[0] ?? ''));
    expect(await whole(logFile(hidden), { range })).toEqual(await whole(logFile(records), { range }));
  });

  it('have everybody’s findings and one actor’s records where one is shown, by name or key in any case', async () => {
    const bob = { type: 'IAMUser', userName: 'bob', accountId: '123456789012' };
    const mixed = logFile(
      [call('cloudtrail', 'StopLogging'), call('iam', 'TagRole')].flatMap((one, n) => [
        JSON.stringify({ ...one, eventID: `alice-${n}` }),
        JSON.stringify({ ...one, eventID: `bob-${n}`, userIdentity: bob }),
      ]),
    );
    const few = { catalogs: [detections.filter(({ id }) => id === 'cloudtrail-changes')], samples: true };
    const all = await whole(mixed, few);
    expect(all.samples).toHaveLength(2);
    expect(all.uncovered).toHaveLength(2);
    const key = all.findings.find(({ actorName }) => actorName === 'bob')?.actorKey ?? '';
    for (const actor of ['bob', 'BOB', key, key.toUpperCase()]) {
      const { findings, uncovered, samples } = await whole(mixed, { ...few, actor });
      expect(findings).toEqual(all.findings);
      expect(samples.map(({ finding }) => finding.actorName)).toEqual(['bob']);
      expect(uncovered).toEqual([{ action: 'iam.amazonaws.com:TagRole', eventID: 'bob-1' }]);
    }
  });

  it('tell changes to a safeguard that nothing counts', async () => {
    const texts = [
      call('iam', 'TagRole', { roleName: 'x' }),
      refused(call('iam', 'TagRole')),
      record({ eventName: 'TagRole', readOnly: true }),
      call('iam', 'AttachUserPolicy', { policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }),
      call('s3', 'PutObject'),
    ].map((one, n) => JSON.stringify({ ...one, eventID: `e${n}` }));
    const counted = ['iam-changes'];
    const few = { catalogs: [detections.filter(({ id }) => !counted.includes(id))] };
    for (const content of [logFile(texts), texts.join('\n')]) {
      const { uncovered } = await whole(content, few);
      expect(uncovered).toEqual([{ action: 'iam.amazonaws.com:TagRole', eventID: 'e0' }]);
    }
    expect((await whole(logFile(texts), { ...few, uncovered: false })).uncovered).toEqual([]);
  });

  it('are of each catalog', async () => {
    const root = detections.filter(({ id }) => id === 'root-usage');
    const [part] = await parts(logFile(records), createReader({ ...ask, catalogs: [root, detections] }));
    expect(part?.found[0]?.findings.length).toBeLessThan(part?.found[1]?.findings.length ?? 0);
    expect(part?.found[0]?.findings.every(({ detectionId }) => detectionId === 'root-usage')).toBe(true);
  });

  const [one = ''] = records;
  it.each([
    ['digest', JSON.stringify({ digestPublicKeyFingerprint: 'a1' })],
    [
      'insight',
      `{"Records":[{"eventVersion":"1.08","eventTime":"2026-11-22T00:00:00Z","eventType":"AwsCloudTrailInsight"}]}`,
    ],
    ['foreign', '{"name":"trailbot"}'],
    ['damaged', logFile(records).subarray(0, 3_000)],
    ['damaged', ''],
    ['damaged', 'Dear all'],
  ])('tell what is skipped: %s', async (kind, content) => {
    const [part] = await parts(content);
    expect(part).toMatchObject({ events: 0, skipped: [{ kind, where: expect.stringContaining('file') }] });
    expect(part?.skippedCounts).toEqual({ [kind]: 1 });
  });

  it('tell the line that is skipped among records', async () => {
    const { events, skipped } = await whole([one, '', '{"eventVersion":"1', one].join('\n'));
    expect(events).toBe(2);
    expect(skipped).toMatchObject([{ kind: 'damaged', where: expect.stringMatching(/file:3$/) }]);
  });

  it('tell the item that is skipped among those of a document, and the file where it is all there is', async () => {
    const twice = `{"Records":[${one},7,${one}]}{"Records":[{"a":1}]}`;
    const { events, skipped } = await whole(twice);
    expect(events).toBe(2);
    expect(skipped).toMatchObject([
      { where: expect.stringMatching(/file, item 2$/) },
      { where: expect.stringMatching(/file, item 4$/) },
    ]);
    expect((await whole('{"Records":[{"a":1}]}')).skipped).toMatchObject([
      { where: expect.stringMatching(/file$/) },
    ]);
  });

  it('are one, of nothing, where a log file holds no record', async () => {
    for (const none of ['{"Records":[]}', '{ "Records": [] }\n', '[]']) {
      const all = await parts(none);
      expect(all).toMatchObject([{ events: 0, skipped: [] }]);
    }
  });

  it('are all of a document that is cut off, but for what is cut', async () => {
    const { events, skipped } = await whole(`{"Records":[${records.join(',')}`.slice(0, -100));
    expect(events).toBe(499);
    expect(skipped).toMatchObject([{ kind: 'damaged', why: expect.stringContaining('cut off') }]);
  });

  it('are the same for what Logs Insights let somebody download', async () => {
    const rows = records.map((it) => ({ '@timestamp': 't', '@message': JSON.parse(it) }));
    const texts = records.map((it) => ({ '@timestamp': 't', '@message': it }));
    const plain = await whole(logFile(records));
    expect(await whole(JSON.stringify(rows))).toEqual(plain);
    expect(await whole(JSON.stringify(texts, undefined, 2))).toEqual(plain);
  });

  it('name a CSV, and what to download instead', async () => {
    const { events, skipped } = await whole('@timestamp,@message\n2026-11-22,x\n');
    expect(events).toBe(0);
    expect(skipped).toMatchObject([{ why: expect.stringMatching(/CSV.*as JSON/) }]);
  });

  it('count all that is skipped, and name the first few', async () => {
    const [part] = await parts([one, ...Array.from({ length: 100 }, () => 'x')].join('\n'));
    expect(part?.skipped).toHaveLength(20);
    expect(part?.skippedCounts).toEqual({ damaged: 100 });
  });

  it('come one by one from a file too large to be read at once, zipped or not', async () => {
    const long = JSON.stringify({ ...JSON.parse(one), requestParameters: { text: 'x'.repeat(900_000) } });
    const lines = [...Array.from({ length: 60 }, () => long), ...records, 'oops', one].join('\n');
    const noise = Buffer.from(
      Array.from({ length: 9_000_000 }, (_, n) => 97 + ((Math.imul(n, 2_654_435_761) >>> 24) % 26)),
    );
    const zipped = gzipSync(`${lines}\n{"x":"${noise.toString()}${noise.toString()}"}`, { level: 0 });
    for (const content of [lines, zipped]) {
      const all = await parts(content);
      expect(all.length).toBeGreaterThan(10);
      const { events, skipped, findings } = await whole(content);
      expect(events).toBe(561);
      expect(findings).toEqual((await whole(records.join('\n'))).findings);
      expect(skipped[0]).toMatchObject({ kind: 'damaged', where: expect.stringMatching(/:561$/) });
    }
  });

  it('leave out a line that is longer than any record, and go on', async () => {
    const content = [one, `{"x":"${'x'.repeat(70_000_000)}"}`, one].join('\n');
    const { events, skipped } = await whole(content);
    expect(events).toBe(2);
    expect(skipped[0]).toMatchObject({
      where: expect.stringMatching(/:2$/),
      why: expect.stringContaining('64 MB'),
    });
  });

  it('give a large document that is no list of lines whole', async () => {
    const padded = indented.replace('{', `{"x":"${'x'.repeat(33_000_000)}",`);
    expect(await whole(padded)).toEqual(await whole(indented));
  });

  it('survive anything', async () => {
    const start = `{"Records":[${one}`;
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 2_000 }).map((it) => Buffer.from(it)),
      fc.uint8Array({ maxLength: 2_000 }).map((it) => gzipSync(Buffer.from(it))),
      fc.string({ unit: 'binary' }).map((it) => Buffer.from(`${start},${it}]}`)),
      fc
        .tuple(fc.nat(one.length), fc.string())
        .map(([at, it]) => Buffer.from(`{"Records":[${one.slice(0, at)}${it}${one.slice(at)}]}`)),
      fc.nat(900).map((at) => logFile(records.slice(0, 5)).subarray(0, at)),
      fc
        .constantFrom('['.repeat(200_000), '{"a":'.repeat(200_000), `{"Records":${'['.repeat(100_000)}`)
        .map((it) => Buffer.from(it)),
      fc
        .constantFrom(`{"eventVersion":1e999,"eventName":"x"}`, `{"eventName":"a","eventName":"b"}`)
        .map((it) => Buffer.from(it)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const all = await parts(content);
        expect(all.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
