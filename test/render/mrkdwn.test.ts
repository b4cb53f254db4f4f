import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, link, list, mrkdwn, printMrkdwn, time, words } from '../../bot/render/mrkdwn.ts';

const print = (pieces: Parameters<typeof printMrkdwn>[0]): string => printMrkdwn(pieces, 3_000);

describe('mrkdwn', () => {
  it('keeps what the template says and escapes what is put into it', () => {
    expect(print(mrkdwn`*Who* ${'A & B <C'}`)).toBe('*Who* A &amp; B &lt;C');
  });

  it('puts a name that Slack would format into a code span', () => {
    expect(print(mrkdwn`in ${'*prod*'}`)).toBe('in `*prod*`');
    expect(print(mrkdwn`in ${':skull:'}`)).toBe('in `:skull:`');
  });

  it('leaves plain names plain', () => {
    expect(print(words('Amsterdam office (2nd floor)'))).toBe('Amsterdam office (2nd floor)');
  });

  it('says something where a value is empty', () => {
    expect(print(mrkdwn`${code('')} ${words('')}`)).toBe('– –');
  });

  it('counts the items that a list leaves out', () => {
    expect(
      print(
        list(
          ['a', 'b', 'c'].map((item) => code(item)),
          2,
        ),
      ),
    ).toBe('`a`, `b` and 1 more');
    expect(print(list([code('a')], 2))).toBe('`a`');
  });
});

describe('a code span', () => {
  it('cannot be closed from inside', () => {
    expect(print(code('a`*b*`c'))).toBe('`aˋ*b*ˋc`');
  });

  it('stays on its line', () => {
    expect(print(code('a\r\nb\nc'))).toBe('`a↵b↵c`');
  });

  it('shows characters that would hide or reorder text', () => {
    expect(print(code('ali\u200Bce'))).toBe('`ali⟨U+200B⟩ce`');
    expect(print(code('\u202Egnp.exe'))).toBe('`⟨U+202E⟩gnp.exe`');
    expect(print(code('\u001B[31m'))).toBe('`⟨U+001B⟩[31m`');
  });

  it('leaves an emoji its colours', () => {
    expect(print(code('⚠\uFE0F'))).toBe('`⚠\uFE0F`');
  });
});

describe('a moment', () => {
  it('is a date token with UTC for clients without dates', () => {
    const at = new Date('2026-11-22T14:03:11.900Z');
    expect(print(time(at))).toBe(
      '<!date^1795356191^{date_short_pretty} {time_secs}|2026-11-22 14:03:11 UTC>',
    );
  });

  it('is said to be unknown when it is', () => {
    expect(print(time(new Date(Number.NaN)))).toBe('an unknown time');
  });
});

describe('cutting', () => {
  it('counts escaped characters and never splits an entity', () => {
    expect(printMrkdwn(words('a<<<<', 80), 10)).toBe('a&lt;&lt;…');
  });

  it('never splits a character', () => {
    expect(printMrkdwn(words('😀😀😀', 80), 4)).toBe('😀…');
  });

  it('closes the code span it cuts', () => {
    expect(printMrkdwn(code('abcdefgh'), 6)).toBe('`abc`…');
  });

  it('leaves a token out rather than half of it', () => {
    const pieces = mrkdwn`see ${link('https://console.aws.amazon.com/', 'here')} and more`;
    expect(printMrkdwn(pieces, 20)).toBe('see …');
  });

  it('is never longer than asked, whatever the text', () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(text, text, fc.integer({ min: 1, max: 300 }), (one, two, limit) => {
        const cut = printMrkdwn(mrkdwn`*A* ${code(one, 500)} ${words(two, 500)}`, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut).not.toMatch(/&(?!amp;|lt;|gt;)|[<>]/);
      }),
    );
  });
});
