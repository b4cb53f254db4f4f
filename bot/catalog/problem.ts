// What is wrong in a template: where, what, and the remedy.
import { type ErrorCode, TrailbotError } from '../domain/errors.ts';

export interface Problem {
  /** The file's name, without its folder. */
  readonly file: string;
  /** Path of the key, for example `raise[0].when`. Empty when it is the whole file. */
  readonly key: string;
  /** Counted from 1. */
  readonly line: number | undefined;
  readonly wrong: string;
  readonly remedy: string;
}

/** `['raise', 0, 'when']` as people write it: `raise[0].when`. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((key, step) => {
    if (typeof step === 'number') return `${key}[${step}]`;
    return key === '' ? String(step) : `${key}.${String(step)}`;
  }, '');
}

/** One error for all problems, so that a person mends them in one go. */
export function problemsError(code: ErrorCode, problems: readonly Problem[]): TrailbotError {
  const [first] = problems;
  if (first === undefined) throw new RangeError('There is no problem to report.');
  if (problems.length === 1) return new TrailbotError({ code, message: place(first), hint: first.remedy });
  const lines = problems.map((problem) => `- ${place(problem)} ${problem.remedy}`);
  return new TrailbotError({
    code,
    message: `There are ${problems.length} mistakes:\n${lines.join('\n')}`,
    hint: 'Mend each of them, then run: npm run catalog',
  });
}

function place({ file, key, line, wrong }: Problem): string {
  const where = [file, key, line === undefined ? '' : `line ${line}`].filter((part) => part !== '');
  return `${where.join(', ')}: ${wrong}`;
}
