// Whatever somebody types or a record holds: it is refused, or it is nothing but text in the query.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { bindQuery } from '../../../bot/domain/query/bind-query.ts';
import type { ParameterType, QueryTemplate } from '../../../bot/domain/query/query.ts';
import { scanQuery } from '../../../bot/domain/query/scan-query.ts';
import { parseQuery } from '../../../bot/sandbox/aws/insights/parse-query.ts';

const { queries, settings } = loadCatalog(new URL('../../../templates/', import.meta.url));
const NOW = new Date('2026-11-24T10:00:00Z');

/** A harmless value that nothing else in a query looks like. */
const HARMLESS: Readonly<Record<ParameterType, string>> = {
  principal: 'zzmarkerzz',
  ip: '203.0.113.213',
  accessKey: 'AKIAZZZZZZZZZZZZZZZZ',
  bucket: 'zz-marker-zz',
  instance: 'i-0dddddddddddddddd',
  region: 'zz-marker-9',
  eventName: 'ZzMarker',
  eventSource: 'zzmarker.amazonaws.com',
};
const PIECES = [
  ...[
    '"',
    "'",
    '`',
    '\\',
    '/',
    '|',
    '#',
    '\n',
    '\r',
    '\t',
    ' ',
    '\0',
    '{{principal}}',
    '{{x}}',
    '}}',
    '$&',
    '$1',
  ],
  ...['SOURCE', ' or 1 = 1', '" or "1" = "1', '| limit 1', '/i', '*/', '\\"', '\u2028', '\u202e', '\u200b'],
  ...['＂', 'ʺ', '“', 'ſ', 'K', 'alice', ':', 'arn:aws:iam::123456789012:role/', '192.0.2.1', '2001:db8::1'],
  ...[
    'AKIAIOSFODNN7EXAMPLE',
    'i-0123456789abcdef0',
    'eu-west-1',
    'iam.amazonaws.com',
    '%',
    '..',
    '-',
    '__proto__',
  ],
];
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

function textWith(template: QueryTemplate, value: (type: ParameterType) => string): string | undefined {
  const values = Object.fromEntries(template.parameters.map(({ name, type }) => [name, value(type)]));
  const bound = bindQuery(template, values, { settings, now: NOW });
  return bound.ok ? bound.query.text : undefined;
}

const treeOf = (text: string) =>
  JSON.stringify(parseQuery(text), (_, value) => (value instanceof RegExp ? String(value) : value));
const kindsOf = (text: string) => scanQuery(text).map(({ kind }) => kind);

describe.each(
  queries.filter(({ parameters }) => parameters.length > 0).map((query) => [query.id, query] as const),
)('%s', (_, template) => {
  const harmless = textWith(template, (type) => HARMLESS[type]) ?? '';

  it('has the same shape whatever is asked for', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = textWith(template, () => value);
        if (text === undefined) return;
        const [parameter] = template.parameters;
        const bound = bindQuery(template, { [parameter?.name ?? '']: value }, { settings, now: NOW });
        const kept = bound.ok ? Object.values(bound.query.values)[0] : undefined;
        const expected = treeOf(harmless).replaceAll(HARMLESS[parameter?.type ?? 'ip'], () => kept ?? '');
        expect(treeOf(text)).toBe(expected);
        expect(kindsOf(text)).toEqual(kindsOf(harmless));
      }),
      { numRuns: 400 },
    );
  });

  it('is not bound with any single character that could end a string', () => {
    for (const character of ['"', "'", '\\', '`', '\n', '|', '#', '{', '}']) {
      expect(textWith(template, (type) => `${HARMLESS[type]}${character}x`)).toBeUndefined();
    }
  });
});
