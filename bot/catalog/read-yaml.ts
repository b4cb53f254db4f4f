// Reads one YAML file into plain data, and remembers on which line each key stands.
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { Problem } from './problem.ts';

export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** The line of a key, or of the nearest key above it that exists; undefined when there is none. */
  readonly lineOf: (path: readonly PropertyKey[]) => number | undefined;
  /** When there are any, `value` is not to be used. */
  readonly problems: readonly Problem[];
}

const REFUSED = 'anchors and aliases (& and *) are not used in templates.';

/** Duplicate keys, anchors, aliases (and so alias bombs), unknown tags and a second document are problems. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const at = (offset: number | undefined) => (offset === undefined ? undefined : lines.linePos(offset).line);
  const problem = (offset: number | undefined, wrong: string, remedy: string): Problem => {
    return { file, key: '', line: at(offset), wrong, remedy };
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    problem(error.pos[0], wrongIn(error, text), remedyFor(error.code)),
  );
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node) && node.anchor === undefined) return;
      problems.push(problem(node.range?.[0], REFUSED, 'Write the value out, or put it in quotes.'));
    },
  });
  const value: unknown = problems.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
  return { file, value, lineOf: (path) => at(offsetOf(document, path)), problems };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  let offset: number | undefined;
  let node: unknown = document.contents;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => String(key) === String(step)) : undefined;
    const next = isCollection(node) ? node.get(step, true) : undefined;
    const found = isNode(pair?.key) ? pair.key : next;
    if (!isNode(found)) break;
    offset = found.range?.[0] ?? offset;
    node = next;
  }
  return offset;
}

function wrongIn({ code, message, pos }: YAMLError, text: string): string {
  const key = /^[\w-]+/.exec(text.slice(pos[0], pos[0] + 80))?.[0];
  if (code === 'DUPLICATE_KEY' && key !== undefined) return `${key} is there twice.`;
  return `${message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '')}.`;
}

function remedyFor(code: string): string {
  if (code === 'DUPLICATE_KEY') return 'Keep one of the two.';
  if (code === 'TAG_RESOLVE_FAILED') return 'Put the value in quotes.';
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces.';
  if (code === 'MULTIPLE_DOCS') return 'Take the --- line out: one file holds one document.';
  return 'Indent with two spaces a level, and put texts that hold : # { [ * or quotes in quotes.';
}
