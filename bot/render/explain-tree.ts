// The tree of a condition's clauses for a terminal: yes or no, the clause, and what the record has in its place.
import type { Clause, Explained, Group } from '../domain/explain/explained.ts';
import { WIDTH, wrapWords } from './explain-lines.ts';
import { tellValues } from './explain-value.ts';
import { visible } from './visible-text.ts';

/** Where values stand one below the other; a longer clause has its value behind it, or below. */
const MOST_ALIGNED = 54;
const INDENT = '  ';
const GAP = '  ';
/** From how many clauses on that want one value each of the same field, they are one line. */
const FOLD_FROM = 4;
const MOST_FOLDED = 3;

interface Row {
  readonly mark: string;
  readonly indent: string;
  readonly text: string;
  /** What is seen; the first can stand behind the text. */
  readonly seen: readonly string[];
}

/** Lines of at most 100 columns where the clauses allow it, without a line break at the end. */
export function renderTree(explained: Explained, indent = INDENT): string {
  const rows = rowsOf(explained, indent);
  const lengths = rows.map(({ indent: own, text }) => own.length + text.length);
  const column = Math.max(0, ...lengths.filter((length) => length <= MOST_ALIGNED));
  return rows.map((row) => layRow(row, column)).join('\n');
}

function rowsOf(explained: Explained, indent: string): readonly Row[] {
  if (explained.kind === 'clause') return [rowOf(explained, indent)];
  const group: Row = { mark: markOf(explained), indent, text: explained.kind.toUpperCase(), seen: [] };
  return [group, ...foldedRows(explained, `${indent}${INDENT}`)];
}

function rowOf(clause: Clause, indent: string): Row {
  const { text, seen, broken } = clause;
  const values = seen.map(({ path, values }) =>
    text.startsWith(`${path} `) && seen.length === 1
      ? tellValues(values)
      : `${visible(path)}: ${tellValues(values)}`,
  );
  const trouble = broken === undefined ? [] : [visible(broken).slice(0, WIDTH)];
  return { mark: markOf(clause), indent, text: visible(text), seen: [...values, ...trouble] };
}

/** The CIS filters list dozens of calls: those that answer alike are told together, where the first of them stands. */
function foldedRows({ parts }: Group, indent: string): readonly Row[] {
  const lists = Map.groupBy(parts, (part) => listKey(part) ?? part);
  return [...lists.values()].flatMap((list) => {
    const [first] = list;
    if (
      first === undefined ||
      first.kind !== 'clause' ||
      first.wants === undefined ||
      list.length < FOLD_FROM
    )
      return list.flatMap((part) => rowsOf(part, indent));
    const wanted = list.flatMap((part) => (part.kind === 'clause' && part.wants ? [part.wants.value] : []));
    const others = wanted.length - MOST_FOLDED;
    const told = wanted.slice(0, MOST_FOLDED).map((value) => `"${visible(value)}"`);
    const text = `${first.wants.field} = ${told.join(', ')} or ${others} other${others === 1 ? '' : 's'}`;
    return [{ ...rowOf({ ...first, text }, indent) }];
  });
}

function listKey(part: Explained): string | undefined {
  if (part.kind !== 'clause' || part.wants === undefined) return undefined;
  return `${part.held} ${part.wants.field}`;
}

function markOf({ held }: Explained): string {
  if (held === undefined) return '?  ';
  return held ? 'yes' : 'no ';
}

function layRow({ mark, indent, text, seen }: Row, column: number): string {
  const start = `${mark} ${indent}`;
  const [first, ...others] = seen;
  const padded = `${indent}${text}`.padEnd(column);
  const whole = `${mark} ${padded}${GAP}${first ?? ''}`;
  const below = ' '.repeat(start.length + INDENT.length);
  if (first !== undefined && others.length === 0 && whole.length <= WIDTH) return whole;
  return [...wrapWords(text, start, below), ...seen.map((value) => `${below}${value}`)].join('\n');
}
