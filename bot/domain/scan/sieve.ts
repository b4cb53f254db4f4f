// Knows by a record's first fields whether a detection could count it: what it holds back none of them matches.

import type { FilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import type { Expression } from '../filter-pattern/expression.ts';
import { type Demand, demandOf, type Header } from './demand.ts';
import { findReadOnly, type ReadOnly } from './find-read-only.ts';

export interface Sieve {
  /** By all that a header has but the user agent. @param hasErrorCode - false when the record certainly has none */
  ofCall(call: CallHeader, hasErrorCode: boolean): Kind;
  /** A bit for each expression that depends on the user agent and may match this one. */
  ofAgent(userAgent: string): number;
}

export type CallHeader = Pick<Header, 'identityType' | 'eventSource' | 'eventName' | 'errorCode'>;

export interface Kind extends Narrow {
  /** What is left of it when it is known whether the call was a read; absent where that decides nothing. */
  readonly narrowed?: Readonly<Record<ReadOnly, Narrow>>;
  /** The bits of {@link Sieve.ofAgent}'s expressions that may match, whatever the user agent is. */
  readonly agents: number;
}

interface Narrow {
  /** It has to be parsed. */
  readonly may: boolean;
  /** Else one of these has to stand in its text, or it cannot match; one character for each byte. */
  readonly texts: readonly string[];
}

/** A letter, digit or sign of {@link demandOf}'s texts, or of a field's name, that somebody wrote as an escape. */
const ESCAPED = /\\u00(?:2[0de]|3[0-9aA]|[4-7][0-9a-fA-F])/;
/** So many expressions have a bit of their own: with more, a number is no small one. */
const MOST_BITS = 30;
const EVERY: Narrow = { may: true, texts: [] };
const UNKNOWN: Header = {
  identityType: undefined,
  eventSource: undefined,
  eventName: undefined,
  userAgent: undefined,
  errorCode: undefined,
};

/** @param isWanted - what else has to be parsed, by the source and the name of its call */
export function createSieve(
  patterns: readonly Pick<FilterPattern, 'kind' | 'expression'>[],
  isWanted: (eventSource: string, eventName: string) => boolean = () => false,
): Sieve {
  const { byAgent, others } = divide(patterns.flatMap(({ expression }) => expression ?? []));
  // Patterns that are no JSON look at the whole text.
  const everything = patterns.some(({ kind }) => kind !== 'json');
  return {
    ofCall(call, hasErrorCode) {
      const header = { ...UNKNOWN, ...call };
      const demand = (expression: Expression) => demandOf(expression, header, hasErrorCode);
      const agents = bitsOf(byAgent, (expression) => demand(expression) !== 'no');
      if (everything || isWanted(call.eventSource ?? '', call.eventName ?? '')) return { ...EVERY, agents };
      const open = others.filter((expression) => demand(expression) !== 'no');
      const kind = { ...sumUp(open.map(demand)), agents };
      if (!open.some((expression) => mentions(expression, '$.readOnly'))) return kind;
      const narrow = (readOnly: ReadOnly) =>
        sumUp(open.map((expression) => demandOf(expression, { ...header, readOnly }, hasErrorCode)));
      const narrowed = { true: narrow('true'), false: narrow('false'), missing: narrow('missing') };
      return { ...kind, narrowed };
    },
    ofAgent(userAgent) {
      const header = { ...UNKNOWN, userAgent };
      return bitsOf(byAgent, (expression) => demandOf(expression, header, true) !== 'no');
    },
  };
}

/**
 * Reading one more field costs much less than parsing the record.
 * @param text - a record of this kind that may match by all that is known. @param rest - where its first fields end
 */
export function mayStillMatch({ narrowed }: Kind, text: string, rest: number): boolean {
  if (narrowed === undefined) return true;
  const readOnly = findReadOnly(text, rest, text.length);
  if (readOnly === undefined) return true;
  const { may, texts } = narrowed[readOnly];
  return may || texts.some((one) => text.includes(one));
}

/** Whether what is looked for may stand in it written otherwise. */
export function isDisguised(text: string): boolean {
  return ESCAPED.test(text);
}

/** There are more user agents than all else together, and few expressions ask for them. */
function divide(expressions: readonly Expression[]) {
  const byAgent = expressions.filter((expression) => mentions(expression, '$.userAgent')).slice(0, MOST_BITS);
  return { byAgent, others: expressions.filter((expression) => !byAgent.includes(expression)) };
}

function mentions(expression: Expression, selector: string): boolean {
  if ('operands' in expression) return expression.operands.some((operand) => mentions(operand, selector));
  return expression.selector.text === selector;
}

function bitsOf<T>(all: readonly T[], has: (one: T) => boolean): number {
  return all.reduce((bits, one, place) => (has(one) ? bits | (1 << place) : bits), 0);
}

function sumUp(demands: readonly Demand[]): Narrow {
  const texts = new Set<string>();
  for (const demand of demands) {
    if (demand === 'may') return EVERY;
    if (demand !== 'no') for (const text of demand) texts.add(text);
  }
  return { may: false, texts: [...texts] };
}
