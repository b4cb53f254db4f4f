// Reads a query's text token by token. Whether a slash divides or opens a regular expression is for the parser to say.
import { malformedQuery } from './query-error.ts';
import type { Period, PeriodUnit } from './syntax.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly quoted: boolean; readonly start: number }
  | { readonly kind: 'string'; readonly text: string; readonly start: number }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly start: number }
  | { readonly kind: 'period'; readonly text: string; readonly period: Period; readonly start: number }
  | { readonly kind: 'sign'; readonly text: string; readonly start: number }
  | { readonly kind: 'end'; readonly text: ''; readonly start: number };

const SPACE = /(?:\s+|#[^\n]*)*/y;
const NUMBER = /(\d+(?:\.\d+)?)(ms|mo|[smhdwqy])?(?![A-Za-z0-9_])/y;
const NAME = /[A-Za-z_@][A-Za-z0-9_@]*(?:\.[A-Za-z0-9_@]+)*/y;
const QUOTED_NAME = /`([^`]+)`/y;
const STRING = /"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/y;
const SIGN = /=~|!=|<=|>=|[=<>+\-*/%^(),|[\]]/y;
const REGEX = /\/((?:[^/\\\n]|\\[^\n])+)\//y;

export interface QueryReader {
  /** The next token; it stays next. */
  peek(): Token;
  take(): Token;
  /** Takes the next token when it is this sign. */
  takeSign(sign: string): boolean;
  /** Takes the next token when it is one of these words, in any case, and gives it in lower case. */
  takeWord(...words: string[]): string | undefined;
  /** Takes a regular expression between slashes, when one is next. */
  takeRegex(): RegExp | undefined;
  expectSign(sign: string): void;
  /** The text from an offset up to what was taken last. */
  textFrom(start: number): string;
  fail(problem?: string, token?: Token): never;
}

/** @throws AwsFault `MalformedQueryException`, from its functions, for what is no token. */
export function createQueryReader(text: string): QueryReader {
  let position = 0;
  let taken = 0;
  let next: Token | undefined;

  const match = (pattern: RegExp) => {
    pattern.lastIndex = position;
    return pattern.exec(text);
  };

  function read(): Token {
    position += match(SPACE)?.[0].length ?? 0;
    const start = position;
    const found = readToken(start);
    position = start + found.length;
    return found.token;
  }

  function readToken(start: number): { token: Token; length: number } {
    if (start >= text.length) return { token: { kind: 'end', text: '', start }, length: 0 };
    const string = match(STRING);
    if (string !== null) {
      const value = (string[1] ?? string[2] ?? '').replace(/\\(["'\\])/g, '$1');
      return { token: { kind: 'string', text: value, start }, length: string[0].length };
    }
    const number = match(NUMBER);
    if (number !== null) return { token: numberToken(number, start), length: number[0].length };
    const quoted = match(QUOTED_NAME);
    const name = quoted ?? match(NAME);
    if (name !== null) {
      const token = { kind: 'name', text: quoted?.[1] ?? name[0], quoted: quoted !== null, start } as const;
      return { token, length: name[0].length };
    }
    const sign = match(SIGN);
    if (sign !== null) return { token: { kind: 'sign', text: sign[0], start }, length: sign[0].length };
    throw malformedQuery(`unexpected symbol found ${text.charAt(start)}`, start, start + 1, text);
  }

  function peek(): Token {
    next ??= read();
    return next;
  }

  function take(): Token {
    const token = peek();
    next = undefined;
    taken = position;
    return token;
  }

  function fail(problem?: string, token: Token = peek()): never {
    const end = next === undefined ? taken : position;
    const found = token.kind === 'end' ? 'unexpected end of query' : `unexpected symbol found ${token.text}`;
    throw malformedQuery(problem ?? found, token.start, end, text);
  }

  const reader: QueryReader = {
    peek,
    take,
    fail,
    takeSign(sign) {
      const token = peek();
      if (token.kind !== 'sign' || token.text !== sign) return false;
      take();
      return true;
    },
    takeWord(...words) {
      const token = peek();
      if (token.kind !== 'name' || token.quoted || !words.includes(token.text.toLowerCase()))
        return undefined;
      return take().text.toLowerCase();
    },
    takeRegex() {
      const token = peek();
      if (token.kind !== 'sign' || token.text !== '/') return undefined;
      position = token.start;
      const found = match(REGEX);
      if (found === null) return fail('this regular expression has no closing slash', token);
      next = undefined;
      position = token.start + found[0].length;
      taken = position;
      return compileRegex(found[1] ?? '', (problem) => fail(problem, token));
    },
    expectSign(sign) {
      if (!reader.takeSign(sign)) fail();
    },
    textFrom: (start) => text.slice(start, taken),
  };
  return reader;
}

function numberToken([text, digits, unit]: RegExpExecArray, start: number): Token {
  const value = Number(digits);
  if (unit === undefined) return { kind: 'number', text, value, start };
  return { kind: 'period', text, period: { amount: value, unit: unit as PeriodUnit }, start };
}

function compileRegex(source: string, fail: (problem: string) => never): RegExp {
  const [, flags = '', rest = source] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(source) ?? [];
  try {
    return new RegExp(rest, flags);
  } catch {
    return fail(`invalid regular expression /${source.slice(0, 100)}/`);
  }
}
