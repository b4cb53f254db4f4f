// Logs for a person at a terminal: trouble only, with what to do about it.
import { TrailbotError } from '../domain/errors.ts';
import type { Log } from '../ports/run.ts';

export type Write = (line: string) => void;

export function createConsoleLog(write: Write = (line) => process.stderr.write(`${line}\n`)): Log {
  const tell =
    (mark: string) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      const { error, ...rest } = fields;
      const facts = Object.entries(rest).map(([name, value]) => ` ${name}=${printable(value)}`);
      write(`${mark} ${message}${facts.join('')}${error === undefined ? '' : `: ${reasonOf(error)}`}`);
    };
  return { info: () => undefined, warn: tell('!'), error: tell('✗') };
}

function reasonOf(error: unknown): string {
  if (error instanceof TrailbotError) return printable(`${error.message} ${error.hint}`);
  return error instanceof Error ? printable(error.stack ?? error.message) : printable(error);
}

/** Nothing that came from a log may steer the terminal. */
function printable(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.replaceAll(/[^\P{C}\n]/gu, '�').slice(0, 2_000);
}
