// Reads `query <id> [name=value …] [last=6h]`; values without a name go to the parameters in their order.
import { parseParameter } from '../query/parse-parameter.ts';
import type { AskableQuery, Command, Problem, Vocabulary } from './command.ts';
import { DURATION_FORM, parseDuration } from './parse-duration.ts';
import { type Line, replaceWord, type Word } from './split-words.ts';
import { unknownWord } from './unknown-word.ts';

const NAMED = /^([a-z][\w-]{0,59})=(.*)$/is;
const WINDOW = 'last';

/** All parameters there: work. Some missing: the form asks for them. None of the queries: what is there. */
export function parseQueryCommand(line: Line, { queries }: Vocabulary): Command {
  const [id, ...rest] = line.words;
  if (id === undefined) return { kind: 'help', topic: 'query' };
  const query = queries.find((one) => one.id === id.text.toLowerCase());
  if (query === undefined) {
    return unknownWord({
      what: 'query',
      word: id.text,
      known: queries.map((one) => one.id),
      see: 'Type /trail help query to see those that are there.',
      instead: (known) => replaceWord(line.text, id, known),
    });
  }
  const given = readGiven(rest, query, line);
  return 'kind' in given ? given : complete(query, given);
}

interface Given {
  readonly values: ReadonlyMap<string, string>;
  readonly hours?: number;
}

function readGiven(words: readonly Word[], query: AskableQuery, line: Line): Given | Problem {
  const values = new Map<string, string>();
  const unnamed: string[] = [];
  let hours: number | undefined;
  for (const word of words) {
    const [, name, value = ''] = NAMED.exec(word.text) ?? [];
    const parameter = query.parameters.find((one) => one.name.toLowerCase() === name?.toLowerCase());
    if (name === undefined) unnamed.push(word.text);
    else if (parameter) values.set(parameter.name, value);
    else if (name.toLowerCase() !== WINDOW) return unknownParameter(word, name, query, line);
    else {
      const minutes = parseDuration(value);
      if (minutes === undefined) return { kind: 'problem', problem: `${WINDOW}= takes ${DURATION_FORM}.` };
      hours = minutes / 60;
    }
  }
  const open = query.parameters.filter(({ name }) => !values.has(name));
  if (unnamed.length > open.length) return tooMany(unnamed[open.length] ?? '', query);
  for (const [index, value] of unnamed.entries()) {
    const parameter = open[index];
    if (parameter) values.set(parameter.name, value);
  }
  return { values, ...(hours !== undefined && { hours }) };
}

function complete(query: AskableQuery, { values, hours }: Given): Command {
  const checked: [string, string][] = [];
  for (const { name, type, title } of query.parameters) {
    const text = values.get(name)?.trim() ?? '';
    if (text === '') continue;
    const parsed = parseParameter(type, text);
    if (!parsed.ok) return { kind: 'problem', problem: `${title}: ${parsed.problem}` };
    checked.push([name, parsed.value]);
  }
  const asked = {
    queryId: query.id,
    values: Object.fromEntries(checked),
    ...(hours !== undefined && { hours }),
  };
  return checked.length < query.parameters.length
    ? { kind: 'ask-query', ...asked }
    : { kind: 'work', work: { kind: 'run-query', ...asked } };
}

function unknownParameter(word: Word, name: string, { id, parameters }: AskableQuery, line: Line): Problem {
  const known = [...parameters.map((one) => one.name), WINDOW];
  return unknownWord({
    what: `parameter of ${id}`,
    word: name,
    known,
    see: `It takes ${known.join(', ')}.`,
    instead: (right) =>
      replaceWord(line.text, { ...word, to: word.from + line.text.slice(word.from).indexOf('=') }, right),
  });
}

function tooMany(word: string, { id, parameters }: AskableQuery): Problem {
  const names = parameters.map(({ name }) => name).join(', ');
  const takes = names === '' ? 'takes no values' : `takes ${names}, and no more`;
  return { kind: 'problem', problem: `${id} ${takes}: “${word.slice(0, 60)}” is too much.` };
}
