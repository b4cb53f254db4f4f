// `npm run replay` of what is in AWS, as a person runs it: the credentials and the endpoint come from the environment.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { generateRecords } from '../bench/generate-records.ts';
import { BUCKET, GROUP, type ReplayAws, startReplayAws, timed } from '../support/replay-aws.ts';
import { createReplayFolder, logFile, type ReplayFolder } from '../support/replay-folder.ts';

const CLI = fileURLToPath(new URL('../../bot/entry/cli.ts', import.meta.url));
const HOUR = 3_600_000;
const records = generateRecords(1_000);

let world: ReplayAws;
let folder: ReplayFolder;
beforeAll(async () => {
  world = await startReplayAws();
  folder = createReplayFolder();
  folder.write('lines.jsonl', records.slice(0, 100).join('\n'));
  for (let at = 0; at < 4; at += 1)
    await world.put(`archive/${at}.json.gz`, logFile(records.slice(at * 250, at * 250 + 250)));
  await world.put('AWSLogs/123456789012/CloudTrail-Digest/us-east-1/2026/10/01/digest.json.gz', 'x');
  const at = Date.now() - HOUR;
  await world.log(timed(records.slice(0, 600), at, 0), at);
});
afterEach(() => world.aws.faults.clear());
afterAll(async () => {
  folder.remove();
  await world.close();
});

describe('npm run replay', () => {
  function cli(args: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) {
    const aws = {
      AWS_ENDPOINT_URL: world.aws.url.replace('127.0.0.1', 'localhost'),
      AWS_ACCESS_KEY_ID: 'AKIASANDBOX',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/nowhere',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    };
    return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const options = { env: { PATH: process.env.PATH, ...aws, ...env } };
      const child = execFile(process.execPath, [CLI, 'replay', ...args], options, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
      child.stdin?.end(input);
    });
  }

  it('reads files, a pipe, S3 and a log group in one run, with the credentials of the environment', async () => {
    const given = [`${folder.path}/lines.jsonl`, `s3://${BUCKET}/archive/`, '-', '--log-group', GROUP];
    const { code, stdout, stderr } = await cli(['--json', '--region', 'us-east-1', ...given], records[0]);
    expect(stderr).toMatch(/^The log group is read from .* UTC on: --since reaches further back\.\n$/);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ events: 100 + 1_000 + 1 + 600, complete: true });
  });

  it('ends with 2 when an object could not be read, and counts digests', async () => {
    world.aws.faults.add({ operation: 'GetObject', code: 'AccessDenied', status: 403, times: 1 });
    const { code, stdout, stderr } = await cli([
      '--json',
      `s3://${BUCKET}/AWSLogs/`,
      `s3://${BUCKET}/archive/`,
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^skipped s3:\/\/example-trail\/archive\/.*: AWS refused it: you need s3:GetObject\.\n$/,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      events: 750,
      skipped: [
        { kind: 'digest', count: 1 },
        { kind: 'unreadable', count: 1 },
      ],
    });
  });

  it.each([
    ['nothing to read', [], {}, /nothing to read/],
    [
      'a bucket that is not there',
      ['s3://example-nowhere'],
      {},
      /There is no bucket example-nowhere\.\n.*aws s3 ls/,
    ],
    ['no place in S3', ['s3://'], {}, /names no place in S3/],
    [
      'no credentials',
      [`s3://${BUCKET}`],
      { AWS_ACCESS_KEY_ID: '' },
      /no AWS credentials[\s\S]*aws sso login/,
    ],
    ['a log group in no Region', ['--log-group', GROUP], {}, /--region/],
    ['no log group', ['--log-group', 'a b'], {}, /^a b names no log group/],
  ])('says in words what is wrong: %s', async (_, args, env, told) => {
    const { code, stdout, stderr } = await cli(args, '', env);
    expect(stderr).toMatch(told);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([code, stdout]).toEqual([1, '']);
  });

  it('only ever reads', () => {
    const READS = ['HeadBucket', 'ListObjectsV2', 'GetObject', 'FilterLogEvents'];
    const mine = ['CreateBucket', 'PutObject', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents'];
    const asked = new Set(world.aws.calls.map(({ operation }) => operation));
    expect([...asked].filter((operation) => !mine.includes(operation)).toSorted()).toEqual(READS.toSorted());
  });
});
