// Listing a bucket as S3 pages it, 1,000 keys at a time in the order of keys.
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBucketClients } from '../../../bot/aws/replay/bucket-clients.ts';
import { listObjects } from '../../../bot/aws/replay/list-objects.ts';
import { daysOf } from '../../../bot/aws/replay/trail-key.ts';
import { PATIENT } from '../../support/patience.ts';
import { BUCKET, type ReplayAws, startReplayAws } from '../../support/replay-aws.ts';

let world: ReplayAws;
const MANY = 2_050;
const folder = (kind: string, region: string) => `trail/AWSLogs/123456789012/${kind}/${region}`;
const october = (day: number) => `2026/10/${String(day).padStart(2, '0')}`;
beforeAll(async () => {
  world = await startReplayAws('eu-west-1');
  const keys = [
    ...Array.from(
      { length: MANY },
      (_, n) => `${folder('CloudTrail', 'eu-west-1')}/${october(1)}/${10_000 + n}.json.gz`,
    ),
    ...['eu-west-1', 'us-east-1'].flatMap((region) =>
      Array.from({ length: 20 }, (_, day) => `${folder('CloudTrail', region)}/${october(day + 1)}/1.json.gz`),
    ),
    `${folder('CloudTrail', 'us-east-1')}/notes.json`,
    `${folder('CloudTrail-Digest', 'us-east-1')}/${october(10)}/digest.json.gz`,
    `${folder('CloudTrail-Digest', 'us-east-1')}/${october(1)}/digest.json.gz`,
    `${folder('CloudTrail-Insight', 'us-east-1')}/${october(10)}/insight.json.gz`,
    'trail/AWSLogs/123456789012/',
    'odd/ü &+%41.json',
  ];
  for (let at = 0; at < keys.length; at += 100)
    await Promise.all(keys.slice(at, at + 100).map((key) => world.put(key, 'x')));
});
afterAll(() => world.close());
afterEach(() => world.aws.faults.clear());

async function list(prefix: string, range: { since?: string; until?: string } = {}, bucket = BUCKET) {
  const from = world.aws.calls.length;
  const skipped: string[] = [];
  const keys: string[] = [];
  const listing = {
    clients: createBucketClients(world.access),
    days: daysOf({
      ...(range.since && { since: Date.parse(range.since) }),
      ...(range.until && { until: Date.parse(range.until) }),
    }),
    onSkipped: (kind: string) => void skipped.push(kind),
    signal: new AbortController().signal,
  };
  for await (const name of listObjects(`s3://${bucket}/${prefix}`, listing)) {
    expect(name.startsWith(`s3://${bucket}/`)).toBe(true);
    keys.push(name.slice(bucket.length + 6));
  }
  return { keys, skipped, calls: world.calls('ListObjectsV2', from) };
}

describe('the objects of a bucket', () => {
  it('come page after page, all of them in the order of their keys', async () => {
    const { keys, calls } = await list(`${folder('CloudTrail', 'eu-west-1')}/`);
    expect(keys).toHaveLength(MANY + 20);
    expect(keys).toEqual(keys.toSorted());
    expect(calls).toHaveLength(3);
  });

  it('are those whose keys begin with the prefix, which need not end at a slash', async () => {
    const day = `${folder('CloudTrail', 'eu-west-1')}/2026/10/01`;
    expect((await list(`${day}/1201`)).keys).toHaveLength(10);
    expect((await list(`${day}/12013.json.gz`)).keys).toEqual([`${day}/12013.json.gz`]);
    expect((await list(`${folder('CloudTrail', 'us')}`)).keys).toHaveLength(21);
    expect((await list('nothing')).keys).toEqual([]);
  });

  it('have any name', async () => {
    expect((await list('odd/')).keys).toEqual(['odd/ü &+%41.json']);
  });

  it('are without digests and Insights, which are counted, and without folders', async () => {
    const { keys, skipped } = await list('trail/');
    expect(keys).toHaveLength(MANY + 2 * 20 + 1);
    expect(skipped.toSorted()).toEqual(['digest', 'digest', 'insight']);
  });

  it('are of the days of the range and the one after, in each Region, and what has no day', async () => {
    const range = { since: '2026-10-09T05:00:00Z', until: '2026-10-10T05:00:00Z' };
    const { keys, skipped, calls } = await list('trail/', range);
    const days = ['2026/10/09', '2026/10/10', '2026/10/11'];
    const all = (await list('trail/')).keys;
    expect(keys).toEqual(
      all.filter((key) => days.some((day) => key.includes(day)) || key.endsWith('notes.json')),
    );
    expect(keys).toHaveLength(2 * 3 + 1);
    expect(skipped.toSorted()).toEqual(['digest', 'insight']);
    // The many before the range are jumped over, not paged through.
    expect(calls).toHaveLength(2);
  });

  it('are listed while the page before is handed out, and no further', async () => {
    const from = world.aws.calls.length;
    const listing = {
      clients: createBucketClients(world.access),
      days: {},
      onSkipped: () => undefined,
      signal: new AbortController().signal,
    };
    const names = listObjects(`s3://${BUCKET}/`, listing);
    await names.next();
    await vi.waitFor(() => expect(world.calls('ListObjectsV2', from)).toHaveLength(2), PATIENT);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(world.calls('ListObjectsV2', from)).toHaveLength(2);
    await names.return(undefined);
  });

  it('are asked for in the Region of the bucket, which nobody has to know', async () => {
    const { calls } = await list('odd/');
    expect(calls.map(({ region }) => region)).toEqual(['eu-west-1']);
  });

  it('are listed though nobody may ask where the bucket is', async () => {
    world.aws.faults.add({ operation: 'HeadBucket', code: 'AccessDenied', status: 403, times: 9 });
    expect((await list('odd/')).keys).toHaveLength(1);
  });
});

describe('a bucket that cannot be listed', () => {
  it('is told when it is not there', async () => {
    await expect(list('', {}, 'example-nowhere')).rejects.toMatchObject({
      code: 'input_unreadable',
      message: 'There is no bucket example-nowhere.',
    });
  });

  it('is told with every right that reading it takes, when AWS refuses', async () => {
    world.aws.faults.add({ operation: 'ListObjectsV2', code: 'AccessDenied', status: 403, times: 9 });
    await expect(list('')).rejects.toMatchObject({
      code: 'aws_denied',
      message: `AWS refused s3:ListBucket on the bucket ${BUCKET}.`,
      hint: expect.stringMatching(/s3:ListBucket.*s3:GetObject.*kms:Decrypt/),
    });
  });

  it('is told as missing credentials, when it is those', async () => {
    const fault = { code: 'InvalidAccessKeyId', message: 'No such key', status: 403, times: 9 };
    world.aws.faults.add({ ...fault, operation: 'ListObjectsV2' });
    await expect(list('')).rejects.toMatchObject({
      code: 'config_missing',
      hint: expect.stringContaining('--profile'),
    });
  });

  it('is told with what AWS says, when it is something else', async () => {
    world.aws.faults.add({
      operation: 'ListObjectsV2',
      code: 'Odd',
      message: 'Not today',
      status: 400,
      times: 9,
    });
    await expect(list('')).rejects.toMatchObject({
      code: 'aws_failed',
      message: expect.stringMatching(/example-trail.*Not today/),
    });
  });
});
