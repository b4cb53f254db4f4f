import { describe, expect, it } from 'vitest';
import { parseDetection } from '../../bot/catalog/load-catalog.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import { createExplainer } from '../../bot/domain/explain/explain-detection.ts';
import { scaffoldDetection } from '../../bot/entry/detections-scaffold.ts';
import { renderExplanation } from '../../bot/render/explain-record.ts';
import { call, record } from '../support/records.ts';

const base = parseDetection(
  'key-made.yml',
  scaffoldDetection({
    title: 'Key made',
    severity: 'medium',
    lane: 'page',
    eventSource: 'iam.amazonaws.com',
    eventNames: ['CreateAccessKey'],
    queries: ['actor-timeline'],
  }),
);
const render = (changes: Partial<Detection>, event: object) =>
  renderExplanation(createExplainer({ ...base, ...changes })(parseTrailEvent(event)));
const verdictOf = (text: string) =>
  text.split('\n\n')[0]?.split('\n').slice(1).join('\n').replace(/\n +/g, ' ');
const made = call('iam', 'CreateAccessKey', { userName: 'bob' });

describe('an explanation on the terminal', () => {
  it('begins with what was asked and is not so', () => {
    expect(verdictOf(render({}, call('iam', 'CreateUser')))).toBe(
      'key-made: Not counted: $.eventName = "CreateAccessKey" does not hold: the record has "CreateUser".',
    );
  });

  it('says of what an alarm waits for that alone it tells nobody', () => {
    const alarm = { threshold: 10, period: 300 };
    expect(verdictOf(render({ alarm }, made))).toBe(
      'key-made: Counts towards 10 within 5 minutes, medium. Alone it tells nobody.',
    );
  });

  it('shows each clause with its answer and the value seen, groups above their parts', () => {
    const filter = '{ ($.eventSource = "iam.amazonaws.com") && (($.errorCode = "*") || ($.a.b IS NULL)) }';
    expect(render({ filter }, { ...made, a: { b: 7 } }).split('\n\n')[1]).toBe(
      [
        'filter',
        'no    AND',
        'yes     $.eventSource = "iam.amazonaws.com"  "iam.amazonaws.com"',
        'no      OR',
        'no        $.errorCode = "*"                  missing',
        'no        $.a.b IS NULL                      7',
      ].join('\n'),
    );
  });

  it.each([
    ['{ $.errorCode != "AccessDenied" }', 'the record has no such field, and then != is false.'],
    ['{ $.errorCode = "AccessDenied" }', 'the record has no such field.'],
    ['{ $.requestParameters = "bob" }', 'the record has { userName }.'],
    ['{ $.eventVersion = 7 && $.a = 1 }', '$.eventVersion = 7 does not hold: the record has "1.11".'],
    ['{ $.readOnly IS TRUE || $.a = 1 }', 'the record has false. Nor does its one alternative.'],
    ['{ $.readOnly IS TRUE || $.a = 1 || $.b = 2 }', 'Nor do its 2 alternatives.'],
    [
      '{ $.eventName = "A" || $.eventName = "B" }',
      '$.eventName is "CreateAccessKey", and none of the 2 values',
    ],
  ])('says in one sentence why %s does not hold', (filter, told) => {
    expect(verdictOf(render({ filter }, made))).toContain(told);
  });

  it('tells a long list of calls in a line, and the one that was called by itself', () => {
    const names = Array.from({ length: 20 }, (_, n) => `($.eventName = "Call${n}")`).join(' || ');
    const text = render({ filter: `{ ${names} || ($.eventName = "CreateAccessKey") }` }, made);
    expect(text).toContain('no      $.eventName = "Call0", "Call1", "Call2" or 17 others  "CreateAccessKey"');
    expect(text).toContain('yes     $.eventName = "CreateAccessKey"');
    expect(text).not.toContain('Call3"');
  });

  it('tells the signal and the rules of a record that is counted', () => {
    const raise = [
      { when: "requestParameters.userName == 'bob'", to: 'critical' as const, because: 'it is bob' },
    ];
    const text = render({ signal: '!errorCode', raise }, made);
    expect(verdictOf(text)).toBe('key-made: Pages, critical: it is bob.');
    expect(text).toContain('signal: is it worth a page?\nyes   !errorCode  errorCode: missing');
    expect(text).toContain(`raise to critical: it is bob\nyes   requestParameters.userName == 'bob'  "bob"`);
    expect(verdictOf(render({ signal: 'errorCode' }, made))).toBe(
      'key-made: Counted for the daily review, medium. No page: errorCode does not hold; errorCode is missing.',
    );
  });

  it('marks with ? what the record broke, and says how', () => {
    const text = render({ signal: "starts_with(sharedEventID, 'x')" }, { ...made, sharedEventID: 7 });
    expect(text).toMatch(/^\? {5}starts_with.*\n.*sharedEventID: 7\n.*starts_with/m);
    expect(verdictOf(text)).toMatch(/^key-made: Pages, medium: the record could not be judged/);
  });

  it('lets nothing from a record move the cursor, fill the screen or hide', () => {
    const hostile = `a\u001b[2J\u202E\n${'x'.repeat(500)}`;
    const event = record({ eventName: hostile, eventID: hostile, errorCode: hostile });
    const text = render({ filter: '{ $.eventName = "A" && $.errorCode = "*" }' }, event);
    expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(text).toContain('⟨U+001B⟩[2J⟨U+202E⟩↵xx');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(160);
  });

  it('fits a terminal of 100 columns, for every rule of a long signal', () => {
    const signal =
      "!errorCode && (starts_with(requestParameters.policyArn || '', 'arn:aws:iam::aws:policy/service-role/A') || contains(['Detach', 'Attach', 'Put', 'Delete', 'Create', 'Update', 'Replace'], eventName))";
    const lines = render({ signal }, made).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
