// A replay of what is in AWS beside one of the same in files: threads, SDK and all, over the sandbox.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { spanOf } from '../../bot/aws/replay/log-slice.ts';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { countSources, findSources, type Places } from '../../bot/entry/replay-sources.ts';
import type { Part } from '../../bot/replay/part.ts';
import type { Range } from '../../bot/replay/range.ts';
import { replayFiles } from '../../bot/replay/replay-files.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { BUCKET, GROUP, type ReplayAws, startReplayAws, timed } from '../support/replay-aws.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const { detections } = loadCatalog(TEMPLATES);
const START = Date.parse('2026-10-01T00:00:00Z');
const FOLDER = 'AWSLogs/123456789012/CloudTrail/us-east-1';

/** One each ten minutes. */
const records = timed(generateRecords(1_000), START, 10 * MINUTE);

let world: ReplayAws;
let folder: ReplayFolder;
let now: number;
beforeAll(async () => {
  world = await startReplayAws();
  folder = createReplayFolder();
  for (let at = 0; at < records.length; at += 25) {
    // A quarter of an hour after the last event in it, so that now and then that is the day after.
    const delivered = new Date(START + (at + 24) * 10 * MINUTE + 15 * MINUTE).toISOString();
    const key = `${FOLDER}/${delivered.slice(0, 10).replaceAll('-', '/')}/${delivered.replaceAll(':', '')}.json.gz`;
    const file = logFile(records.slice(at, at + 25));
    folder.write(`archive/${key}`, file);
    await world.put(`archive/${key}`, file);
  }
  await world.put(`${FOLDER.replace('CloudTrail', 'CloudTrail-Digest')}/2026/10/01/digest.json.gz`, 'x');
  await world.put('large.jsonl', Array.from({ length: 6 }, () => records.join('\n')).join('\n'));
  expect(countSources({ paths: [`${folder.path}/archive`] })).toBe(40);
  now = Date.now();
  const recent = timed(records.slice(0, 600), now - 21 * 60 * MINUTE, 2 * MINUTE);
  // Written five minutes later, some of them in the slice after.
  for (const text of recent) await world.log([text], Date.parse(JSON.parse(text).eventTime) + 5 * MINUTE);
  folder.write('recent.jsonl', recent.join('\n'));
});
afterEach(() => world.aws.faults.clear());
afterAll(async () => {
  folder.remove();
  await world.close();
});

const logGroup = (range: Range = {}): NonNullable<Places['logGroup']> => ({
  access: world.access,
  group: GROUP,
  span: spanOf(range, now),
});

async function run(places: Places, range: Range = {}, workers = 2) {
  const skippedByKey: string[] = [];
  const parts: [string, Part][] = [];
  const signal = new AbortController().signal;
  const { names, program } = await findSources(
    { access: world.access, ...places },
    { range, signal, onSkipped: (kind) => void skippedByKey.push(kind) },
  );
  const ask = { catalogs: [detections], range, uncovered: true, samples: false };
  await replayFiles(names, ask, {
    workers,
    ...(program && { program }),
    onPart: (part, file) => void parts.push([file, part]),
  });
  const all = parts.map(([, part]) => part);
  return {
    parts,
    skippedByKey,
    events: all.reduce((sum, { events }) => sum + events, 0),
    findings: all.flatMap(({ found }) => found.flatMap(({ findings }) => findings)),
    skipped: all.flatMap(({ skipped }) => skipped),
  };
}
const inFiles = (name: string, range: Range = {}) => run({ paths: [`${folder.path}/${name}`] }, range);

describe('a replay of paths', () => {
  it('is refused before anything is read where one of them is not there', async () => {
    const watching = { range: {}, signal: new AbortController().signal, onSkipped: () => undefined };
    for (const before of [[`${folder.path}/archive`], [`s3://${BUCKET}/archive/`]]) {
      const paths = [...before, `${folder.path}/archiv`];
      await expect(findSources({ paths }, watching)).rejects.toMatchObject({
        code: 'input_unreadable',
        message: expect.stringContaining('/archiv could not be read'),
      });
      expect(countSources({ paths })).toBeUndefined();
    }
  });
});

describe('a replay from S3', () => {
  it('finds what one of the same files finds, by any number of threads the same', async () => {
    const plain = await inFiles('archive');
    const one = await run({ paths: [`s3://${BUCKET}/archive/`] }, {}, 1);
    expect(plain.events).toBe(1_000);
    expect(plain.findings.length).toBeGreaterThan(10);
    expect(one.parts.map(([, part]) => part)).toEqual(plain.parts.map(([, part]) => part));
    expect(one.parts.map(([name]) => name.replace(`s3://${BUCKET}`, folder.path))).toEqual(
      plain.parts.map(([name]) => name),
    );
    for (const workers of [2, 4])
      expect(JSON.stringify(await run({ paths: [`s3://${BUCKET}/archive/`] }, {}, workers))).toBe(
        JSON.stringify(one),
      );
  });

  it.each([
    ['some hours', 2 * DAY + 20 * 60 * MINUTE, 2 * DAY + 23 * 60 * MINUTE],
    ['up to midnight', DAY, 3 * DAY],
    ['a few minutes before midnight', 4 * DAY - 40 * MINUTE, 4 * DAY],
  ])('loses no event of a range, and fetches little beside it: %s', async (_, since, until) => {
    const range = { since: START + since, until: START + until };
    const from = world.aws.calls.length;
    const narrow = await run({ paths: [`s3://${BUCKET}/archive/`] }, range);
    const plain = await inFiles('archive', range);
    expect(plain.events).toBe((until - since) / (10 * MINUTE));
    expect([narrow.events, narrow.findings]).toEqual([plain.events, plain.findings]);
    expect(world.calls('GetObject', from).length).toBeLessThan(30);
  });

  it('names what cannot be read, and reads the rest', async () => {
    world.aws.faults.add({ operation: 'GetObject', code: 'InvalidObjectState', status: 403, times: 1 });
    const { skipped, events } = await run({ paths: [`s3://${BUCKET}/archive/`] }, {}, 1);
    expect(skipped).toEqual([
      {
        kind: 'unreadable',
        where: expect.stringMatching(/^s3:\/\/example-trail\/archive\/AWSLogs\/.*json\.gz$/),
        why: 'It is archived (Glacier): restore it first.',
      },
    ]);
    expect(events).toBe(975);
  });

  it('counts digests without fetching them', async () => {
    const from = world.aws.calls.length;
    const { skippedByKey, events } = await run({ paths: [`s3://${BUCKET}/AWSLogs/`] });
    expect([skippedByKey, events]).toEqual([['digest'], 0]);
    expect(world.calls('GetObject', from)).toEqual([]);
  });

  it('reads an object that is larger than what is fetched at once', async () => {
    const { events, findings } = await run({ paths: [`s3://${BUCKET}/large.jsonl`] });
    expect(events).toBe(6_000);
    expect(findings).toHaveLength(6 * (await inFiles('archive')).findings.length);
  });

  it('has several objects on their way to a thread, and no more than it keeps', async () => {
    const slow = await startSlow(Array.from({ length: 20 }, (_, n) => `${n + 10}.jsonl`));
    const { events } = await run(
      { paths: [`s3://${BUCKET}/`], access: { ...world.access, endpoint: slow.url } },
      {},
      1,
    );
    expect(events).toBe(20);
    expect(slow.most()).toBeGreaterThan(2);
    expect(slow.most()).toBeLessThanOrEqual(5);
    await slow.close();
  });
});

/** S3 with these objects, that takes a while for each and counts how many it is asked for at a time. */
async function startSlow(keys: readonly string[]) {
  let now = 0;
  let most = 0;
  const listed = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  const server = createServer((request, response) => {
    if (request.method === 'HEAD') return response.end();
    if (request.url?.includes('list-type=2'))
      return response.end(`<ListBucketResult>${listed}</ListBucketResult>`);
    now += 1;
    most = Math.max(most, now);
    return setTimeout(() => {
      now -= 1;
      response.end(records[0]);
    }, 50);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    most: () => most,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

describe('a replay from a log group', () => {
  it('finds what one of the same records in a file finds, by any number of threads the same', async () => {
    const plain = await inFiles('recent.jsonl');
    const one = await run({ paths: [], logGroup: logGroup() }, {}, 1);
    expect(plain.events).toBe(600);
    expect([one.events, one.findings, one.skipped]).toEqual([600, plain.findings, []]);
    for (const workers of [2, 4])
      expect(JSON.stringify(await run({ paths: [], logGroup: logGroup() }, {}, workers))).toBe(
        JSON.stringify(one),
      );
  });

  it('loses no event of a range that was written after it', async () => {
    const range = { since: now - 10 * 60 * MINUTE, until: now - 9 * 60 * MINUTE };
    const plain = await inFiles('recent.jsonl', range);
    const narrow = await run({ paths: [], logGroup: logGroup(range) }, range);
    expect(plain.events).toBe(30);
    expect([narrow.events, narrow.findings]).toEqual([plain.events, plain.findings]);
  });

  it('names the slice that cannot be read, and reads the rest', async () => {
    const stop = world.aws.faults.add({
      operation: 'FilterLogEvents',
      code: 'AccessDeniedException',
      times: 2,
    });
    await expect(run({ paths: [], logGroup: logGroup() })).rejects.toMatchObject({ code: 'aws_denied' });
    stop();
    const { names, program } = await findSources(
      { paths: [], logGroup: logGroup() },
      { range: {}, signal: new AbortController().signal, onSkipped: () => undefined },
    );
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'AccessDeniedException', times: 1 });
    const skipped: unknown[] = [];
    let events = 0;
    await replayFiles(
      names,
      { catalogs: [detections], range: {}, uncovered: true, samples: false },
      {
        workers: 1,
        ...(program && { program }),
        onPart: (part) => {
          skipped.push(...part.skipped);
          events += part.events;
        },
      },
    );
    expect(skipped).toEqual([
      {
        kind: 'unreadable',
        where: expect.stringMatching(/^log-group:\/\/\/example\/trail .*Z to .*Z$/),
        why: `AWS refused logs:FilterLogEvents on the log group ${GROUP}.`,
      },
    ]);
    expect(events).toBeGreaterThan(500);
  });

  it('is as many slices as there are hours', () => {
    expect(countSources({ paths: [], logGroup: logGroup() })).toBe(25);
    expect(countSources({ paths: [`s3://${BUCKET}`] })).toBeUndefined();
  });
});
