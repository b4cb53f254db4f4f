// `npm start` from outside: what a person who tries Trailbot for the first time types, reads and gets back.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PATIENT } from '../support/patience.ts';
import { record } from '../support/records.ts';
import { type Running, runLocal, startLocal } from '../support/run-local.ts';
import { stopLogging } from '../support/trail-records.ts';

/** Of what goes on, an alarm's looks or a burst that Slack slows down, nothing is over before that. */
const AT_ONCE_MS = 10_000;
/** Several processes start at the same time: each has a part of a machine that may have other things to do. */
const SEVERAL = { timeout: 180_000 };
const STACK_TRACE = /^\s+at /m;
/** On a machine that is busy a call may time out and be told as tried again; these a person must never see. */
const ALARMING = /^\s+at |Another run|not CloudTrail|dead-letter/m;
const folder = mkdtempSync(join(tmpdir(), 'trailbot-local-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const paths = () => {
  mkdirSync(join(folder, 'bucket', '2026', '11'), { recursive: true });
  write('bucket/2026/11/one.json.gz', gzipSync(JSON.stringify({ Records: [stopLogging('dora')] })));
  return [
    write('plain.json', JSON.stringify(stopLogging('alice'))),
    write('zipped.json.gz', gzipSync(JSON.stringify({ Records: [stopLogging('bob')] }))),
    write('lines.jsonl', `${JSON.stringify(stopLogging('carol'))}\n${JSON.stringify(record())}\n`),
    join(folder, 'bucket'),
  ];
};

describe.concurrent('npm start -- --once', SEVERAL, () => {
  it('plays a scenario, prints its messages as text with the replies below, and exits with 0', async () => {
    const { code, stdout, stderr } = await runLocal('--once', '--scenario', 'root-login-without-mfa');
    expect(stderr).not.toMatch(ALARMING);
    expect(stdout).toMatch(/^─+\n🔴 CRITICAL: root .* in production, from 203\.0\.113\.45/);
    expect(stdout).toMatch(/^ {4}.*Quiet since /m);
    expect(stdout.match(/^─+$/gm)).toHaveLength(1);
    expect(code).toBe(0);
  });

  it('takes a record, a log file, a gzipped one, JSON Lines and a folder, all in one go', async () => {
    const { code, stdout, stderr } = await runLocal(
      '--once',
      ...paths().flatMap((path) => ['--events', path]),
    );
    expect(stderr).not.toMatch(ALARMING);
    for (const name of ['alice', 'bob', 'carol', 'dora']) expect(stdout).toContain(name);
    expect(stdout.match(/^─+$/gm)).toHaveLength(4);
    expect(code).toBe(0);
  });

  it('says so when nothing is worth a page, and tells what it left out', async () => {
    const path = write('calm.jsonl', `${JSON.stringify(record())}\n{"not":"a record"}\n`);
    const { code, stdout, stderr } = await runLocal('--once', '--events', path);
    expect(stdout).toBe('No message: nothing in the input is worth a page.\n');
    expect(stderr).toMatch(/^skipped .*calm\.jsonl.*2/);
    expect(code).toBe(0);
  });

  it.each([
    ['is not there', join(folder, 'nothing-here.json'), /could not be read: ENOENT/],
    ['is a broken archive', write('broken.json.gz', Buffer.from([0x1f, 0x8b, 8, 1])), /broken\.json\.gz/],
  ])('exits with 2 and a sentence on what to do when the input %s', async (_, path, message) => {
    const { code, stdout, stderr } = await runLocal('--once', '--events', path);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/Give (the path|log files)/);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('npm start, asked for what there is not,', SEVERAL, () => {
  it.each([
    ['an unknown option', ['--nonsense'], /unknown option '--nonsense'/],
    ['an unknown scenario', ['--scenario', 'xx'], /Allowed choices are .*root-login-without-mfa/],
    ['a port that is none', ['--port', '65536'], /whole number from 0 to 65535/],
  ])('names the mistake: %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runLocal(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(stdout).toBe('');
    expect(code).toBe(1);
  });
});

describe('a port that is taken', () => {
  let server: Server;
  let port = '';
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = String(typeof address === 'object' ? address?.port : '');
  });
  afterAll(() => server.close());

  it.each(['--port', '--aws-port'])(
    'given as %s is named, with what to do, and ends the start',
    async (option) => {
      const { code, stderr } = await runLocal(option, port);
      expect(stderr).toContain(`127.0.0.1:${port}`);
      expect(stderr).toContain('choose --port and --aws-port');
      expect(stderr).not.toMatch(STACK_TRACE);
      expect(code).toBe(1);
    },
  );
});

describe('npm start', () => {
  let running: Running;
  afterEach(() => running.process.kill('SIGKILL'));

  it('prints both addresses, shows a first incident on the page, and ends with 0 on Ctrl-C', async () => {
    running = startLocal();
    const [, slack = ''] = await running.printed(/Slack {3}(http:\/\/localhost:\d+)/);
    const [, aws = ''] = await running.printed(/AWS {5}(http:\/\/localhost:\d+)/);
    expect(slack).not.toBe(aws);
    expect(await (await fetch(slack)).text()).toContain('Root signs in without MFA');
    await expect
      .poll(async () => (await fetch(`${slack}/sandbox/channels/C0ALERTS01`)).text(), PATIENT)
      .toContain('signed in');
    const asked = performance.now();
    running.process.kill('SIGINT');
    const { code, stderr } = await running.ended();
    expect(performance.now() - asked).toBeLessThan(AT_ONCE_MS);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('ends with 0 on Ctrl-C in the middle of a burst that Slack lets through slowly', async () => {
    const burst = Array.from({ length: 60 }, (_, n) => JSON.stringify(stopLogging(`user-${n}`)));
    running = startLocal('--events', write('burst.jsonl', burst.join('\n')));
    const [, slack = ''] = await running.printed(/Slack {3}(http:\/\/localhost:\d+)/);
    await expect
      .poll(async () => (await fetch(`${slack}/sandbox/channels/C0ALERTS01`)).text(), PATIENT)
      .toContain('stopped trail');
    await sleep(2_000);
    const asked = performance.now();
    running.process.kill('SIGINT');
    const { code } = await running.ended();
    expect(performance.now() - asked).toBeLessThan(AT_ONCE_MS);
    expect(code).toBe(0);
  });
});
