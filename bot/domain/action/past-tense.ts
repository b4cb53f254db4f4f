// Puts the verb that a sentence begins with into the past: `stop trail x` → `stopped trail x`.

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['begin', 'began'],
  ['cancel', 'cancelled'],
  ['drop', 'dropped'],
  ['get', 'got'],
  ['give', 'gave'],
  ['keep', 'kept'],
  ['leave', 'left'],
  ['let', 'let'],
  ['log', 'logged'],
  ['make', 'made'],
  ['opt', 'opted'],
  ['put', 'put'],
  ['read', 'read'],
  ['reset', 'reset'],
  ['run', 'ran'],
  ['send', 'sent'],
  ['set', 'set'],
  ['stop', 'stopped'],
  ['submit', 'submitted'],
  ['tag', 'tagged'],
  ['take', 'took'],
  ['tell', 'told'],
  ['transfer', 'transferred'],
  ['undo', 'undid'],
  ['untag', 'untagged'],
  ['write', 'wrote'],
]);

export function pastTense(phrase: string): string {
  const [verb = ''] = phrase.split(' ', 1);
  return inflect(verb) + phrase.slice(verb.length);
}

function inflect(verb: string): string {
  const irregular = IRREGULAR.get(verb);
  if (irregular !== undefined) return irregular;
  if (verb.endsWith('e')) return `${verb}d`;
  return /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${verb}ed`;
}
