import { describe, expect, it } from 'vitest';
import { actions, button, overflow, section } from '../../bot/render/blocks.ts';
import { code, mrkdwn, time } from '../../bot/render/mrkdwn.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { bullets } from '../../bot/render/rich-text.ts';

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

  it('shows buttons in brackets and links one a line', () => {
    const menu = overflow('more', [{ label: 'Open', url: 'https://console.aws.amazon.com/' }]);
    expect(read(actions([button('a', 'Show activity', '1'), button('b', 'Show record', '1'), menu]))).toBe(
      '[Show activity] [Show record]\nOpen: https://console.aws.amazon.com/',
    );
  });

  it('numbers the steps of a list', () => {
    expect(read(bullets('What to do', [['look'], ['act']], 'ordered'))).toBe('What to do\n1. look\n2. act');
  });

  it('takes the first line when there are no blocks', () => {
    expect(read()).toBe('first line');
  });

  it('disarms escape sequences in a message that was made elsewhere', () => {
    const block = { type: 'section', text: { type: 'plain_text', text: '\u001B]0;owned\u0007' } } as const;
    expect(read(block)).toBe('⟨U+001B⟩]0;owned⟨U+0007⟩');
  });
});
