import { describe, expect, it } from 'vitest';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import {
  CATALOG_END,
  CATALOG_START,
  renderCatalogTable,
  renewCatalogTable,
} from '../../bot/render/catalog-table.ts';

const DETECTION: Detection = {
  id: 'root-usage',
  title: 'Root used',
  severity: 'high',
  why: '',
  filter: '',
  alarm: { threshold: 1, period: 60 },
  signal: 'a',
  raise: [{ when: 'a', to: 'critical', because: 'x' }],
  queries: [],
  contain: 'none',
  frameworks: { guide: 'Root', cis: '4.3', pci: ['10.2.1.2', '7.2.1'] },
  runbook: [],
  examples: [],
};

describe('renderCatalogTable', () => {
  it('gives a row with id, title, severities, what pages, and frameworks', () => {
    expect(renderCatalogTable([DETECTION]).split('\n')).toEqual([
      '| Detection | What happened | Severity | Pages | Answers |',
      '| --- | --- | --- | --- | --- |',
      '| `root-usage` | Root used | high to critical | by signal | CIS 4.3; PCI 10.2.1.2, 7.2.1; the guide |',
    ]);
  });

  it('says so when it always pages and nothing is raised', () => {
    const { signal: _, ...rest } = DETECTION;
    expect(renderCatalogTable([{ ...rest, raise: [], frameworks: {} }])).toMatch(
      /\| high \| always \| {2}\|$/,
    );
  });

  it('lets no title break the table or write Markdown or HTML', () => {
    const title = 'a | b\n<script> [x](y) `c` *d* & &lt;';
    const row = renderCatalogTable([{ ...DETECTION, title }]).split('\n')[2] ?? '';
    expect(row).toContain('| a \\| b \\<script\\> \\[x\\](y) \\`c\\` \\*d\\* &amp; &amp;lt; |');
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
  });
});

describe('renewCatalogTable', () => {
  it('replaces what stands between the markers, however often', () => {
    const text = `before\n${CATALOG_START}\nold\n${CATALOG_END}\nafter $& $1\n`;
    const once = renewCatalogTable(text, 'new $&');
    expect(once).toBe(`before\n${CATALOG_START}\n\nnew $&\n\n${CATALOG_END}\nafter $& $1\n`);
    expect(renewCatalogTable(once ?? '', 'new $&')).toBe(once);
  });

  it.each(['no markers', CATALOG_START, `${CATALOG_END} ${CATALOG_START}`])(
    'leaves other text alone: %s',
    (text) => {
      expect(renewCatalogTable(text, 'new')).toBeUndefined();
    },
  );
});
