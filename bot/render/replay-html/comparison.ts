// What a change would do: before and after, side by side.
import { changedDetections, type DetectionChange } from '../../domain/replay/changed-detections.ts';
import type { Side } from '../../domain/replay/replayed.ts';
import { html, type Markup } from '../../html/markup.ts';
import { figureChanges, figuresOf } from '../replay-changes.ts';
import { count, fixed } from '../replay-text.ts';
import type { Section } from './columns.ts';
import { type Column, renderTable } from './table.ts';
import { capital, name } from './words.ts';

export function comparisonSection(before: Side, after: Side): Section {
  const rows = figureChanges(before, after).map(
    ({ what, before: was, after: is, digits }) =>
      html`<tr><th scope="row">${what}</th><td class="number">${fixed(was, digits)}</td><td class="number"><b>${fixed(is, digits)}</b></td><td class="number">${difference(was, is, digits)}</td></tr>`,
  );
  return {
    id: 'change',
    title: 'Before and after',
    lead: 'All below is with the change.',
    content: html`<div class="scroll"><table class="data" aria-label="Before and after"><thead><tr><td></td><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">Change</th></tr></thead><tbody>${rows}</tbody></table></div>${byDetection(before, after)}`,
  };
}

function byDetection(before: Side, after: Side): Markup {
  const changed = changedDetections(before.report, after.report);
  if (changed.length === 0) return html`<p>Each detection gives what it gave before.</p>`;
  const columns: readonly Column<DetectionChange>[] = [
    {
      title: 'What changes',
      kind: 'text',
      cell: ({ id, is, was }) => html`${name(is?.title ?? was?.title ?? id)}<small>${name(id)}</small>`,
      order: ({ id }) => id,
    },
    ...figuresOf(changed.flatMap(({ was, is }) => [was, is])).map(
      ([title, figure]): Column<DetectionChange> => ({
        title: capital(title),
        kind: 'number',
        cell: ({ was, is }) => step(was?.[figure], is?.[figure]),
        order: ({ was, is }) => (is?.[figure] ?? 0) - (was?.[figure] ?? 0),
      }),
    ),
  ];
  return renderTable('What changes', columns, changed);
}

/** `12 → 3`, or the number when it stays. */
function step(was = 0, is = 0): Markup {
  return was === is ? html`${count(is)}` : html`${count(was)} → <b>${count(is)}</b>`;
}

function difference(was: number, is: number, digits: number): string {
  // Of the figures as they stand beside it, so that it adds up.
  const [from, to] = [Number(was.toFixed(digits)), Number(is.toFixed(digits))];
  return from === to ? 'the same' : `${to > from ? '+' : '−'}${fixed(Math.abs(to - from), digits)}`;
}
