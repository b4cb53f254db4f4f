// What a change would do: before and after, side by side, for a terminal.
import { changedDetections } from '../domain/replay/changed-detections.ts';
import type { Side } from '../domain/replay/replayed.ts';
import { figureChanges, figuresOf } from './replay-changes.ts';
import { count, fixed, table } from './replay-text.ts';

export function renderComparison(before: Side, after: Side): string {
  const overall = table(
    ['', 'before', 'after'],
    figureChanges(before, after).map(({ what, before: was, after: is, digits }) => [
      what,
      fixed(was, digits),
      fixed(is, digits),
    ]),
  );
  const changed = changedDetections(before.report, after.report);
  if (changed.length === 0) return `${overall}\n\nEach detection gives what it gave before.`;
  const figures = figuresOf(changed.flatMap(({ was, is }) => [was, is]));
  const rows = changed.map(({ id, was, is }) => [
    id,
    ...figures.map(([, figure]) => step(was?.[figure], is?.[figure])),
  ]);
  return `${overall}\n\n${table(['What changes', ...figures.map(([title]) => title)], rows)}`;
}

/** `12 → 3`, or the number when it stays. */
function step(was = 0, is = 0): string {
  return was === is ? count(is) : `${count(was)} → ${count(is)}`;
}
