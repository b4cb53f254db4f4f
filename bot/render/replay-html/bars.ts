// Messages over the period as stacked bars, once for a screen and once for a phone.
import { SEVERITIES, type Severity } from '../../domain/detection/detection.ts';
import type { Counts } from '../../domain/replay/messages.ts';
import type { Timeline } from '../../domain/replay/timeline.ts';
import { html, type Markup } from '../../html/markup.ts';
import { niceTop } from '../chart-axes.ts';
import { count, counted } from '../replay-text.ts';
import { moment, shortDay } from './words.ts';

interface Size {
  readonly name: 'wide' | 'narrow';
  readonly width: number;
  readonly height: number;
  readonly labels: number;
}

/** Drawn in the size that they are shown in, so that no letter is scaled away. */
const SIZES: readonly Size[] = [
  { name: 'wide', width: 960, height: 230, labels: 9 },
  { name: 'narrow', width: 340, height: 200, labels: 4 },
];
const TOP = 12;
const BELOW = 26;
/** Of few days, the bars are no walls. */
const WIDEST_BAR = 72;
const WORST_LAST: readonly Severity[] = SEVERITIES;

export function renderBars(timeline: Timeline): Markup {
  const words = describeBars(timeline);
  return html`${SIZES.map((size) => drawBars(timeline, size, words))}
<ul class="legend">${WORST_LAST.toReversed().map(
    (severity) =>
      html`<li><span class="dot ${severity}"></span>${severity} <b>${count(timeline.messages[severity])}</b></li>`,
  )}</ul>
<details><summary>The same in figures</summary>${barTable(timeline)}</details>`;
}

/** The picture in words: how many, and when it was most. */
export function describeBars({ bars, messages, stepDays }: Timeline): string {
  const totals = bars.map((bar) => sum(bar.messages));
  const peak = Math.max(...totals);
  const most = bars[totals.indexOf(peak)];
  const parts = SEVERITIES.toReversed().flatMap((severity) =>
    messages[severity] > 0 ? `${count(messages[severity])} ${severity}` : [],
  );
  if (peak === 0 || most === undefined) return 'No message in the whole period.';
  const when =
    stepDays === 1
      ? `on ${moment(most.from).slice(0, 10)}`
      : `in the ${stepDays} days from ${moment(most.from).slice(0, 10)}`;
  return `${counted(sum(messages), 'message')}: ${parts.join(', ')}. Most ${when}: ${count(peak)}.`;
}

function drawBars({ bars, stepDays }: Timeline, size: Size, words: string): Markup {
  const { width, height } = size;
  const scale = niceTop(Math.max(...bars.map(({ messages }) => sum(messages))));
  const left = 14 + 8 * Math.max(...scale.ticks.map((tick) => short(tick).length));
  const bottom = height - BELOW;
  const y = (value: number) => bottom - ((bottom - TOP) * value) / scale.top;
  const step = (width - left) / bars.length;
  const every = Math.ceil(bars.length / size.labels);
  const lines = scale.ticks.map(
    (tick) =>
      html`<line class="grid" x1="${left}" x2="${width}" y1="${n(y(tick))}" y2="${n(y(tick))}"/><text x="${left - 8}" y="${n(y(tick) + 4)}" text-anchor="end">${short(tick)}</text>`,
  );
  const drawn = bars.map(({ from, messages }, index) => {
    const x = left + index * step;
    const label =
      index % every === 0 &&
      x + 40 < width &&
      html`<text x="${n(x)}" y="${height - 8}">${shortDay(from)}</text>`;
    return html`<g>${label}${stack(messages, x, step, y)}<rect class="hover" x="${n(x)}" y="${TOP}" width="${n(step)}" height="${bottom - TOP}"><title>${titleOf(from, stepDays, messages)}</title></rect></g>`;
  });
  return html`<svg class="chart ${size.name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">${lines}${drawn}</svg>`;
}

function stack(messages: Counts, x: number, step: number, y: (value: number) => number): readonly Markup[] {
  const gap = Math.min(8, step * 0.25);
  const width = Math.min(WIDEST_BAR, step - gap);
  let base = 0;
  return WORST_LAST.flatMap((severity) => {
    const value = messages[severity];
    if (value === 0) return [];
    const top = y(base + value);
    // What is there must be seen, however small it is beside the rest.
    const height = Math.max(2, y(base) - top);
    base += value;
    return html`<rect class="${severity}" x="${n(x + gap / 2)}" y="${n(top)}" width="${n(width)}" height="${n(height)}" rx="1.5"/>`;
  });
}

function titleOf(from: number, stepDays: number, messages: Counts): string {
  const parts = SEVERITIES.toReversed().flatMap((severity) =>
    messages[severity] > 0 ? `${count(messages[severity])} ${severity}` : [],
  );
  const span = stepDays === 1 ? '' : ` and the ${stepDays - 1} days after`;
  return `${moment(from).slice(0, 10)}${span}: ${parts.length === 0 ? 'no message' : parts.join(', ')}`;
}

function barTable({ bars }: Timeline): Markup {
  const shown = bars.filter(({ messages }) => sum(messages) > 0);
  const rows = shown.map(
    ({ from, messages }) =>
      html`<tr><th scope="row">${moment(from).slice(0, 10)}</th>${SEVERITIES.toReversed().map((severity) => html`<td class="number">${count(messages[severity])}</td>`)}</tr>`,
  );
  return html`<table class="data"><thead><tr><th scope="col">From</th>${SEVERITIES.toReversed().map((severity) => html`<th scope="col" class="number">${severity}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

function sum(counts: Counts): number {
  return SEVERITIES.reduce((total, severity) => total + counts[severity], 0);
}

/** `1.5k`. */
function short(value: number): string {
  return value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });
}

/** A coordinate with no more digits than a pixel needs. */
function n(value: number): string {
  return value.toFixed(1);
}
