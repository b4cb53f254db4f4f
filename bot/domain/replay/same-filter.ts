// Finds the detections of a change that count what another one counts already: a copy under another name.
import type { Detection } from '../detection/detection.ts';
import { parseJsonPattern } from '../filter-pattern/parse-json-pattern.ts';

export interface SameFilter {
  /** The one that is new. */
  readonly id: string;
  /** The one that was there. */
  readonly as: string;
}

type Filtered = Pick<Detection, 'id' | 'filter'>;

/** Spaces and brackets make no difference. */
export function sameFilters(before: readonly Filtered[], after: readonly Filtered[]): readonly SameFilter[] {
  const added = after.filter(({ id }) => !before.some((one) => one.id === id));
  if (added.length === 0) return [];
  const known = new Map(before.map(({ id, filter }) => [meaningOf(filter), id]));
  return added.flatMap(({ id, filter }) => {
    const as = known.get(meaningOf(filter));
    return as === undefined ? [] : [{ id, as }];
  });
}

function meaningOf(filter: string): string {
  const text = filter.trim();
  return text.startsWith('{') ? JSON.stringify(parseJsonPattern(text)) : text;
}
