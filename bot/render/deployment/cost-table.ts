// What Trailbot costs a month as a Markdown table, for companies of different sizes: for the README.
import type { Estimate } from '../../domain/deployment/estimate.ts';
import { renewBetween } from '../renew-between.ts';
import { dollars } from './render-estimate.ts';

export interface CostColumn {
  /** The column's head: "10 million events". */
  readonly title: string;
  readonly estimate: Estimate;
}

/**
 * A row for each cost that one of the columns has, then the totals, and what was taken for granted under it. Ends
 * without a line break.
 */
export function renderCostTable(columns: readonly CostColumn[]): string {
  const names = [...new Set(columns.flatMap(({ estimate }) => estimate.lines.map(({ what }) => what)))];
  const rows = names
    .map((what) => ({ what, usd: columns.map(({ estimate }) => usdOf(estimate, what)) }))
    .filter(({ usd }) => usd.some((each) => each > 0));
  const row = (what: string, cells: readonly string[]) => `| ${[what, ...cells].join(' | ')} |`;
  const all = (of: (estimate: Estimate) => number) => columns.map(({ estimate }) => dollars(of(estimate)));
  return [
    row(
      'US dollars a month',
      columns.map(({ title }) => title),
    ),
    row(
      '---',
      columns.map(() => '---:'),
    ),
    ...rows.map(({ what, usd }) => row(what, usd.map(dollars))),
    row(
      '**Together**',
      all(({ total }) => total).map((text) => `**${text}**`),
    ),
    row(
      'with nothing free',
      all(({ withoutFreeTier }) => withoutFreeTier),
    ),
    '',
    ...shared(columns).map((assumption) => `- ${assumption}`),
  ].join('\n');
}

function usdOf({ lines }: Estimate, what: string): number {
  return lines.find((line) => line.what === what)?.usd ?? 0;
}

/** The assumptions that all columns share. */
function shared([first, ...others]: readonly CostColumn[]): readonly string[] {
  if (first === undefined) return [];
  return first.estimate.assumptions.filter((assumption) =>
    others.every(({ estimate }) => estimate.assumptions.includes(assumption)),
  );
}

export const COSTS_START = '<!-- costs:start -->';
export const COSTS_END = '<!-- costs:end -->';

/** The text with its copy of the table renewed; undefined when the two markers are not there, in this order. */
export function renewCostTable(text: string, table: string): string | undefined {
  return renewBetween(text, COSTS_START, COSTS_END, table);
}
