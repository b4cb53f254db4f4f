// A timeline as a picture: stacked bars over time, drawn as SVG for a phone, on a card that reads in dark mode too.

import { cutText } from '../domain/cut-text.ts';
import { type ChartPoints, OTHERS } from '../domain/query/chart-points.ts';
import { niceTop, timeTicks } from './chart-axes.ts';
import { localClock } from './local-time.ts';
import { count } from './query-footer.ts';
import { visible } from './visible-text.ts';

/** Pixels: what the widest phones show, so that no letter is scaled away. */
const WIDTH = 1_080;
const HEIGHT = 640;
const EDGE = 48;
const TITLE = 38;
const TEXT = 26;
/** Okabe and Ito's colours, told apart by colour-blind people as well: https://jfly.uni-koeln.de/color/. */
const COLOURS = ['#0072B2', '#E69F00', '#009E73', '#D55E00', '#CC79A7', '#56B4E9'];
const GREY = '#9AA0A6';
const INK = '#1D1C1D';
const FAINT = '#616061';
const GRID = '#E4E4E6';

/** The font that is drawn with; a letter is about six tenths of its size wide. */
export const CHART_FONT = 'DejaVu Sans';
const LETTER = 0.61;

export interface ChartWords {
  readonly title: string;
  /** An IANA name: the axis is on its clocks. */
  readonly timeZone: string;
}

export function renderChart(points: ChartPoints, { title, timeZone }: ChartWords): string {
  const legend = renderLegend(points, EDGE + TITLE + TEXT + 36);
  const top = EDGE + TITLE + TEXT + 36 + legend.height + 16;
  const bottom = HEIGHT - EDGE - TEXT - 4;
  const peak = Math.max(...stepTotals(points));
  const scale = niceTop(peak);
  const left = EDGE + Math.max(...scale.ticks.map((tick) => short(tick).length)) * TEXT * LETTER + 14;
  const plot = { left, right: WIDTH - EDGE, top, bottom };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="${CHART_FONT}">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#FFFFFF"/>`,
    write(title, { x: EDGE, y: EDGE + TITLE * 0.7, size: TITLE, fill: INK, room: WIDTH - 2 * EDGE }),
    write(subtitle(points, timeZone), {
      x: EDGE,
      y: EDGE + TITLE + TEXT,
      size: TEXT,
      fill: FAINT,
      room: WIDTH - 2 * EDGE,
    }),
    legend.svg,
    ...scale.ticks.map((tick) => gridline(tick, scale.top, plot)),
    ...bars(points, scale.top, plot),
    ...timeTicks(points, timeZone).map(({ step, label }) => timeLabel(step, label, points, plot)),
    `<line x1="${n(left)}" y1="${n(bottom)}" x2="${n(plot.right)}" y2="${n(bottom)}" stroke="${FAINT}" stroke-width="2"/>`,
    '</svg>',
  ].join('');
}

/** The picture in words, for who cannot see it: the totals, and when it was most. */
export function describeChart(points: ChartPoints, { title, timeZone }: ChartWords): string {
  const totals = stepTotals(points);
  const most = totals.indexOf(Math.max(...totals));
  const { day, clock } = localClock(timeZone)(new Date(points.start.getTime() + most * points.stepMs));
  const series = points.series.flatMap(({ name, counts }) =>
    name === undefined ? [] : [`${shown(name, 40)} ${count(sum(counts))}`],
  );
  const parts = series.length === 0 ? '' : `: ${series.join(', ')}`;
  return cutText(
    `${visible(title)}: ${count(sum(totals))} in all${parts}; most from ${day}, ${clock}: ${count(totals[most] ?? 0)}`,
    500,
  );
}

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function subtitle({ start, stepMs, steps }: ChartPoints, timeZone: string): string {
  const clock = localClock(timeZone);
  const [from, to] = [clock(start), clock(new Date(start.getTime() + stepMs * steps))];
  const end = from.date === to.date ? to.clock : `${to.day}, ${to.clock}`;
  return `${from.day}, ${from.clock} to ${end}, ${timeZone.replaceAll('_', ' ')}`;
}

/** Two names beside each other, each with its colour and how many it stands for. */
function renderLegend({ series }: ChartPoints, top: number): { svg: string; height: number } {
  const named = series.flatMap(({ name, counts }, index) =>
    name === undefined ? [] : [{ name, index, total: ` ${short(sum(counts))}` }],
  );
  const column = (WIDTH - 2 * EDGE) / 2;
  const row = TEXT + 14;
  const svg = named.map(({ name, index, total }, place) => {
    const x = EDGE + (place % 2) * column;
    const y = top + Math.floor(place / 2) * row;
    const mark = `<rect x="${n(x)}" y="${n(y)}" width="22" height="22" rx="4" fill="${colour(name, index)}"/>`;
    const letters = Math.floor((column - 50) / (TEXT * LETTER)) - total.length;
    return mark + write(`${shown(name, letters)}${total}`, { x: x + 34, y: y + 20, size: TEXT, fill: INK });
  });
  return { svg: svg.join(''), height: Math.ceil(named.length / 2) * row };
}

function bars({ series, steps }: ChartPoints, top: number, plot: Plot): readonly string[] {
  const width = (plot.right - plot.left) / steps;
  const gap = Math.min(6, width * 0.18);
  return Array.from({ length: steps }, (_, step) => {
    let base = plot.bottom;
    return series
      .map(({ name, counts }, index) => {
        const value = counts[step] ?? 0;
        if (value <= 0) return '';
        // What is there must be seen, however small it is beside the rest.
        const height = Math.max(2, ((plot.bottom - plot.top) * value) / top);
        base -= height;
        const x = plot.left + step * width + gap / 2;
        return `<rect x="${n(x)}" y="${n(base)}" width="${n(width - gap)}" height="${n(height)}" fill="${colour(name, index)}"/>`;
      })
      .join('');
  });
}

function gridline(value: number, top: number, plot: Plot): string {
  const y = plot.bottom - ((plot.bottom - plot.top) * value) / top;
  const line = `<line x1="${n(plot.left)}" y1="${n(y)}" x2="${n(plot.right)}" y2="${n(y)}" stroke="${GRID}" stroke-width="2"/>`;
  return (
    line +
    write(short(value), { x: plot.left - 14, y: y + TEXT * 0.35, size: TEXT, fill: FAINT, anchor: 'end' })
  );
}

function timeLabel(step: number, label: string, { steps }: ChartPoints, plot: Plot): string {
  const x = plot.left + ((plot.right - plot.left) * step) / steps;
  const mark = `<line x1="${n(x)}" y1="${n(plot.bottom)}" x2="${n(x)}" y2="${n(plot.bottom + 10)}" stroke="${FAINT}" stroke-width="2"/>`;
  const half = (label.length * TEXT * LETTER) / 2;
  const at = Math.min(Math.max(x, half), WIDTH - half);
  return (
    mark + write(label, { x: at, y: plot.bottom + TEXT + 14, size: TEXT, fill: FAINT, anchor: 'middle' })
  );
}

interface Words {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  /** Pixels to the right of `x`; what is longer is cut. */
  readonly room?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

function write(text: string, { x, y, size, fill, room = WIDTH, anchor = 'start' }: Words): string {
  const letters = Math.floor(room / (size * LETTER));
  return `<text x="${n(x)}" y="${n(y)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}">${escapeXml(shown(text, letters))}</text>`;
}

function shown(text: string, letters: number): string {
  return cutText(visible(cutText(text, 200)), letters);
}

/** XML has no way at all to write two of the characters that {@link visible} lets through. */
function escapeXml(text: string): string {
  return text
    .replace(/[\uFFFE\uFFFF]/g, '�')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function colour(name: string | undefined, index: number): string {
  return name === OTHERS ? GREY : (COLOURS[index] ?? GREY);
}

function stepTotals({ series, steps }: ChartPoints): readonly number[] {
  return Array.from({ length: steps }, (_, step) => sum(series.map(({ counts }) => counts[step] ?? 0)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** `1.5k`, `2M`. */
function short(value: number): string {
  return value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 });
}

/** A coordinate with no more digits than a pixel needs. */
function n(value: number): string {
  return value.toFixed(1);
}
