// Messages through the Web API: posted, changed, threaded, paged, removed.
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxSlack, SandboxSlackOptions } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { ALERT, openClient, startSlack } from './fixtures.ts';

const opened: SandboxSlack[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()));
});

async function start(options: Partial<SandboxSlackOptions> = {}) {
  const { slack } = await startSlack(options);
  opened.push(slack);
  const web = openClient(slack);
  return { slack, web };
}

/** The code of the refusal; fails when the call was accepted. */
async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: { data?: { error?: string } }) => reason,
  );
  return error?.data?.error ?? `accepted, or not refused by Slack: ${String(error)}`;
}

describe('messages', () => {
  it('are posted by name, by #name and by id, with a ts that rises', async () => {
    const { slack, web } = await start({ clock: () => new Date('2026-01-01T00:00:00Z') });
    const posted = [];
    for (const channel of ['security-alerts', '#security-alerts', 'C0ALERTS01']) {
      posted.push(await web.chat.postMessage({ channel, text: 'Hello' }));
    }
    expect(posted.map(({ channel }) => channel)).toEqual(['C0ALERTS01', 'C0ALERTS01', 'C0ALERTS01']);
    expect(posted.map(({ ts }) => ts)).toEqual([
      '1767225600.000000',
      '1767225600.000001',
      '1767225600.000002',
    ]);
    expect(slack.messages('security-alerts')).toHaveLength(3);
  });

  it('need a channel that exists, and for an update its id', async () => {
    const { web } = await start();
    const { ts = '' } = await web.chat.postMessage({ channel: 'general', text: 'Hello' });
    expect(await refusal(web.chat.postMessage({ channel: 'nowhere', text: 'Hello' }))).toBe(
      'channel_not_found',
    );
    expect(await refusal(web.chat.update({ channel: 'general', ts, text: 'Bye' }))).toBe('channel_not_found');
    expect(await refusal(web.chat.update({ channel: 'C0GENERAL1', ts: '1.000001', text: 'Bye' }))).toBe(
      'message_not_found',
    );
  });

  it('lose their blocks when an update has text alone, and keep metadata', async () => {
    const { slack, web } = await start();
    const metadata = { event_type: 'alert', event_payload: { incident: 'i-1' } };
    const { ts = '' } = await web.chat.postMessage({
      channel: 'general',
      text: 'One',
      blocks: ALERT,
      metadata,
    });
    await web.chat.update({ channel: 'C0GENERAL1', ts, text: 'Two' });
    const [message] = slack.messages('general');
    expect(message).toMatchObject({ ts, text: 'Two', blocks: [], metadata, edited: { user: 'U0TRAILBOT' } });
  });

  it('keep unfurl settings and give blocks and elements a name', async () => {
    const { slack, web } = await start();
    const button = { type: 'button' as const, text: { type: 'plain_text' as const, text: 'Go' } };
    await web.chat.postMessage({
      channel: 'general',
      text: 'One',
      blocks: [{ type: 'actions', elements: [button] }],
      unfurl_links: false,
      unfurl_media: false,
    });
    const [message] = slack.messages();
    expect(message).toMatchObject({ unfurl_links: false, unfurl_media: false });
    expect(message?.blocks[0]).toMatchObject({
      block_id: expect.any(String),
      elements: [{ action_id: expect.any(String) }],
    });
  });

  it('cut text at 40,000 characters, and refuse an update of more than 4,000', async () => {
    const { slack, web } = await start();
    const { ts = '' } = await web.chat.postMessage({ channel: 'general', text: 'x'.repeat(40_001) });
    expect(slack.messages()[0]?.text).toHaveLength(40_000);
    expect(await refusal(web.chat.update({ channel: 'C0GENERAL1', ts, text: 'x'.repeat(4_001) }))).toBe(
      'msg_too_long',
    );
  });

  it('count the replies of a thread and show a broadcast in the channel', async () => {
    const { web } = await start();
    const { ts = '' } = await web.chat.postMessage({ channel: 'general', text: 'One' });
    const reply = await web.chat.postMessage({ channel: 'general', text: 'Two', thread_ts: ts });
    const loud = await web.chat.postMessage({
      channel: 'general',
      text: 'Three',
      thread_ts: ts,
      reply_broadcast: true,
    });
    const history = await web.conversations.history({ channel: 'C0GENERAL1' });
    expect(history.messages?.map((message) => message.text)).toEqual(['Three', 'One']);
    expect(history.messages?.[1]).toMatchObject({ reply_count: 2, latest_reply: loud.ts, thread_ts: ts });
    const replies = await web.conversations.replies({ channel: 'C0GENERAL1', ts });
    expect(replies.messages?.map((message) => message.ts)).toEqual([ts, reply.ts, loud.ts]);
  });

  it('are paged by a cursor until there are no more', async () => {
    const { web } = await start({ rateLimits: false });
    for (let index = 0; index < 5; index += 1)
      await web.chat.postMessage({ channel: 'general', text: String(index) });
    const texts: (string | undefined)[] = [];
    for await (const page of web.paginate('conversations.history', { channel: 'C0GENERAL1', limit: 2 })) {
      texts.push(...((page as { messages?: { text?: string }[] }).messages ?? []).map(({ text }) => text));
    }
    expect(texts).toEqual(['4', '3', '2', '1', '0']);
  });

  it('disappear when they are deleted, and tell listeners so', async () => {
    const { slack, web } = await start();
    const heard: string[] = [];
    const stop = slack.onMessage(({ text }, change) => heard.push(`${change} ${text}`));
    const { ts = '' } = await web.chat.postMessage({ channel: 'general', text: 'One' });
    await web.chat.delete({ channel: 'C0GENERAL1', ts });
    stop();
    await web.chat.postMessage({ channel: 'general', text: 'Two' });
    expect(heard).toEqual(['posted One', 'deleted One']);
    expect(slack.messages().map(({ text }) => text)).toEqual(['Two']);
  });

  it('that are ephemeral stay out of the history and belong to one person', async () => {
    const { slack, web } = await start();
    await web.chat.postEphemeral({ channel: 'C0GENERAL1', user: 'U0ALEX0001', text: 'Psst' });
    expect((await web.conversations.history({ channel: 'C0GENERAL1' })).messages).toEqual([]);
    expect(slack.messages()[0]).toMatchObject({ ephemeralFor: 'U0ALEX0001', text: 'Psst' });
  });
});
