// Breaks text into lines of a terminal.
import { visible } from '../visible-text.ts';

export const WIDTH = 80;

/**
 * @param text - one paragraph; what a terminal would obey is shown instead
 * @param first - what the first line begins with, for example `  - `; the others are indented as far
 * @returns lines of at most {@link WIDTH} columns, but for a word that is longer
 */
export function wrapText(text: string, first = ''): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && first.length + longer.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  const rest = ' '.repeat(first.length);
  return [...lines, line].map((each, index) => `${index === 0 ? first : rest}${each}`.trimEnd());
}

/** The items as a list. */
export function bullets(items: readonly string[]): readonly string[] {
  return items.flatMap((item) => wrapText(item, '  - '));
}
