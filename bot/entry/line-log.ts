// Structured logs, as CloudWatch Logs Insights reads them. Without a library: it would be a tenth of a function's start.
import { inspect } from 'node:util';
import type { Log } from '../ports/run.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One JSON line each, with the names that Powertools' logger uses. @param functionName names the door, in every line. */
export function createLineLog(
  functionName: string,
  write: (line: string) => void = (line) => process.stdout.write(`${line}\n`),
): Log {
  const tell =
    (level: string) =>
    (message: string, fields: Fields = {}) => {
      const { error, ...rest } = fields;
      const facts = { ...rest, ...(error !== undefined && { error: describe(error) }) };
      const service = `trailbot-${functionName}`;
      const line = { level, message, service, timestamp: new Date().toISOString() };
      write(toJson({ ...line, ...facts }) ?? toJson({ ...line, facts: inspect(facts) }) ?? message);
    };
  return { info: tell('INFO'), warn: tell('WARN'), error: tell('ERROR') };
}

/** Undefined for what JSON cannot hold: a log line is never worth a failure. */
function toJson(line: object): string | undefined {
  try {
    return JSON.stringify(line);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** An Error's own members are not enumerable, and JSON would show none of them. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const said = { ...Object.fromEntries(Object.entries(error)), name, message, stack };
  return cause === undefined ? said : { ...said, cause: describe(cause) };
}
