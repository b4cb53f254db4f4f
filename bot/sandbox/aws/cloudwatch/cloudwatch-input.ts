// Reads members of CloudWatch input, with the errors that CloudWatch itself gives.
import { AwsFault, type Input } from '../call.ts';
import { structuresOf, textOf } from '../input-members.ts';

export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}

export function requireMember(input: Input, member: string): string {
  const text = textOf(input, member);
  if (text === undefined || text === '') {
    throw new AwsFault('MissingRequiredParameterException', `The parameter ${member} is required.`);
  }
  return text;
}

/** One of the values of an enumeration; undefined when it was left out. */
export function enumOf<Value extends string>(
  input: Input,
  member: string,
  values: readonly Value[],
): Value | undefined {
  const text = textOf(input, member);
  if (text === undefined) return undefined;
  const value = values.find((candidate) => candidate === text);
  if (value === undefined) {
    throw validationError(
      `1 validation error detected: Value '${text.slice(0, 100)}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
    );
  }
  return value;
}

/** A number, which the query protocol sends as text; undefined when it is none. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Name to value, from CloudWatch's list of pairs. */
export function dimensionsOf(input: Input): Record<string, string> {
  return Object.fromEntries(
    structuresOf(input, 'Dimensions').map((pair) => [
      requireMember(pair, 'Name'),
      requireMember(pair, 'Value'),
    ]),
  );
}

export function writeDimensions(dimensions: Readonly<Record<string, string>>) {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

const PAGE = 100;

/** A page of `MaxRecords` items (100 when left out). The token is where the next page starts. */
export function recordPage<Item>(
  items: readonly Item[],
  input: Input,
): { page: readonly Item[]; NextToken: string | undefined } {
  const size = numberOf(input.MaxRecords) ?? PAGE;
  if (!(size >= 1 && size <= PAGE)) throw validationError(`MaxRecords must be between 1 and ${PAGE}.`);
  const token = textOf(input, 'NextToken') ?? '0';
  if (!/^[0-9]{1,9}$/.test(token))
    throw new AwsFault('InvalidNextToken', 'The next token specified is invalid.');
  const from = Number(token);
  return {
    page: items.slice(from, from + size),
    NextToken: from + size < items.length ? String(from + size) : undefined,
  };
}
