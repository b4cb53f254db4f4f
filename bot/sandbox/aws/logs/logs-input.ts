// Checks members of CloudWatch Logs input, with the errors that CloudWatch Logs itself gives.
import { AwsFault, type Input } from '../call.ts';
import { integerOf, textOf } from '../input-members.ts';

export function invalidParameter(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}

/** A text that must be there, be no longer than `max` characters and fit `pattern` as a whole. */
export function requireText(input: Input, member: string, max: number, pattern?: RegExp): string {
  const text = textOf(input, member);
  if (text === undefined) throw constraint(member, 'null', 'Member must not be null');
  if (text.length < 1) throw constraint(member, text, 'Member must have length greater than or equal to 1');
  return checkText(member, text, max, pattern);
}

export function checkText(member: string, text: string, max: number, pattern?: RegExp): string {
  if (text.length > max)
    throw constraint(member, text, `Member must have length less than or equal to ${max}`);
  if (pattern !== undefined && !pattern.test(text)) {
    throw constraint(member, text, `Member must satisfy regular expression pattern: ${pattern.source}`);
  }
  return text;
}

/** A whole number within bounds; `fallback` when it was left out. */
export function boundedInteger(
  input: Input,
  member: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  const value = integerOf(input, member) ?? fallback;
  if (!(value >= min)) {
    throw constraint(member, String(input[member]), `Member must have value greater than or equal to ${min}`);
  }
  if (value > max) {
    throw constraint(member, String(value), `Member must have value less than or equal to ${max}`);
  }
  return value;
}

/** The message that AWS's own validation writes for a member of the request. */
export function constraint(member: string, value: string, problem: string): AwsFault {
  const shown = value === 'null' ? 'null' : `'${value.slice(0, 200)}'`;
  return invalidParameter(
    `1 validation error detected: Value ${shown} at '${member}' failed to satisfy constraint: ${problem}`,
  );
}
