// Breaks the lines of a report so that none is wider than the terminal that shows it.

/** Between a table's columns, and nowhere in a sentence. */
const GAP = / {2,}/;
/** What goes on from the line above stands so much further in. */
const FURTHER = 2;

/**
 * Sentences break between words, rows of a table between the name and the figures, which stay below their titles.
 * @param columns - in characters, as wide as a terminal says that it is
 */
export function fitTerminal(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((line) => fitLine(line, columns))
    .join('\n');
}

function fitLine(line: string, columns: number): readonly string[] {
  if (line.length <= columns) return [line];
  const gap = GAP.exec(line);
  if (line.startsWith(' ') || gap === null) {
    const isBlankBefore = line.slice(0, -columns).trim() === '';
    return isBlankBefore && columns > 0 && gap?.index === 0 && gap[0].length > line.length - columns
      ? [line.slice(-columns)]
      : wrap(line, columns);
  }
  const figures = line.slice(gap.index);
  const name = wrap(line.slice(0, gap.index), columns);
  if (figures.trimStart().length > columns) return [...name, ...wrap(`  ${figures.trim()}`, columns)];
  return [...name, figures.padStart(columns).slice(-columns)];
}

function wrap(line: string, columns: number): readonly string[] {
  const own = line.length - line.trimStart().length;
  // Where there is hardly any room, none of it is for how far in a line stands.
  const further = ' '.repeat(own + FURTHER > columns / 2 ? 0 : own + FURTHER);
  const lines: string[] = [];
  let rest = line;
  while (rest.length > columns) {
    const indent = rest.length - rest.trimStart().length;
    const space = rest.lastIndexOf(' ', columns);
    const at = space > indent ? space : columns;
    lines.push(rest.slice(0, at).trimEnd());
    rest = `${further}${rest.slice(at).trimStart()}`;
  }
  return [...lines, rest];
}
