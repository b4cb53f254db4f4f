// Slack's limits: what lies at a limit is accepted, what lies one above is refused and said where.
import type { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SandboxSlack } from '../../../bot/sandbox/slack/sandbox-slack.ts';
import { openClient, startSlack } from './fixtures.ts';
import {
  actions,
  button,
  cells,
  confirm,
  image,
  many,
  mrkdwn,
  option,
  overflow,
  plain,
  post,
  x,
} from './make-blocks.ts';

let slack: SandboxSlack;
let web: WebClient;
beforeAll(async () => {
  ({ slack } = await startSlack({ rateLimits: false }));
  web = openClient(slack);
});
afterAll(() => slack.close());

/** A block made at a size, its limit, and where Slack points one above it. */
const LIMITS: readonly [string, number, (size: number) => unknown, string][] = [
  ['section text', 3_000, (size) => ({ type: 'section', text: mrkdwn(size) }), '/blocks/0/text/text'],
  [
    'fields of a section',
    10,
    (size) => ({ type: 'section', fields: many(size, () => plain(1)) }),
    '/blocks/0/fields',
  ],
  ['field text', 2_000, (size) => ({ type: 'section', fields: [mrkdwn(size)] }), '/blocks/0/fields/0/text'],
  ['header text', 150, (size) => ({ type: 'header', text: plain(size) }), '/blocks/0/text/text'],
  [
    'elements of a context',
    10,
    (size) => ({ type: 'context', elements: many(size, () => mrkdwn(1)) }),
    '/blocks/0/elements',
  ],
  ['elements of actions', 25, (size) => actions(...many(size, () => button())), '/blocks/0/elements'],
  ['button text', 75, (size) => actions(button({ text: plain(size) })), '/blocks/0/elements/0/text/text'],
  ['button value', 2_000, (size) => actions(button({ value: x(size) })), '/blocks/0/elements/0/value'],
  [
    'button url',
    3_000,
    (size) => actions(button({ url: `https://${x(size - 8)}` })),
    '/blocks/0/elements/0/url',
  ],
  [
    'button label',
    75,
    (size) => actions(button({ accessibility_label: x(size) })),
    '/blocks/0/elements/0/accessibility_label',
  ],
  ['action_id', 255, (size) => actions(button({ action_id: x(size) })), '/blocks/0/elements/0/action_id'],
  ['block_id', 255, (size) => ({ type: 'divider', block_id: x(size) }), '/blocks/0/block_id'],
  ['options of an overflow', 5, (size) => overflow(...many(size, option)), '/blocks/0/elements/0/options'],
  [
    'option text',
    75,
    (size) => overflow(option(0, { text: plain(size) })),
    '/blocks/0/elements/0/options/0/text/text',
  ],
  [
    'option value',
    150,
    (size) => overflow(option(0, { value: x(size) })),
    '/blocks/0/elements/0/options/0/value',
  ],
  [
    'options of a select',
    100,
    (size) => actions({ type: 'static_select', options: many(size, option) }),
    '/blocks/0/elements/0/options',
  ],
  [
    'confirm title',
    100,
    (size) => confirm({ title: plain(size) }),
    '/blocks/0/elements/0/confirm/title/text',
  ],
  ['confirm text', 300, (size) => confirm({ text: mrkdwn(size) }), '/blocks/0/elements/0/confirm/text/text'],
  [
    'confirm button',
    30,
    (size) => confirm({ confirm: plain(size) }),
    '/blocks/0/elements/0/confirm/confirm/text',
  ],
  ['deny button', 30, (size) => confirm({ deny: plain(size) }), '/blocks/0/elements/0/confirm/deny/text'],
  ['image url', 3_000, (size) => image({ image_url: `https://${x(size - 8)}` }), '/blocks/0/image_url'],
  ['image alt text', 2_000, (size) => image({ alt_text: x(size) }), '/blocks/0/alt_text'],
  ['image title', 2_000, (size) => image({ title: plain(size) }), '/blocks/0/title/text'],
  ['markdown text', 12_000, (size) => ({ type: 'markdown', text: x(size) }), '/blocks/0/text'],
  ['rows of a table', 100, (size) => ({ type: 'table', rows: many(size, () => cells(1)) }), '/blocks/0/rows'],
  ['cells of a row', 20, (size) => ({ type: 'table', rows: [cells(size)] }), '/blocks/0/rows/0'],
];

describe('a limit', () => {
  it.each(LIMITS)('%s: %i is accepted, one more is refused', async (_name, limit, make, pointer) => {
    expect(await post(web, [make(limit)])).toBeUndefined();
    const refusal = await post(web, [make(limit + 1)]);
    expect(refusal?.error).toBe('invalid_blocks');
    expect(refusal?.response_metadata?.messages).toEqual([
      expect.stringContaining(`[json-pointer:${pointer}]`),
    ]);
  });

  it('is worded as Slack words it', async () => {
    const long = await post(web, [{ type: 'section', text: mrkdwn(3_001) }]);
    expect(long?.response_metadata?.messages).toEqual([
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]);
    const tooMany = await post(web, [overflow(...many(6, option))]);
    expect(tooMany?.response_metadata?.messages).toEqual([
      '[ERROR] no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ]);
  });

  it('is 50 blocks a message', async () => {
    expect(
      await post(
        web,
        many(50, () => ({ type: 'divider' })),
      ),
    ).toBeUndefined();
    expect(
      (
        await post(
          web,
          many(51, () => ({ type: 'divider' })),
        )
      )?.error,
    ).toBe('invalid_blocks');
  });

  it('is 13,200 characters over all blocks together', async () => {
    const sections = many(4, () => ({ type: 'section', text: mrkdwn(3_000) }));
    expect(await post(web, [...sections, { type: 'section', text: mrkdwn(1_200) }])).toBeUndefined();
    expect((await post(web, [...sections, { type: 'section', text: mrkdwn(1_201) }]))?.error).toBe(
      'msg_blocks_too_long',
    );
  });

  it('is 12,000 characters over all markdown blocks together', async () => {
    expect(
      (
        await post(web, [
          { type: 'markdown', text: x(6_001) },
          { type: 'markdown', text: x(6_000) },
        ])
      )?.error,
    ).toBe('invalid_blocks');
  });
});
