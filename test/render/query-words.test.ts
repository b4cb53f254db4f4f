import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryResult } from '../../bot/domain/query/query.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderEndedQuery, renderFilesFollow, renderStoppedBy } from '../../bot/render/query-end.ts';
import { bytes } from '../../bot/render/query-footer.ts';
import { renderQueryProblems, renderUnknownQuery } from '../../bot/render/query-problems.ts';
import { renderRunningQuery } from '../../bot/render/query-running.ts';
import * as hostile from '../support/hostile-arbitraries.ts';
import { boundQuery, queryResult, template } from '../support/query-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const named = fc.record({ id: hostile.text, title: hostile.text }).map((names) => template(names));
const query = fc
  .record({ template: named, value: hostile.text, text: hostile.text })
  .map(({ value, ...rest }) => boundQuery({ ...rest, values: { [value]: value, principal: value } }));
const state = fc.constantFrom<QueryResult['state'][]>('failed', 'cancelled', 'timeout', 'unknown');
const messages = [
  fc
    .record({
      query,
      executionId: fc.uuid(),
      elapsedMs: hostile.count,
      bytesScanned: hostile.count,
      again: fc.boolean(),
    })
    .map(renderRunningQuery),
  fc
    .record({ query, state, tookMs: hostile.count, gaveUp: fc.boolean() })
    .map(({ state: it, ...ended }) => renderEndedQuery({ ...ended, result: queryResult({ state: it }) })),
  fc
    .tuple(
      named,
      hostile.text,
      fc.array(fc.record({ name: hostile.text, problem: hostile.text }), { maxLength: 30 }),
    )
    .map(([one, value, problems]) => renderQueryProblems(one, { principal: value }, problems)),
  fc.tuple(hostile.text, fc.array(named, { maxLength: 60 })).map(([id, all]) => renderUnknownQuery(id, all)),
  hostile.text.map(renderFilesFollow),
  // An id of Slack's own makes a mention on purpose, so only others are held against the rule here.
  hostile.text.map(renderStoppedBy),
];

describe('what is said about a query', () => {
  it('is within Slack’s limits, escaped, and free of mentions, whatever was asked', () => {
    fc.assert(
      fc.property(fc.oneof(...messages), (one) => {
        expect(slackProblems(one)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps the values that were right in what there is to type', () => {
    const two = template({
      parameters: [
        { name: 'principal', type: 'principal', title: 'User or role' },
        { name: 'ip', type: 'ip', title: 'Address' },
      ],
    });
    const problems = [{ name: 'ip', problem: 'Address is not valid.' }];
    const text = renderPlainText(renderQueryProblems(two, { principal: 'alice', ip: 'no' }, problems));
    expect(text).toContain('Type /trail query refused-calls principal=alice ip=…');
  });

  it.each([
    [0, '0 B'],
    [1_023, '1023 B'],
    [1_536, '1.5 KB'],
    [20 * 2 ** 30, '20 GB'],
    [2 ** 60, '1048576 TB'],
  ])('gives %d bytes as people say it', (value, words) => {
    expect(bytes(value)).toBe(words);
  });
});
