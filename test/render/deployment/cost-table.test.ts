import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../bot/domain/deployment/estimate.ts';
import {
  COSTS_END,
  COSTS_START,
  renderCostTable,
  renewCostTable,
} from '../../../bot/render/deployment/cost-table.ts';

function of(usd: number, assumptions: readonly string[]): Estimate {
  const lines = [
    { what: 'Alarms', usd, how: '' },
    { what: 'Lambda', usd: 0, how: '' },
  ];
  return { lines, total: usd, withoutFreeTier: usd + 1_000, assumptions };
}

describe('renderCostTable', () => {
  it('gives a row for what costs something, the totals, and what all columns assume', () => {
    const columns = [
      { title: '1 million', estimate: of(0, ['1 million events.', 'List prices.']) },
      { title: '10 million', estimate: of(10.6, ['10 million events.', 'List prices.']) },
    ];
    expect(renderCostTable(columns).split('\n')).toEqual([
      '| US dollars a month | 1 million | 10 million |',
      '| --- | ---: | ---: |',
      '| Alarms | 0.00 | 10.60 |',
      '| **Together** | **0.00** | **10.60** |',
      '| with nothing free | 1,000.00 | 1,010.60 |',
      '',
      '- List prices.',
    ]);
  });
});

describe('renewCostTable', () => {
  it('replaces what stands between the markers, however often', () => {
    const text = `before\n${COSTS_START}\nold\n${COSTS_END}\nafter $& $1\n`;
    const once = renewCostTable(text, 'new $&');
    expect(once).toBe(`before\n${COSTS_START}\n\nnew $&\n\n${COSTS_END}\nafter $& $1\n`);
    expect(renewCostTable(once ?? '', 'new $&')).toBe(once);
  });

  it.each(['no markers', COSTS_START, `${COSTS_END} ${COSTS_START}`])(
    'leaves other text alone: %s',
    (text) => {
      expect(renewCostTable(text, 'new')).toBeUndefined();
    },
  );
});
