// Splits a command into words; what stands in quotes is one word.

export interface Word {
  /** Without its quotes: `user="role deploy"` becomes `user=role deploy`. */
  readonly text: string;
  /** Where it stands in the command, quotes included. */
  readonly from: number;
  readonly to: number;
}

/** A command's words after its name, and the cleaned line they stand in. */
export interface Line {
  readonly text: string;
  readonly words: readonly Word[];
}

const QUOTES = '"\'`';

/**
 * A quote opens at the beginning of a word or after `=`, and closes before a space or at the end: the apostrophe in
 * "don't" is none. One that never closes stands for itself.
 */
export function splitWords(text: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    const from = at;
    let word = '';
    while (at < text.length && text[at] !== ' ') {
      const close = at === from || text[at - 1] === '=' ? closing(text, at) : -1;
      if (close === -1) {
        word += text[at];
        at += 1;
      } else {
        word += text.slice(at + 1, close);
        at = close + 1;
      }
    }
    words.push({ text: word, from, to: at });
  }
  return words;
}

/** Where the quote that opens at `at` closes; -1 when none opens there. */
function closing(text: string, at: number): number {
  const quote = text[at] ?? '';
  if (quote === '' || !QUOTES.includes(quote)) return -1;
  let close = text.indexOf(quote, at + 1);
  while (close !== -1 && close + 1 < text.length && text[close + 1] !== ' ')
    close = text.indexOf(quote, close + 1);
  return close;
}

/** The line with another word in that place. */
export function replaceWord(text: string, { from, to }: Pick<Word, 'from' | 'to'>, word: string): string {
  return text.slice(0, from) + word + text.slice(to);
}
