// Breaks long sentences and clauses into lines of a terminal.

/** Columns that a terminal has at least for most people. */
export const WIDTH = 100;

/**
 * Breaks between words, and never within one.
 * @param start - stands before the first line
 * @param below - stands before the others
 */
export function wrapWords(text: string, start: string, below: string): readonly string[] {
  const lines: string[] = [];
  let line = start;
  for (const word of text.split(' ')) {
    const isFirst = line === start || line === below;
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${below}${word}`;
    } else line = isFirst ? `${line}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}
