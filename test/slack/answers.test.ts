// Answers to one person, by response_url, in a direct message and as files.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../bot/domain/message.ts';
import type { Answers } from '../../bot/ports/slack.ts';
import type { SandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';
import { createAnswers } from '../../bot/slack/answers.ts';
import { createChat, createWebClient } from '../../bot/slack/chat.ts';
import { postResponse } from '../../bot/slack/post-response.ts';
import { startSlack } from '../support/slack.ts';

let slack: SandboxSlack;
let answers: Answers;
const client = () => createWebClient({ token: 'xoxb-test', apiUrl: `${slack.url}/api/` });
const say = (text: string): Message => ({
  text,
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }],
});

beforeEach(async () => {
  slack = await startSlack();
  answers = createAnswers(client());
});
afterEach(() => slack.close());

describe('a whisper', () => {
  it('is seen by one person, in the channel, where Slack always shows it', async () => {
    const place = await createChat(client()).post('security-alerts', say('alert'), 'inc-1');
    await answers.whisper(place, 'U0ALEX0001', say('psst'));
    const heard = slack.messages().filter(({ ephemeralFor }) => ephemeralFor === 'U0ALEX0001');
    expect(heard.map(({ text, thread_ts }) => [text, thread_ts])).toEqual([['psst', undefined]]);
  });
});

describe('a direct message', () => {
  it('goes to the conversation with that person, with its key', async () => {
    const place = await answers.directMessage('U0SAM00001', say('was it you?'), 'asked inc-1');
    expect(place.channel).toMatch(/^D/);
    expect(await createChat(client()).find(place.channel, 'asked inc-1', new Date(0))).toEqual(place);
  });

  it('to somebody who is not there fails', async () => {
    await expect(answers.directMessage('U0NOBODY01', say('hello'), 'k')).rejects.toMatchObject({
      message: 'Slack refused conversations.open: user_not_found.',
    });
  });
});

describe('files', () => {
  it('arrive in the thread with their titles and bytes, text and picture alike', async () => {
    const place = await createChat(client()).post('security-alerts', say('alert'), 'inc-1');
    await answers.upload({ channel: place.channel, threadTs: place.ts }, [
      { name: 'rows.csv', title: 'All rows', content: 'who,count\nzoë,3\n' },
      { name: 'chart.png', title: 'A chart', content: new Uint8Array([137, 80, 78, 71]) },
    ]);
    const files = slack
      .messages()
      .flatMap(({ files: some = [], thread_ts }) => (thread_ts === place.ts ? some : []));
    expect(files.map(({ name, title, size }) => [name, title, size]).toSorted()).toEqual([
      ['chart.png', 'A chart', 4],
      ['rows.csv', 'All rows', 17],
    ]);
    const csv = files.find(({ name }) => name === 'rows.csv');
    expect(await (await fetch(`${slack.url}/files/${csv?.id}`)).text()).toBe('who,count\nzoë,3\n');
  });

  it('that Slack does not take are an error', async () => {
    slack.faults.add({ method: 'files.completeUploadExternal', error: 'not_in_channel', times: 1 });
    const uploading = answers.upload({ channel: 'C0ALERTS01' }, [
      { name: 'a.txt', title: 'a', content: 'a' },
    ]);
    await expect(uploading).rejects.toMatchObject({ hint: expect.stringContaining('/invite') });
  });
});

describe('a response_url', () => {
  const at = (address: string) => postResponse(address, { text: 'x' }, { apiUrl: 'https://slack.com/api/' });

  it.each([
    '',
    'no address',
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com:8443/commands/1',
    'https://hooks.slack.com@198.51.100.7/',
    'https://x:y@hooks.slack.com/',
    'https://hooks.slack.com.example.com/',
    'https://evil.example/hooks.slack.com',
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
  ])('%j is not used', async (address) => {
    await expect(at(address)).rejects.toMatchObject({
      code: 'slack_failed',
      message: expect.stringContaining('not an address of Slack'),
    });
  });

  it.each([
    [404, '{"ok":false,"error":"used_url"}', 'slack_message_gone'],
    [404, '{"ok":false,"error":"expired_url"}', 'slack_message_gone'],
    [500, 'upstream', 'slack_failed'],
    [429, '', 'slack_rate_limited'],
    [302, '', 'slack_failed'],
  ])('that answers %i %s is an error %s', async (status, text, code) => {
    const server = createServer((_, response) => {
      response.writeHead(status, { 'retry-after': '3', location: '/elsewhere' }).end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await expect(postResponse(url, {}, { apiUrl: url })).rejects.toMatchObject({ code });
    server.close();
  });

  it('of nobody is an error, and so is one that never answers', async () => {
    const nowhere = 'http://127.0.0.1:1/';
    await expect(postResponse(nowhere, {}, { apiUrl: nowhere })).rejects.toMatchObject({
      code: 'slack_failed',
    });
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const posting = postResponse(url, {}, { apiUrl: url, timeoutMs: 50 });
    await expect(posting).rejects.toMatchObject({ code: 'slack_failed' });
    server.closeAllConnections();
    server.close();
  });
});
