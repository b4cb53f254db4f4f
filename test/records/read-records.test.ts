// Records are found in whatever AWS and its tools hand out, and what is no record is told, never fatal.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { parseRecords, readRecords } from '../../bot/records/read-records.ts';
import { walkFiles } from '../../bot/records/walk-files.ts';
import { CORPUS_DIR, readCorpus } from '../support/corpus.ts';
import { record } from '../support/records.ts';

const one = record({ eventID: 'one' });
const two = record({ eventID: 'two' });
const DIGEST = { awsAccountId: '123456789012', digestPublicKeyFingerprint: 'a1b2', logFiles: [] };

function parse(content: unknown, name = 'file.json') {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const { records, skipped } = parseRecords(name, Buffer.isBuffer(content) ? content : Buffer.from(text));
  return { ids: records.map(({ eventID }) => eventID), skipped };
}

describe('parseRecords', () => {
  it.each([
    ['a log file of CloudTrail', { Records: [one, two] }],
    ['a bare array', [one, two]],
    ['one record on each line', `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`],
    ['lines that end as on Windows', `${JSON.stringify(one)}\r\n\r\n${JSON.stringify(two)}\r\n`],
    [
      'one log file on each line',
      `${JSON.stringify({ Records: [one] })}\n${JSON.stringify({ Records: [two] })}`,
    ],
    [
      'aws cloudtrail lookup-events',
      { Events: [one, two].map((it) => ({ EventId: 'x', CloudTrailEvent: JSON.stringify(it) })) },
    ],
    [
      'aws logs filter-log-events',
      {
        events: [one, two].map((it) => ({ timestamp: 1, message: JSON.stringify(it) })),
        searchedLogStreams: [],
      },
    ],
    [
      'a subscription’s data',
      {
        messageType: 'DATA_MESSAGE',
        logEvents: [one, two].map((it) => ({ id: '1', message: JSON.stringify(it) })),
      },
    ],
    [
      'one log event on each line',
      [one, two].map((it) => JSON.stringify({ timestamp: 1, message: JSON.stringify(it) })).join('\n'),
    ],
    [
      'EventBridge events',
      [one, two].map((detail) => ({ 'detail-type': 'AWS API Call via CloudTrail', detail })),
    ],
    ['a download of Logs Insights', [one, two].map((it) => ({ '@timestamp': 't', '@message': it }))],
    [
      'a download of Logs Insights with records as text',
      [one, two].map((it) => ({ '@message': JSON.stringify(it) })),
    ],
    ['log files in a list, as jq puts them', [{ Records: [one] }, { Records: [two] }]],
    ['documents with several lists', { Events: [one], Records: [two] }],
    ['indented JSON', JSON.stringify({ Records: [one, two] }, undefined, 2)],
    ['a byte order mark', `\ufeff${JSON.stringify([one, two])}`],
    ['what Windows PowerShell redirects', Buffer.from(`\ufeff${JSON.stringify([one, two])}`, 'utf16le')],
    ['gzip', gzipSync(JSON.stringify({ Records: [one, two] }))],
    ['gzip in two members', Buffer.concat([one, two].map((it) => gzipSync(`${JSON.stringify(it)}\n`)))],
  ])('reads %s', (_, content) => {
    expect(parse(content)).toEqual({ ids: ['one', 'two'], skipped: [] });
  });

  it('reads a single record', () => {
    expect(parse(one)).toEqual({ ids: ['one'], skipped: [] });
  });

  it('goes by the content, not by the name', () => {
    expect(parse(gzipSync(JSON.stringify(one)), 'log.json').ids).toEqual(['one']);
    expect(parse(one, 'log.json.gz').ids).toEqual(['one']);
  });

  it('hands a record out as it was written, traps included', () => {
    const trap = `{"eventName":"CreateUser","userIdentity":{},"__proto__":{"polluted":true}}`;
    const { records } = parseRecords('trap.json', Buffer.from(trap));
    expect(JSON.stringify(records[0])).toBe(trap);
    expect({}).not.toHaveProperty('polluted');
  });

  it('tells file and line of half a line, and reads the others', () => {
    const half = JSON.stringify(two).slice(0, 200);
    expect(parse(`${JSON.stringify(one)}\n${half}`, 'trail.log')).toEqual({
      ids: ['one'],
      skipped: [
        { kind: 'damaged', where: 'trail.log:2', why: 'Not JSON: it begins like a record and is cut off.' },
      ],
    });
  });

  it('tells the item of a list that is no record', () => {
    const { ids, skipped } = parse({ Records: [one, 'two', null, { hello: 1 }] });
    expect(ids).toEqual(['one']);
    expect(skipped).toEqual([
      { kind: 'foreign', where: 'file.json, item 2', why: expect.stringContaining('the text "two"') },
      { kind: 'foreign', where: 'file.json, item 3', why: expect.stringContaining('null') },
      { kind: 'foreign', where: 'file.json, item 4', why: expect.stringContaining('only "hello"') },
    ]);
  });

  it('tells a log event whose message is no record', () => {
    const { skipped } = parse({ events: [{ message: JSON.stringify(one) }, { message: 'START RequestId' }] });
    expect(skipped).toEqual([
      { kind: 'foreign', where: 'file.json, item 2', why: expect.stringContaining('START RequestId') },
    ]);
  });

  it('knows a notification of S3, which looks much like a log file', () => {
    const notification = { ...one, eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: {} };
    expect(parse({ Records: [one, notification] }).skipped).toEqual([
      {
        kind: 'notification',
        where: 'file.json, item 2',
        why: 'A notification of s3, not a CloudTrail record.',
      },
    ]);
  });

  it.each([
    ['an Insights record', { eventVersion: '1.08', eventType: 'AwsCloudTrailInsight', insightDetails: {} }],
    ['one of data events', record({ eventCategory: 'Insight' })],
  ])('does not take %s for a call', (_, insight) => {
    const { ids, skipped } = parse({ Records: [one, insight] });
    expect(ids).toEqual(['one']);
    expect(skipped).toMatchObject([{ kind: 'insight', where: 'file.json, item 2' }]);
  });

  it.each([
    ['an empty file', '', /The file is empty/],
    ['a digest file', DIGEST, /digest file of CloudTrail/],
    [
      'one without its key',
      { digestS3Object: 'AWSLogs/a.json.gz', logFiles: [] },
      /digest file of CloudTrail/,
    ],
    [
      'a digest file by the hour that it vouches for',
      { digestStartTime: '2026-11-22T14:00:00Z', logFiles: [] },
      /digest file of CloudTrail/,
    ],
    ['other JSON', { name: 'trailbot' }, /only "name"/],
    ['text', 'Dear all,\n{please} find attached', /Not JSON\./],
    ['damaged gzip', Buffer.concat([gzipSync('x').subarray(0, 12), Buffer.from('no')]), /gzip is damaged/],
    ['gzip that is cut off', gzipSync(JSON.stringify([one, two])).subarray(0, 100), /gzip is damaged/],
    ['a CSV of Logs Insights', '@timestamp,@message\n2026-11-22,x\n', /CSV.*download it as JSON/],
    ['a CSV of the Event history', '"Event name","Event time"\n"a","b"\n', /CSV.*download it as JSON/],
    ['a CSV with a byte order mark', '\ufeffEvent name,Event time\na,b\n', /CSV.*download it as JSON/],
    ['no record at all', { Records: [] }, /holds no CloudTrail record\.$/],
  ])('refuses %s and says why', (_, content, message) => {
    const error = errorOf(() => parse(content));
    expect(error.code).toBe('input_unreadable');
    expect(error.message).toMatch(message);
    expect(error.hint).toContain('lookup-events');
  });

  it('stops unzipping a bomb at 512 MB', () => {
    const members = Array.from({ length: 5 }, () => gzipSync(Buffer.alloc(120_000_000, 0x20), { level: 1 }));
    const error = errorOf(() => parse(Buffer.concat(members)));
    expect(error.message).toContain('larger than 512 MB');
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array().map((it) => Buffer.from(it)),
        ),
        (content) => {
          try {
            parse(content);
          } catch (error) {
            expect(error).toBeInstanceOf(TrailbotError);
          }
        },
      ),
    );
  });
});

describe('readRecords', () => {
  const root = mkdtempSync(join(tmpdir(), 'trailbot-records-'));
  let folder = '';
  let count = 0;
  beforeEach(() => {
    count += 1;
    folder = join(root, String(count));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, content: unknown): string {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return full;
  }

  it('reads a folder of any depth in the order of its paths', async () => {
    write('AWSLogs/us-east-1/2026/11/22/b.json', { Records: [record({ eventID: 'third' })] });
    write(
      'AWSLogs/us-east-1/2026/11/22/a.json.gz',
      gzipSync(JSON.stringify({ Records: [record({ eventID: 'second' })] })),
    );
    write('AWSLogs/eu-west-1/2026/11/22/z.json', { Records: [record({ eventID: 'first' })] });
    const { records, skipped } = await readRecords(folder);
    expect(records.map(({ eventID }) => eventID)).toEqual(['first', 'second', 'third']);
    expect(skipped).toEqual([]);
  });

  it('goes from folder to folder as a replay does, also where a name is the start of another', async () => {
    for (const name of ['a-b/1.json', 'a/1.json', 'a.json']) write(name, record({ eventID: name }));
    const { records } = await readRecords(folder);
    const walked = [...walkFiles(folder)].map((file) => relative(folder, file));
    expect(records.map(({ eventID }) => eventID)).toEqual(walked);
    expect(walked).toEqual(['a/1.json', 'a-b/1.json', 'a.json']);
  });

  it('tells which files of a folder it could not use, and goes on', async () => {
    write('a.json', one);
    const digest = write('b-digest.json.gz', gzipSync(JSON.stringify(DIGEST)));
    const damaged = write('c.json.gz', gzipSync(JSON.stringify(two)).subarray(0, 50));
    symlinkSync(folder, join(folder, 'd-loop'));
    symlinkSync(join(folder, 'gone'), join(folder, 'e-broken'));
    const { records, skipped } = await readRecords(folder);
    expect(records).toEqual([one]);
    expect(skipped).toEqual([
      { kind: 'digest', where: digest, why: expect.stringContaining('digest') },
      { kind: 'damaged', where: damaged, why: 'The gzip is damaged or cut off.' },
      { kind: 'unreadable', where: join(folder, 'e-broken'), why: 'Could not be read: ENOENT.' },
    ]);
  });

  it('reads one file', async () => {
    expect((await readRecords(write('a.json', [one, two]))).records).toEqual([one, two]);
  });

  it('says that a path is not there', async () => {
    await expect(readRecords(join(folder, 'nowhere'))).rejects.toMatchObject({
      code: 'input_unreadable',
      message: expect.stringContaining('ENOENT'),
    });
  });

  it('says of a folder without records what became of its files', async () => {
    write('a.json', DIGEST);
    write('b.json', { hello: 1 });
    await expect(readRecords(folder)).rejects.toMatchObject({
      code: 'input_unreadable',
      message: expect.stringMatching(/a\.json is skipped: A digest.*So is 1 more\./),
    });
  });
});

describe.runIf(CORPUS_DIR)('records that others published', () => {
  it.each(['awsdocs.jsonl', 'stratus.jsonl'])('are all read from %s, in whatever shape they come', (file) => {
    const events = readCorpus(file).map(({ event }) => event);
    const shapes = [
      JSON.stringify({ Records: events }),
      events.map((event) => JSON.stringify(event)).join('\r\n'),
      JSON.stringify({ events: events.map((event) => ({ message: JSON.stringify(event) })) }),
      gzipSync(JSON.stringify(events)),
    ];
    for (const shape of shapes) {
      expect(parseRecords(file, Buffer.from(shape))).toEqual({ records: events, skipped: [] });
    }
  });
});

function errorOf(run: () => unknown): TrailbotError {
  try {
    run();
  } catch (error) {
    if (error instanceof TrailbotError) return error;
    throw error;
  }
  throw new Error('There was no error.');
}
