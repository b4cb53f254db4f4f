// What a new detection has in place of what somebody has to write, and which of it is still there.
import type { Detection } from './detection.ts';

/** Ends a title. */
export const NO_TITLE = '(say what happened)';
/** Begins a text. */
export const NO_TEXT = 'Say here';
/** Counts nothing that AWS ever writes. */
export const NO_SOURCE = 'example.amazonaws.com';
/** Counts nothing either. */
export const NO_NAME = 'ReplaceWithAnEventName';

/** Keys of a detection's file that nobody has written yet. */
export function unwrittenKeys({ title, why, filter, runbook }: Detection): readonly string[] {
  const keys = [
    ['title', title.endsWith(NO_TITLE)],
    ['why', why.startsWith(NO_TEXT)],
    ['filter', filter.includes(NO_SOURCE) || filter.includes(NO_NAME)],
    ['runbook', runbook.some((step) => step.startsWith(NO_TEXT))],
  ] as const;
  return keys.flatMap(([key, unwritten]) => (unwritten ? [key] : []));
}

/** What somebody has to know who believes that it is finished; undefined when it is. */
export function tellUnwritten(detection: Detection): string | undefined {
  const keys = unwrittenKeys(detection);
  if (keys.length === 0) return undefined;
  const never = keys.includes('filter') ? ' It can never fire.' : '';
  return `${detection.id} is not finished: nobody has written its ${keys.join(', ')} yet.${never}`;
}
