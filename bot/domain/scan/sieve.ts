// Lets through the few records that a detection could count, by their text alone: what it holds back none of them matches.
import type { FilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import { type Demand, demandOf } from './demand.ts';
import { createHeaderPlaces, findHeader, type HeaderPlaces } from './header.ts';
import { createInterned } from './interned.ts';

export interface Sieve {
  /**
   * Whether the record that stands in `text` from `start` up to `end` has to be parsed: false only when no pattern matches
   * it. Characters beyond ASCII may be one code unit each, or UTF-8's bytes.
   */
  mayMatch(text: string, start: number, end: number): boolean;
  /** Where the first fields of the last record stand; undefined when they could not be told without parsing it. */
  readonly header: HeaderPlaces | undefined;
}

const ERROR_CODE = '"errorCode"';
const ESCAPE = '\\u00';
/** A letter, digit or sign of {@link demandOf}'s texts, or of a field's name, that somebody wrote as an escape. */
const ESCAPED = /\\u00(?:2[0de]|3[0-9aA]|[4-7][0-9a-fA-F])/;

interface Kind {
  readonly may: boolean;
  readonly texts: readonly string[];
}

export function createSieve(patterns: readonly Pick<FilterPattern, 'kind' | 'expression'>[]): Sieve {
  const expressions = patterns.flatMap(({ expression }) => expression ?? []);
  // Patterns that are no JSON look at the whole text.
  const everything = patterns.some(({ kind }) => kind !== 'json');
  const places = createHeaderPlaces();
  const kindOf = createKinds((text, at, hasErrorCode) => {
    const header = headerOf(text, at);
    return sumUp(expressions.map((expression) => demandOf(expression, header, hasErrorCode)));
  });
  let header: HeaderPlaces | undefined;

  return {
    mayMatch(text, start, end) {
      header = findHeader(text, start, end, places) ? places : undefined;
      if (header === undefined || everything) return true;
      const rest = text.slice(places.rest, end);
      const hasErrorCode = places.errorCode >= 0 || rest.includes(ERROR_CODE);
      const { may, texts } = kindOf(text, places, hasErrorCode);
      if (may) return true;
      const record = text.slice(start, end);
      return texts.some((one) => record.includes(one)) || (record.includes(ESCAPE) && ESCAPED.test(record));
    },
    get header() {
      return header;
    },
  };
}

function headerOf(text: string, at: HeaderPlaces) {
  return {
    identityType: text.slice(at.identityType, at.identityTypeEnd),
    eventSource: text.slice(at.eventSource, at.eventSourceEnd),
    eventName: text.slice(at.eventName, at.eventNameEnd),
    userAgent: text.slice(at.userAgent, at.userAgentEnd),
    errorCode: at.errorCode < 0 ? undefined : text.slice(at.errorCode, at.errorCodeEnd),
  };
}

function sumUp(demands: readonly Demand[]): Kind {
  const texts = new Set<string>();
  for (const demand of demands) {
    if (demand === 'may') return { may: true, texts: [] };
    if (demand !== 'no') for (const text of demand) texts.add(text);
  }
  return { may: false, texts: [...texts] };
}

type KindOf = (text: string, at: HeaderPlaces, hasErrorCode: boolean) => Kind;

/** What callers do repeats: a log has some thousand kinds of headers. Four numbers of this size fit into one. */
const MOST_TEXTS = 4_096;

/** Remembers what `find` found for each kind of header. */
function createKinds(find: KindOf): KindOf {
  let memory = createMemory();
  return (text, at, hasErrorCode) => {
    if (memory.isFull()) memory = createMemory();
    const key = memory.keyOf(text, at, hasErrorCode);
    const known = memory.kinds.get(key);
    if (known !== undefined) return known;
    const kind = find(text, at, hasErrorCode);
    memory.kinds.set(key, kind);
    return kind;
  };
}

function createMemory() {
  const calls = createInterned();
  const agents = createInterned();
  const types = createInterned();
  const errors = createInterned();
  const all = [calls, agents, types, errors];
  return {
    kinds: new Map<number, Kind>(),
    isFull: () => all.some(({ size }) => size >= MOST_TEXTS - 2),
    keyOf(text: string, at: HeaderPlaces, hasErrorCode: boolean): number {
      // The source and the name of a call stand side by side.
      const call = calls.idOf(text, at.eventSource, at.eventNameEnd);
      const agent = agents.idOf(text, at.userAgent, at.userAgentEnd);
      const type = types.idOf(text, at.identityType, at.identityTypeEnd);
      const unknown = hasErrorCode ? 1 : 0;
      const error = at.errorCode < 0 ? unknown : 2 + errors.idOf(text, at.errorCode, at.errorCodeEnd);
      return ((call * MOST_TEXTS + agent) * MOST_TEXTS + type) * MOST_TEXTS + error;
    },
  };
}
