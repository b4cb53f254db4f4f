// What a pattern asks of a record whose first fields are known: nothing more, some text anywhere in it, or it cannot match.
import { compileCondition } from '../filter-pattern/compile-condition.ts';
import type { Test } from '../filter-pattern/compile-selector.ts';
import type { Condition, Expression } from '../filter-pattern/expression.ts';
import type { ReadOnly } from './find-read-only.ts';

/** The first fields of a record, as far as they are known. */
export interface Header {
  readonly identityType: string | undefined;
  readonly eventSource: string | undefined;
  readonly eventName: string | undefined;
  readonly userAgent: string | undefined;
  /** Also undefined when the record may have another one, or none. */
  readonly errorCode: string | undefined;
  readonly readOnly?: ReadOnly | undefined;
}

/**
 * `no`: it cannot match. `may`: it has to be tested. Else one of these texts has to stand in the record's text, or it
 * cannot match.
 */
export type Demand = 'no' | 'may' | readonly string[];

/** Shorter texts stand in nearly every record. */
const SHORTEST = 3;
/** So much of a longer text is enough to look for. */
const ENDS_FROM = 4;
/** From frequent to rare; what is not among them is frequent. */
const RARE = 'SIRclAdu1hLMfpNPyTgbDCvFOUWBkjVHJGKxqXYQzZ';
/** What is written as it is in JSON, unless somebody escapes letters. */
const PLAIN_PARTS = /[A-Za-z0-9 _.:-]+/g;

const READ_ONLY: Readonly<Record<ReadOnly, object>> = {
  true: { readOnly: true },
  false: { readOnly: false },
  missing: {},
};

/** The fields of a header, and where they are in a record. */
const KNOWN: Readonly<Record<string, (header: Header) => object | undefined>> = {
  '$.userIdentity.type': ({ identityType: type }) =>
    type === undefined ? undefined : { userIdentity: { type } },
  '$.eventSource': ({ eventSource }) => (eventSource === undefined ? undefined : { eventSource }),
  '$.eventName': ({ eventName }) => (eventName === undefined ? undefined : { eventName }),
  '$.userAgent': ({ userAgent }) => (userAgent === undefined ? undefined : { userAgent }),
  '$.readOnly': ({ readOnly }) => (readOnly === undefined ? undefined : READ_ONLY[readOnly]),
  '$.errorCode': ({ errorCode }) => (errorCode === undefined ? undefined : { errorCode }),
};

/**
 * @param hasErrorCode - false when it is certain that the record has no `errorCode`
 * @returns what is necessary for `expression` to match; it is never sufficient, save for `no`
 */
export function demandOf(expression: Expression, header: Header, hasErrorCode: boolean): Demand {
  if (!('operands' in expression)) return demandOfCondition(expression, header, hasErrorCode);
  const demands = expression.operands.map((operand) => demandOf(operand, header, hasErrorCode));
  return expression.kind === 'and' ? all(demands) : any(demands);
}

/** Each has to be met, so that any one of them is necessary: the shortest list is the quickest to look for. */
function all(demands: readonly Demand[]): Demand {
  return demands.reduce((best, one) => {
    if (best === 'no' || one === 'no') return 'no';
    if (best === 'may') return one;
    return one === 'may' || best.length <= one.length ? best : one;
  }, 'may');
}

function any(demands: readonly Demand[]): Demand {
  const texts = new Set<string>();
  let met = false;
  for (const demand of demands) {
    if (demand === 'may') return 'may';
    if (demand === 'no') continue;
    met = true;
    for (const text of demand) texts.add(text);
  }
  return met ? [...texts] : 'no';
}

function demandOfCondition(condition: Condition, header: Header, hasErrorCode: boolean): Demand {
  const { text, wildcard } = condition.selector;
  if (wildcard === undefined && Object.hasOwn(KNOWN, text)) {
    const known = KNOWN[text]?.(header) ?? (text === '$.errorCode' && !hasErrorCode ? {} : undefined);
    if (known !== undefined && isPlain(condition)) return testOf(condition)(known) ? 'may' : 'no';
  }
  if (condition.kind !== 'text' || condition.operator !== '=') return 'may';
  const parts = condition.value.match(PLAIN_PARTS) ?? [];
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  return longest.length < SHORTEST ? 'may' : [quickest(longest)];
}

/** Each is asked about every kind of call. */
const tests = new WeakMap<Condition, Test>();

function testOf(condition: Condition): Test {
  const test = tests.get(condition) ?? compileCondition(condition);
  tests.set(condition, test);
  return test;
}

/**
 * The header's texts may be UTF-8's bytes: what is beyond ASCII there compares as it should with ASCII only, and has more
 * characters than it should.
 */
function isPlain(condition: Condition): boolean {
  if (condition.kind === 'regex') return false;
  return condition.kind !== 'text' || /^[ -~]*$/.test(condition.value);
}

/** A text that begins with a rare letter is found several times as fast, and what holds the whole holds its end. */
function quickest(text: string): string {
  const ends = Array.from({ length: text.length - ENDS_FROM + 1 }, (_, at) => text.slice(at));
  return ends.reduce((best, end) => (rarity(end) > rarity(best) ? end : best), text);
}

/** Of its first letter, by how often it stands in records. */
function rarity(text: string): number {
  return RARE.indexOf(text.charAt(0));
}
