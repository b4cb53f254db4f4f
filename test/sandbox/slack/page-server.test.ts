// The server behind the page: who may ask it, what it gives, and that it ends.
import { execFile } from 'node:child_process';
import { request } from 'node:http';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { startSlack } from './fixtures.ts';

const opened: SandboxSlack[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()));
});

async function open() {
  const { slack } = await startSlack();
  opened.push(slack);
  return { slack };
}

describe('the server of the page', () => {
  const ask = (
    slack: SandboxSlack,
    headers: Record<string, string>,
    path = '/sandbox/scenarios/root-login',
  ) =>
    new Promise<number | undefined>((resolve, reject) => {
      const options = { method: 'POST', host: '127.0.0.1', port: slack.port, path, headers };
      request(options, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });

  it('refuses other sites and names that were pointed at it', async () => {
    const { slack } = await open();
    const host = `127.0.0.1:${slack.port}`;
    expect(await ask(slack, { Host: host })).toBe(200);
    expect(await ask(slack, { Host: host, Origin: `http://${host}` })).toBe(200);
    expect(await ask(slack, { Host: host, Origin: 'https://evil.example' })).toBe(403);
    expect(await ask(slack, { Host: host, Origin: 'null' })).toBe(403);
    expect(await ask(slack, { Host: `evil.example:${slack.port}` })).toBe(403);
    expect(await ask(slack, { Host: `127.0.0.1.evil.example:${slack.port}` })).toBe(403);
    expect(await ask(slack, { Host: host, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  });

  it('forbids inline scripts and foreign sources', async () => {
    const { slack } = await open();
    const response = await fetch(slack.url);
    expect(response.headers.get('content-security-policy')).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self'",
    );
    expect(await response.text()).not.toMatch(/ style="| on\w+="|<script>/);
  });

  it('has scripts whose types hold', async () => {
    const [tsc, project] = ['node_modules/.bin/tsc', 'bot/sandbox/slack/page/jsconfig.json'];
    const { stdout } = await promisify(execFile)(tsc, ['-p', project]).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).toBe('');
  });

  it('serves its own files and no others', async () => {
    const { slack } = await open();
    for (const path of [
      '/page/jsconfig.json',
      '/page/..%2fsandbox-slack.ts',
      '/page/nothing.js',
      '/files/F1',
    ]) {
      expect((await fetch(slack.url + path)).status).toBe(404);
    }
  });

  it('lets the process end after close, with pages still open', async () => {
    const module = new URL('../../../bot/sandbox/slack/sandbox-slack.ts', import.meta.url).href;
    const program = `
      const { startSandboxSlack } = await import(${JSON.stringify(module)});
      const nothing = async () => ({ status: 200, body: '', records: 0, skipped: 0 });
      const slack = await startSandboxSlack({ port: 0, signingSecret: 'x', scenarios: [], ingress: nothing, fireScenario: nothing, dropFile: nothing });
      const stream = await fetch(slack.url + '/sandbox/events');
      await stream.body.getReader().read();
      await slack.close();
      console.log('closed');`;
    const node = process.execPath;
    const { stdout } = await promisify(execFile)(node, ['--input-type=module', '-e', program], {
      timeout: 50_000,
    });
    expect(stdout.trim()).toBe('closed');
  });
});
