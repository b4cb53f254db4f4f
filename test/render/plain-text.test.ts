import type { TableBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { actions, button, menu, overflow, section } from '../../bot/render/blocks.ts';
import { channelMention, listMentions, mention } from '../../bot/render/mention.ts';
import { code, link, mrkdwn, time } from '../../bot/render/mrkdwn.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { bullets, paragraph } from '../../bot/render/rich-text.ts';
import { slackMentions } from '../../bot/render/slack-mention.ts';

const read = (...blocks: Parameters<typeof renderPlainText>[0]['blocks']): string =>
  renderPlainText({ text: 'first line', blocks });

describe('renderPlainText', () => {
  it('turns dates into UTC and entities into characters', () => {
    const at = new Date('2026-11-22T14:03:11Z');
    expect(read(section(mrkdwn`*When* ${time(at)} ${'a < b & c'}`))).toBe(
      'When 2026-11-22 14:03:11 UTC a < b & c',
    );
  });

  it('leaves the text of a code span alone', () => {
    expect(read(section(mrkdwn`*On* ${code('arn:aws:s3:::*bucket* &lt;')}`))).toBe(
      'On arn:aws:s3:::*bucket* &lt;',
    );
  });

  it('shows buttons and menus in brackets, and what is behind ••• one a line', () => {
    const more = overflow('more', [
      { label: 'Open', value: 'link 1', url: 'https://console.aws.amazon.com/' },
      { label: 'Assign…', value: 'assign 1' },
    ]);
    const ask = menu('ask', 'Ask…', [{ label: 'All', choices: [{ label: 'What else?', value: '1 what' }] }]);
    const elements = [button('a', 'Show activity', '1'), ask, more].filter((one) => one !== undefined);
    expect(read(actions(elements))).toBe(
      '[Show activity] [Ask…]\nOpen: https://console.aws.amazon.com/\nAssign…',
    );
  });

  it('numbers the steps of a list', () => {
    expect(read(bullets('What to do', [['look'], ['act']], 'ordered'))).toBe('What to do\n1. look\n2. act');
  });

  it('takes the marks off bold text around a moment or a link, and leaves an address its stars', () => {
    const at = new Date('2026-11-22T14:03:11Z');
    const url = 'https://console.aws.amazon.com/s3/*a*/*';
    expect(read(section(mrkdwn`*Since ${time(at)}* ${link(url, 'Open it')}, 2 * 3 * 4`))).toBe(
      `Since 2026-11-22 14:03:11 UTC Open it: ${url}, 2 * 3 * 4`,
    );
    expect(read(section(mrkdwn`${code('a*')} and ${code('b*')}`))).toBe('a* and b*');
  });

  it('names people, groups and channels by their ids, in rich text and in mrkdwn', () => {
    const ids = ['U0ALEX0001', 'S0GROUP001'];
    expect(read(paragraph(...listMentions([...ids.map(mention), channelMention('C0ALERTS01')])))).toBe(
      '@U0ALEX0001, @S0GROUP001, #C0ALERTS01',
    );
    expect(read(section(slackMentions(ids)))).toBe('@U0ALEX0001, @S0GROUP001');
    expect(read(paragraph(channelMention('#alerts'), ' ', mention('alex')))).toBe('#alerts alex');
  });

  it('aligns a table, numbers to the right, and cuts what is too wide', () => {
    const cell = (text: string) => ({ type: 'raw_text', text }) as const;
    const table = (...rows: readonly (readonly string[])[]): TableBlock => ({
      type: 'table',
      rows: rows.map((row) => row.map(cell)),
      column_settings: [{ align: 'left' }, { align: 'right' }],
    });
    expect(
      read(table(['who', 'calls', 'what'], ['alice', '7', 'x'.repeat(70)], ['山田', '1,024', 'a\nb'])),
    ).toBe(
      [
        'who    calls  what',
        `-----  -----  ${'-'.repeat(60)}`,
        `alice      7  ${'x'.repeat(59)}…`,
        '山田   1,024  a↵b',
      ].join('\n'),
    );
    expect(read(table())).toBe('');
  });

  it('is never longer than what a terminal is looked through for, whatever a message holds', () => {
    const hidden = { type: 'section', text: { type: 'plain_text', text: '\u202e'.repeat(30_000) } } as const;
    expect(read(hidden, hidden).length).toBeLessThanOrEqual(40_000);
  });

  it('takes the first line when there are no blocks', () => {
    expect(read()).toBe('first line');
  });

  it('disarms escape sequences in a message that was made elsewhere', () => {
    const block = { type: 'section', text: { type: 'plain_text', text: '\u001B]0;owned\u0007' } } as const;
    expect(read(block)).toBe('⟨U+001B⟩]0;owned⟨U+0007⟩');
  });
});
