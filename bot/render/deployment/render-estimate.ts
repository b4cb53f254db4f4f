// The estimate for a terminal: a line for each cost, the total, and what was taken for granted.
import type { Estimate } from '../../domain/deployment/estimate.ts';
import { visible } from '../visible-text.ts';
import { bullets, WIDTH, wrapText } from './wrap-text.ts';

/** Of the column with the amounts. */
const USD = 10;
const WHAT = 32;

export function renderEstimate({ lines, total, withoutFreeTier, assumptions }: Estimate): readonly string[] {
  const costs = lines.filter(({ usd }) => usd > 0);
  const free = lines.filter(({ usd }) => usd === 0);
  return [
    ...costs.flatMap(({ what, usd, how }) => explained(what, dollars(usd), how)),
    `  ${''.padEnd(WHAT)}${'-'.repeat(USD)}`,
    ...explained(
      'Together, a month',
      dollars(total),
      `US dollars; ${dollars(withoutFreeTier)} where nothing is free`,
    ),
    ...(free.length > 0 ? wrapText(`Nothing: ${free.map(({ what }) => what).join('; ')}.`, '  ') : []),
    '  Assumed:',
    ...bullets(assumptions),
  ];
}

/** `4.5` as `4.50`. */
export function dollars(usd: number): string {
  const [whole = '', cents = '00'] = usd.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

function explained(what: string, usd: string, because: string): readonly string[] {
  const how = visible(because);
  const line = `  ${what.padEnd(WHAT)}${usd.padStart(USD)}  `;
  return line.length + how.length <= WIDTH ? [`${line}${how}`] : [line.trimEnd(), ...wrapText(how, '      ')];
}
