// Finds the few detections that could count an event, so that not the whole catalog is asked about each.

import type { JsonObject } from '../event/trail-event.ts';
import type { FilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import { requiredValues } from '../filter-pattern/required-values.ts';
import { valueAt } from '../read-json.ts';

/**
 * Indexes by the `eventName` that a pattern requires, else by the `eventSource`. A pattern that requires neither is a
 * candidate for every record.
 * @returns gives, for a record, all whose pattern may match it and some that do not, in the order of `detections`
 */
export function indexDetections<T extends { readonly pattern: FilterPattern }>(
  detections: readonly T[],
): (record: JsonObject) => readonly T[] {
  const byName = new Map<string, T[]>();
  const bySource = new Map<string, T[]>();
  const always: T[] = [];
  for (const detection of detections) {
    const { expression } = detection.pattern;
    const names = expression && requiredValues(expression, 'eventName');
    const sources = expression && requiredValues(expression, 'eventSource');
    if (names) addUnder(byName, names, detection);
    else if (sources) addUnder(bySource, sources, detection);
    else always.push(detection);
  }
  const places = new Map(detections.map((detection, place) => [detection, place]));
  const inOrder = (...lists: readonly (readonly T[])[]): readonly T[] =>
    lists.flat().sort((left, right) => (places.get(left) ?? 0) - (places.get(right) ?? 0));
  const unnamed = new Map([...bySource].map(([source, list]) => [source, inOrder(always, list)]));

  return (record) => {
    const named = lookUp(byName, valueAt(record, 'eventName'));
    const others = lookUp(unnamed, valueAt(record, 'eventSource')) ?? always;
    return named === undefined ? others : inOrder(others, named);
  };
}

function addUnder<T>(index: Map<string, T[]>, values: ReadonlySet<string>, item: T): void {
  for (const value of values) {
    const list = index.get(value);
    if (list) list.push(item);
    else index.set(value, [item]);
  }
}

/** Patterns compare a number with a text by the number's own text. */
function lookUp<T>(index: ReadonlyMap<string, T>, value: unknown): T | undefined {
  if (typeof value === 'string') return index.get(value);
  return typeof value === 'number' ? index.get(String(value)) : undefined;
}
