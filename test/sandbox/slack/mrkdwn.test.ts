// mrkdwn as Slack reads it, and what in it would notify or link.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findActivations } from '../../../bot/sandbox/slack/activations.ts';
import { parseMrkdwn } from '../../../bot/sandbox/slack/mrkdwn.ts';
import { html } from '../../../bot/sandbox/slack/render/markup.ts';
import { renderMrkdwn } from '../../../bot/sandbox/slack/render/render-mrkdwn.ts';

const shown = (text: string) => html`${renderMrkdwn(text, 'full')}`.text.replace(/^<span>|<\/span>$/g, '');
const activations = (text: string) =>
  findActivations('', [{ type: 'section', text: { type: 'mrkdwn', text } }]);

describe('mrkdwn', () => {
  it.each([
    ['*bold* _italic_ ~gone~ `code`', '<b>bold</b> <i>italic</i> <s>gone</s> <code>code</code>'],
    ['*bold and _italic_*', '<b>bold and <i>italic</i></b>'],
    ['snake_case_name 2*3*4', 'snake_case_name 2*3*4'],
    ['* not bold * **nor this**', '* not bold * **nor this**'],
    ['`*code* &lt;`', '<code>*code* &lt;</code>'],
    ['arn:aws:iam::123456789012:user/alex', 'arn:aws:iam::123456789012:user/alex'],
    [':warning: :no_such_emoji: :constructor:', '⚠️ :no_such_emoji: :constructor:'],
    [
      '[text](https://example.com)',
      '[text](<a href="https://example.com" target="_blank" rel="noopener noreferrer nofollow">https://example.com</a>)',
    ],
    [
      '<https://example.com/?a=1&amp;b=2|&lt;b&gt;>',
      '<a href="https://example.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">&lt;b&gt;</a>',
    ],
    [
      '<@U0SAM00001> <#C0ALERTS01> <!here>',
      '<span class="mention">@Sam Okafor</span> <span class="mention">#security-alerts</span> <span class="mention broadcast">@here</span>',
    ],
    [
      '<!date^1767225600^{date_short_pretty} {time}|then>',
      '<time data-date="1767225600" data-format="{date_short_pretty} {time}">then</time>',
    ],
    ['one\ntwo', 'one<br>two'],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('quotes lines, and everything after three signs', () => {
    expect(parseMrkdwn('a\n&gt; b\n> c', 'none').map(({ kind }) => kind)).toEqual(['text', 'quote']);
    expect(parseMrkdwn('&gt;&gt;&gt; b\nc', 'none').map(({ kind }) => kind)).toEqual(['quote']);
  });

  it('keeps preformatted text as it is', () => {
    expect(html`${renderMrkdwn('```\n*a*\n  b\n```', 'full')}`.text).toBe('<pre>*a*\n  b</pre>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<javascript:alert(1)|click>',
    '<data:text/html,x|click>',
    '"><img src=x onerror=alert(1)>',
    '<https://example.com"onmouseover="alert(1)|click>',
    '<!date^1^"><script>alert(1)</script>^javascript:alert(1)|x>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('never becomes markup or a script: %s', (text) => {
    const markup = shown(text);
    expect(markup).not.toMatch(/<(?!\/?(?:a|time|span|b|i|s|code|br)\b)/);
    expect(markup).not.toMatch(/href="(?!https?:|mailto:)/);
    expect(markup.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]* on\w+=/);
  });

  it('shows every character of text that means nothing to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abc 12.,()[]{}"\'/\\=+-') }), (text) => {
        expect(html`${renderMrkdwn(text, 'none')}`.text).toBe(
          text === '' ? '' : html`<span>${text}</span>`.text,
        );
      }),
    );
  });

  it.each(['<', '`', '*a ', '*_~', '<<@', 'a@a.', ':a', '&gt;', '```', 'https://', '_*a* '])(
    'reads 100 KB of %s in time',
    (part) => {
      const text = part.repeat(Math.ceil(100_000 / part.length));
      const before = performance.now();
      html`${renderMrkdwn(text, 'full')}`;
      expect(performance.now() - before).toBeLessThan(2_000);
    },
  );
});

describe('what a message activates', () => {
  it('is nothing when log text is escaped and in code or plain text', () => {
    const hostile = '<!channel> <@U0ALEX0001> <https://evil.example|ok> @here #general';
    const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const none = { mentions: [], links: [] };
    expect(activations(`\`${escaped}\``)).toEqual(none);
    expect(findActivations('', [{ type: 'header', text: { type: 'plain_text', text: hostile } }])).toEqual(
      none,
    );
    const rich = { type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text: hostile }] };
    expect(findActivations('', [{ type: 'rich_text', elements: [rich] }])).toEqual(none);
  });

  it('is every mention and link that was not escaped, wherever it stands', () => {
    expect(
      activations('<!channel> `<@U0ALEX0001>` *<#C0ALERTS01|x>* <!subteam^S1> <https://a.example|b>'),
    ).toEqual({
      mentions: ['<!channel>', '<@U0ALEX0001>', '<#C0ALERTS01>', '<!subteam^S1>'],
      links: ['https://a.example'],
    });
    expect(findActivations('<!here>', []).mentions).toEqual(['<!here>']);
  });

  it('includes what Slack finds by itself: bare addresses, and in text objects names too', () => {
    expect(activations('see https://a.example/x?y=1. or a@example.com, @here and #general')).toEqual({
      mentions: ['<!here>', '<#C0GENERAL1>'],
      links: ['https://a.example/x?y=1', 'mailto:a@example.com'],
    });
    expect(findActivations('@here #general', []).mentions).toEqual([]);
    const verbatim = { type: 'mrkdwn' as const, text: '@here https://a.example', verbatim: true };
    expect(findActivations('', [{ type: 'context', elements: [verbatim] }])).toEqual({
      mentions: [],
      links: [],
    });
  });

  it('includes rich text and the text of a confirm dialog', () => {
    const button = {
      type: 'button' as const,
      text: { type: 'plain_text' as const, text: 'Go' },
      confirm: { text: { type: 'mrkdwn' as const, text: '<!everyone>' } },
    };
    expect(findActivations('', [{ type: 'actions', elements: [button] }]).mentions).toEqual(['<!everyone>']);
    const elements = [
      { type: 'broadcast' as const, range: 'channel' as const },
      { type: 'link' as const, url: 'https://a.example' },
    ];
    expect(
      findActivations('', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]),
    ).toEqual({
      mentions: ['<!channel>'],
      links: ['https://a.example'],
    });
  });
});
