// What the command parse takes out of a text.
import type { Value } from './value.ts';

/** The parts by name; empty when the text does not fit the pattern. */
export function extractParts(
  text: string,
  pattern: string | RegExp,
  names: readonly string[],
): ReadonlyMap<string, Value> {
  if (typeof pattern === 'string') return extractGlob(text, pattern.split('*'), names);
  const match = pattern.exec(text);
  if (match === null) return new Map();
  const named = Object.entries(match.groups ?? {});
  const parts = names.length === 0 ? named : names.map((name, index) => [name, match[index + 1]] as const);
  return new Map(parts.filter(([, part]) => part !== undefined));
}

/** Each `*` takes as little as it can, the last one the rest. Looks for the pieces in turn, so it is never slow. */
function extractGlob(
  text: string,
  pieces: readonly string[],
  names: readonly string[],
): ReadonlyMap<string, Value> {
  const [first = '', ...others] = pieces;
  const start = text.indexOf(first);
  if (start < 0) return new Map();
  const parts = new Map<string, Value>();
  let from = start + first.length;
  for (const [index, piece] of others.entries()) {
    const isRest = piece === '' && index === others.length - 1;
    const to = isRest ? text.length : text.indexOf(piece, from);
    if (to < 0) return new Map();
    parts.set(names[index] ?? '', text.slice(from, to));
    from = to + piece.length;
  }
  return parts;
}
