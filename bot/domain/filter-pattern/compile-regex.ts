// Turns a regular expression into a predicate that reads its subject once: time grows with the subject's length only.
import { ALPHABET } from './parse-character-set.ts';
import { parseRegex, type RegexItem } from './parse-regex.ts';

/** A set of places in the expression that the text read so far may have reached, and where each character leads. */
interface State {
  readonly places: readonly number[];
  readonly accepts: boolean;
  readonly acceptsAtEnd: boolean;
  readonly next: (State | undefined)[];
}

const MOST_CACHED_STATES = 500;

/**
 * Whether a text holds a match of `source` anywhere.
 *
 * A backtracking `RegExp` would need polynomial time for `%.*a.*b.*c%` on a hostile user agent. Without groups the
 * language is small enough for an automaton whose states are made on first use and kept.
 * @throws FilterPatternError
 */
export function compileRegex(source: string): (subject: string) => boolean {
  const alternatives = parseRegex(source);
  const items: (RegexItem | 'accept')[] = [];
  const entries: number[] = [];
  for (const alternative of alternatives) {
    entries.push(items.length);
    items.push(...alternative, 'accept');
  }

  let states = new Map<string, State>();

  /** Adds a place, and all places that can be reached from it without reading a character. */
  function reach(place: number, places: Set<number>, atStart: boolean, atEnd: boolean): void {
    for (let at = place; !places.has(at); at += 1) {
      places.add(at);
      const item = items[at];
      if (item === undefined || item === 'accept') return;
      if (item.kind === 'characters' && !item.skippable) return;
      if (item.kind === 'start' && !atStart) return;
      if (item.kind === 'end' && !atEnd) return;
    }
  }

  function accepts(places: Iterable<number>): boolean {
    for (const place of places) if (items[place] === 'accept') return true;
    return false;
  }

  function stateOf(places: Set<number>, atStart: boolean): State {
    const sorted = [...places].sort((left, right) => left - right);
    const key = `${atStart}${sorted.join()}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const atEnd = new Set<number>();
    for (const place of sorted) reach(place, atEnd, atStart, true);
    const state: State = {
      places: sorted,
      accepts: accepts(sorted),
      acceptsAtEnd: accepts(atEnd),
      next: new Array<State | undefined>(ALPHABET).fill(undefined),
    };
    if (states.size >= MOST_CACHED_STATES) states = new Map();
    states.set(key, state);
    return state;
  }

  function advance(state: State, symbol: number): State {
    const places = new Set<number>();
    for (const place of state.places) {
      const item = items[place];
      if (item === undefined || item === 'accept' || item.kind !== 'characters' || item.set[symbol] !== 1)
        continue;
      reach(item.repeats ? place : place + 1, places, false, false);
    }
    for (const entry of entries) reach(entry, places, false, false);
    const next = stateOf(places, false);
    state.next[symbol] = next;
    return next;
  }

  function begin(): State {
    const places = new Set<number>();
    for (const entry of entries) reach(entry, places, true, false);
    return stateOf(places, true);
  }

  const first = begin();
  return (subject) => {
    let state = first;
    for (let index = 0; index < subject.length; index += 1) {
      if (state.accepts) return true;
      const code = subject.codePointAt(index) ?? 0;
      if (code > 0xffff) index += 1;
      const symbol = Math.min(code, ALPHABET - 1);
      state = state.next[symbol] ?? advance(state, symbol);
    }
    return state.accepts || state.acceptsAtEnd;
  };
}
