// mrkdwn as Slack reads it, with the names that whoever draws it hands in.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../bot/html/markup.ts';
import { parseMrkdwn } from '../../../bot/html/slack/mrkdwn.ts';
import { renderMrkdwn } from '../../../bot/html/slack/render-mrkdwn.ts';
import { NOBODY, type Workspace } from '../../../bot/html/slack/workspace.ts';
import { computingMs } from '../../support/cpu-time.ts';

const KNOWN: Workspace = {
  users: [{ id: 'U0SAM00001', realName: 'Sam Okafor', isBot: false }],
  channels: [{ id: 'C0ALERTS01', name: 'security-alerts' }],
};

const shown = (text: string, workspace = KNOWN) =>
  html`${renderMrkdwn(text, 'full', workspace)}`.text.replace(/^<span>|<\/span>$/g, '');

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

  it('shows the id of whom and what it is not told a name of, and links no bare name then', () => {
    expect(shown('<@U0SAM00001> <#C0ALERTS01>', NOBODY)).toBe(
      '<span class="mention">@U0SAM00001</span> <span class="mention">#C0ALERTS01</span>',
    );
    expect(shown('in #security-alerts')).toBe('in <span class="mention">#security-alerts</span>');
    expect(shown('in #security-alerts', NOBODY)).toBe('in #security-alerts');
  });

  it('quotes lines, and everything after three signs', () => {
    expect(parseMrkdwn('a\n&gt; b\n> c', 'none', []).map(({ kind }) => kind)).toEqual(['text', 'quote']);
    expect(parseMrkdwn('&gt;&gt;&gt; b\nc', 'none', []).map(({ kind }) => kind)).toEqual(['quote']);
  });

  it('keeps preformatted text as it is', () => {
    expect(html`${renderMrkdwn('```\n*a*\n  b\n```', 'full', NOBODY)}`.text).toBe('<pre>*a*\n  b</pre>');
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
        expect(html`${renderMrkdwn(text, 'none', NOBODY)}`.text).toBe(
          text === '' ? '' : html`<span>${text}</span>`.text,
        );
      }),
    );
  });

  it.each(['<', '`', '*a ', '*_~', '<<@', 'a@a.', ':a', '&gt;', '```', 'https://', '_*a* '])(
    'reads 100 KB of %s in time',
    (part) => {
      const text = part.repeat(Math.ceil(100_000 / part.length));
      expect(computingMs(() => void html`${renderMrkdwn(text, 'full', KNOWN)}`)).toBeLessThan(2_000);
    },
  );
});
