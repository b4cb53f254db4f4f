// What Slack does not take, and the words in which it says so.
import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { ALERT, openClient, startSlack } from './fixtures.ts';
import { actions, button, cells, many, mrkdwn, option, overflow, plain, post, x } from './make-blocks.ts';

let slack: SandboxSlack;
let web: WebClient;
beforeAll(async () => {
  ({ slack } = await startSlack({ rateLimits: false }));
  web = openClient(slack);
});
afterAll(() => slack.close());

describe('a message', () => {
  it('that is a rich alert is accepted', async () => {
    expect(await post(web, ALERT)).toBeUndefined();
  });

  it('needs text or blocks', async () => {
    expect((await post(web, [], { text: ' ' }))?.error).toBe('no_text');
    expect(await post(web, [{ type: 'divider' }], { text: '' })).toBeUndefined();
  });

  it('needs blocks that are a JSON array', async () => {
    for (const blocks of ['{', '{"type":"divider"}']) {
      const response = await fetch(`${slack.url}/api/chat.postMessage`, {
        method: 'POST',
        headers: { Authorization: 'Bearer x' },
        body: new URLSearchParams({ channel: 'general', text: 'x', blocks }),
      });
      expect(await response.json()).toEqual({ ok: false, error: 'invalid_blocks_format' });
    }
  });

  it('needs metadata with a type and a payload', async () => {
    expect((await post(web, [], { metadata: { event_type: 'x' } }))?.error).toBe('invalid_metadata_format');
    expect(
      (await post(web, [], { metadata: { event_type: 'x', event_payload: { a: x(8_200) } } }))?.error,
    ).toBe('metadata_too_large');
  });

  const REFUSED: readonly [string, unknown, string][] = [
    [
      'empty text',
      { type: 'section', text: mrkdwn(0) },
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'mrkdwn in a header',
      { type: 'header', text: mrkdwn(1) },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'mrkdwn on a button',
      actions({ type: 'button', text: mrkdwn(1) }),
      'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]',
    ],
    [
      'an alert block',
      { type: 'alert', text: plain(1) },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    ['an unknown block', { type: 'marquee' }, 'unsupported type: marquee [json-pointer:/blocks/0/type]'],
    [
      'a block type from the prototype',
      { type: 'constructor' },
      'unsupported type: constructor [json-pointer:/blocks/0/type]',
    ],
    [
      'an unknown element',
      actions({ type: 'lever' }),
      'unsupported type: lever [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'a member that does not exist',
      { type: 'divider', color: 'red' },
      'invalid additional property: color [json-pointer:/blocks/0]',
    ],
    [
      'a type on an option',
      overflow({ type: 'option', ...option(0) }),
      'invalid additional property: type [json-pointer:/blocks/0/elements/0/options/0]',
    ],
    ['a header without text', { type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
    [
      'a section with nothing in it',
      { type: 'section' },
      'must define either `text` or `fields` [json-pointer:/blocks/0]',
    ],
    [
      'an image without an address',
      { type: 'image', alt_text: 'A' },
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0]',
    ],
    [
      'an overflow without options',
      overflow(),
      'no fewer than 1 items required [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'a style that does not exist',
      actions(button({ style: 'warning' })),
      'must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'a text element in a list',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_list', style: 'bullet', elements: [{ type: 'text', text: 'x' }] }],
      },
      'unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    [
      'a mention in preformatted text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'user', user_id: 'U0ALEX0001' }] }],
      },
      'unsupported type: user [json-pointer:/blocks/0/elements/0/elements/0/type]',
    ],
    ['something that is no block', null, 'must provide an object [json-pointer:/blocks/0]'],
    [
      'a number for a text',
      { type: 'section', text: { type: 'mrkdwn', text: 5 } },
      'must provide a string [json-pointer:/blocks/0/text/text]',
    ],
  ];
  it.each(REFUSED)('with %s is refused', async (_name, block, message) => {
    expect(await post(web, [block])).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: { messages: [`[ERROR] ${message}`] },
    });
  });

  it('has each action_id once in a block, and may have it again in the next', async () => {
    const run = { type: 'button', action_id: 'run', text: { type: 'plain_text', text: 'Run' } };
    const row = (...elements: object[]) => ({ type: 'actions', elements });
    const twice = await post(web, [row(run, run)]);
    expect(twice?.error).toBe('invalid_blocks');
    expect(twice?.response_metadata?.messages?.[0]).toContain(
      '[json-pointer:/blocks/0/elements/1/action_id]',
    );
    expect(await post(web, [row(run), row(run)])).toBeUndefined();
  });

  it('has each block_id once, and one table', async () => {
    const twice = await post(web, [
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ]);
    expect(twice?.response_metadata?.messages?.[0]).toContain('[json-pointer:/blocks/1/block_id]');
    expect(
      (
        await post(
          web,
          many(2, () => ({ type: 'table', rows: [cells(1)] })),
        )
      )?.error,
    ).toBe('invalid_blocks');
  });

  it('with what Slack has and the sandbox has not is answered 501', async () => {
    for (const body of [{ blocks: '[{"type":"card"}]' }, { attachments: '[]' }]) {
      const response = await fetch(`${slack.url}/api/chat.postMessage`, {
        method: 'POST',
        headers: { Authorization: 'Bearer x' },
        body: new URLSearchParams({ channel: 'general', text: 'x', ...body } as Record<string, string>),
      });
      expect(response.status).toBe(501);
    }
  });
});
