// The hours of the week in which messages would have come: who would have been woken.
import { type Timeline, WEEKDAYS } from '../../domain/replay/timeline.ts';
import type { WorkingHours } from '../../domain/settings.ts';
import { html, type Markup } from '../../html/markup.ts';
import { count, counted } from '../replay-text.ts';
import { hoursWords, nightWords } from '../replay-wake.ts';

interface Size {
  readonly name: 'wide' | 'narrow';
  readonly cell: readonly [width: number, height: number];
  readonly left: number;
}

const SIZES: readonly Size[] = [
  { name: 'wide', cell: [38, 22], left: 46 },
  { name: 'narrow', cell: [12.6, 18], left: 36 },
];
const HOURS = 24;
const HEAD = 20;
/** Four shades are as many as an eye tells apart in so small a square. */
const SHADES = 4;

/** In UTC, as all on the page is: only what working hours are goes by the clock of the company. */
export function renderWeek(timeline: Timeline, hours: WorkingHours): Markup {
  const { week, outside, messages, worstNight } = timeline;
  const total = Object.values(messages).reduce((sum, one) => sum + one, 0);
  const most = Math.max(...week.flat());
  const night = nightWords(worstNight, hours);
  const words = `Hours are UTC. ${count(outside)} of ${counted(total, 'message')} outside working hours (${hoursWords(hours)}); ${night}. Most in one square: ${count(most)}.`;
  return html`<p class="lead">${words}</p>${SIZES.map((size) => drawWeek(week, size, words))}`;
}

function drawWeek(week: Timeline['week'], { name, cell, left }: Size, words: string): Markup {
  const [width, height] = cell;
  const peak = Math.max(1, ...week.flat());
  const heads = [0, 6, 12, 18].map(
    (hour) =>
      html`<text x="${(left + hour * width).toFixed(1)}" y="13">${String(hour).padStart(2, '0')}:00</text>`,
  );
  const rows = week.map((counts, day) => {
    const y = HEAD + day * height;
    const cells = counts.map((value, hour) => {
      const shade = value === 0 ? 0 : Math.ceil((value / peak) * SHADES);
      const about = html`<title>${WEEKDAYS[day]} ${String(hour).padStart(2, '0')}:00 UTC: ${counted(value, 'message')}</title>`;
      return html`<rect class="shade-${shade}" x="${(left + hour * width).toFixed(1)}" y="${y}" width="${(width - 2).toFixed(1)}" height="${height - 2}" rx="2">${about}</rect>`;
    });
    return html`<text x="0" y="${y + height / 2 + 3}">${WEEKDAYS[day]?.slice(0, 3)}</text>${cells}`;
  });
  const [w, h] = [Math.ceil(left + HOURS * width), HEAD + week.length * height];
  return html`<svg class="chart ${name}" viewBox="0 0 ${w} ${h}" role="img" aria-label="${words}">${heads}${rows}</svg>`;
}
