// Turns the query protocol's flat form (`Tags.member.1.Key=…`) back into nested input.
import { AwsFault, type Input } from '../call.ts';

type Node = { [key: string]: Node | string };

const MAX_DEPTH = 16;
const INDEX = /^[1-9][0-9]{0,5}$/;

/** @throws AwsFault `MalformedQueryString` when two fields contradict each other or one is nested too deeply. */
export function parseQueryForm(fields: Iterable<readonly [string, string]>): Input {
  const root: Node = Object.create(null);
  for (const [name, value] of fields) {
    if (name !== 'Action' && name !== 'Version') put(root, name.split('.'), value);
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, shape(node)]));
}

function put(root: Node, path: readonly string[], value: string): void {
  if (path.length > MAX_DEPTH) throw malformed(path);
  let node = root;
  for (const part of path.slice(0, -1)) {
    const next: Node | string = node[part] ?? Object.create(null);
    if (typeof next === 'string') throw malformed(path);
    node[part] = next;
    node = next;
  }
  const last = path.at(-1) ?? '';
  if (node[last] !== undefined) throw malformed(path);
  node[last] = value;
}

function malformed(path: readonly string[]): AwsFault {
  return new AwsFault('MalformedQueryString', `Cannot place ${path.join('.').slice(0, 200)} in the request.`);
}

/** `{ member: { 1: … } }` is a list, `{ entry: { 1: { key, value } } }` a map, anything else a structure. */
function shape(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const keys = Object.keys(node);
  const only = keys.length === 1 ? node[keys[0] ?? ''] : undefined;
  if (keys[0] === 'member' && isNumbered(only)) return inOrder(only).map(shape);
  if (keys[0] === 'entry' && isNumbered(only)) return toMap(inOrder(only));
  return Object.fromEntries(keys.map((key) => [key, shape(node[key] ?? '')]));
}

function isNumbered(node: Node | string | undefined): node is Node {
  return typeof node === 'object' && Object.keys(node).every((key) => INDEX.test(key));
}

function inOrder(node: Node): (Node | string)[] {
  return Object.entries(node)
    .sort(([left], [right]) => Number(left) - Number(right))
    .map(([, item]) => item);
}

/** SNS writes the pair of a message attribute with capitals, the pair of a topic attribute without. */
function toMap(entries: readonly (Node | string)[]): Input {
  return Object.fromEntries(
    entries.flatMap((entry) => {
      if (typeof entry === 'string') return [];
      const key = entry.key ?? entry.Name;
      return typeof key === 'string' ? [[key, shape(entry.value ?? entry.Value ?? '')]] : [];
    }),
  );
}
