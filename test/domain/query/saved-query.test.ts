import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { savedQueryOf } from '../../../bot/domain/query/saved-query.ts';
import { parseQuery } from '../../../bot/sandbox/aws/insights/parse-query.ts';
import { settings } from '../../support/alert-fixtures.ts';
import { template } from '../../support/query-fixtures.ts';

const { queries } = loadCatalog(new URL('../../../templates/', import.meta.url));

describe('a saved query', () => {
  it('asks for its parameters by the names of the template, and has no example to be taken for an answer', () => {
    expect(savedQueryOf(template(), undefined)).toEqual({
      name: 'Trailbot/Refused calls',
      text: `# Who was refused what?\n${template().text}`,
      parameters: [{ name: 'principal', description: 'User or role' }],
    });
  });

  it('has the networks of the settings written out', () => {
    const text = 'filter not {{settings.networks}} | limit 10';
    const networks = { '192.0.2.0/24': 'Office' };
    expect(savedQueryOf(template({ text, parameters: [] }), { ...settings, networks })?.text).toBe(
      '# Who was refused what?\nfilter not (isIpInSubnet(sourceIPAddress, "192.0.2.0/24")) | limit 10',
    );
  });

  it('is left out when it would be wrong tomorrow, or needs settings that are not known', () => {
    const about = (text: string) => template({ text, parameters: [] });
    expect(savedQueryOf(about('filter not {{settings.workingHours}}'), settings)).toBeUndefined();
    expect(savedQueryOf(about('filter not {{settings.regions}}'), undefined)).toBeUndefined();
  });

  it.each(queries.map((query) => [query.id, query] as const))(
    '%s is a query that Logs Insights takes',
    (_, query) => {
      const saved = savedQueryOf(query, settings);
      if (saved === undefined) return expect(query.text).toContain('{{settings.workingHours}}');
      expect(() => parseQuery(saved.text)).not.toThrow();
      expect(saved.text.length).toBeLessThanOrEqual(10_000);
      // All that is still open is what the console asks for.
      const open = [...saved.text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name);
      expect(new Set(open)).toEqual(new Set(saved.parameters.map(({ name }) => name)));
    },
  );
});
