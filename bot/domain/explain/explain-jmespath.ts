// Explains a JMESPath condition on one record: its parts, the fields that each reads, and whether it held.
import { search } from '@aws-lambda-powertools/jmespath';
import { compileJmespath } from '../detection/compile-jmespath.ts';
import { RecordFunctions } from '../detection/jmespath-functions.ts';
import type { JsonObject } from '../event/trail-event.ts';
import { type Clause, type Explained, groupOf, type Seen } from './explained.ts';
import { type Part, pathsIn, splitJmespath } from './split-jmespath.ts';

const OPTIONS = { customFunctions: new RecordFunctions() };

/**
 * Answers as {@link compileJmespath} does; undefined is where that throws on the record. Parts that were not needed are
 * asked all the same.
 * @throws TrailbotError `catalog_invalid` for an expression that is none
 */
export function explainJmespath(expression: string, record: JsonObject): Explained {
  compileJmespath(expression);
  return explainPart(splitJmespath(expression), record);
}

function explainPart(part: Part, record: JsonObject): Explained {
  if (part.kind === 'question') return ask(part.text, record);
  return groupOf(
    part.kind,
    part.parts.map((one) => explainPart(one, record)),
  );
}

function ask(text: string, record: JsonObject): Clause {
  const shown = text.replaceAll(/\s+/g, ' ');
  const seen = pathsIn(text).map((path) => see(path, record));
  try {
    return { kind: 'clause', text: shown, held: compileJmespath(text)(record), seen };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const broken = error.message.replace(` in expression: ${text}`, '');
    return { kind: 'clause', text: shown, held: undefined, seen, broken };
  }
}

/** JMESPath gives null for what is not there. */
function see(path: string, record: JsonObject): Seen {
  const value: unknown = search(path, record as Parameters<typeof search>[1], OPTIONS);
  return { path, values: value === null || value === undefined ? [] : [value] };
}
