// Writes answers into the text of settings.yml, and leaves its comments and everything else as they are.
import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import { TrailbotError } from '../domain/errors.ts';

export interface SettingChange {
  /** For example `['deployment', 'accountId']`. */
  readonly path: readonly string[];
  readonly value: string | boolean | readonly string[];
}

/**
 * A list is written on one line. What the text says is not checked: `parseSettings` does that.
 * @throws TrailbotError `settings_invalid` when the text is no YAML, or a value stands where a key would have to be
 */
export function editSettings(text: string, changes: readonly SettingChange[]): string {
  if (changes.length === 0) return text;
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error !== undefined) throw unreadable(error.message);
  for (const { path, value } of changes) set(document, path, value);
  return document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
}

function set(document: Document, path: readonly string[], value: SettingChange['value']): void {
  const [key = '', ...parents] = path.toReversed();
  const above = parents.toReversed();
  above.forEach((_, index) => {
    makeRoom(document, above.slice(0, index + 1));
  });
  const there = document.getIn(path, true);
  // The node stays, and with it the comment behind it.
  if (isScalar(there) && !Array.isArray(value)) there.value = value;
  else document.setIn([...above, key], document.createNode(value, { flow: true }));
}

/** A key of which all lines below are commented out has nothing behind it. */
function makeRoom(document: Document, path: readonly string[]): void {
  const node = document.getIn(path, true);
  if (isMap(node)) return;
  if (node !== undefined && !(isScalar(node) && node.value === null))
    throw unreadable(`${path.join('.')} has a value, and should have keys below it`);
  const map = document.createNode({});
  const { commentBefore, comment } = isScalar(node) ? node : {};
  map.commentBefore = [commentBefore, comment].filter((text) => text != null).join('\n') || null;
  document.setIn(path, map);
}

function unreadable(why: string): TrailbotError {
  return new TrailbotError({
    code: 'settings_invalid',
    message: `settings.yml cannot be changed: ${why}.`,
    hint: 'Run npm run catalog, mend what it says, then try again.',
  });
}
