import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExpression } from '../../../bot/domain/filter-pattern/compile-expression.ts';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { parseJsonPattern } from '../../../bot/domain/filter-pattern/parse-json-pattern.ts';
import { printPattern } from '../../../bot/domain/filter-pattern/print-expression.ts';
import { splitPattern } from '../../../bot/domain/filter-pattern/split-pattern.ts';
import { conditions, expressions } from '../../support/filter-pattern-arbitraries.ts';

const NAMES = Array.from({ length: 60 }, (_, index) => `PutSomethingOrOther${index}`);
const SOURCES = ['iam.amazonaws.com', 's3.amazonaws.com'];

const named = (name: string) => `($.eventName = "${name}")`;
const list = (names: readonly string[]) => names.map(named).join(' || ');

/** The parts, each of them one that CloudWatch Logs takes. */
function partsOf(text: string): readonly string[] {
  const parts = splitPattern(text);
  if (parts === undefined) throw new Error(`not split: ${text}`);
  for (const part of parts) expect(() => compileFilterPattern(part)).not.toThrow();
  return parts;
}

/** How many of the parts match the record. */
function matching(parts: readonly string[], record: object): number {
  return parts.filter((part) => compileFilterPattern(part).matchesRecord(record)).length;
}

describe('a filter pattern that is short enough', () => {
  it('is left as it is written, to the last blank', () => {
    const text = '{  $.eventName=CreateUser||( $.eventName = "DeleteUser" )  }';
    expect(splitPattern(text)).toEqual([text]);
  });

  it('may have 1,024 characters', () => {
    const text = `{ $.eventName = "${'a'.repeat(1_024 - 20)}" }`;
    expect(text).toHaveLength(1_024);
    expect(splitPattern(text)).toEqual([text]);
  });
});

describe('a filter pattern that is too long', () => {
  it('becomes several, and each event counts once', () => {
    const parts = partsOf(`{ ${list(NAMES)} }`);
    expect(parts.length).toBeGreaterThan(1);
    for (const eventName of NAMES)
      expect([eventName, matching(parts, { eventName })]).toEqual([eventName, 1]);
    expect(matching(parts, { eventName: 'PutSomething' })).toBe(0);
  });

  it('keeps in every part what has to hold beside the list', () => {
    const parts = partsOf(
      `{ ($.eventSource = "iam.amazonaws.com") && (${list(NAMES)}) && ($.errorCode NOT EXISTS) }`,
    );
    const call = { eventSource: 'iam.amazonaws.com', eventName: NAMES.at(-1) };
    expect(matching(parts, call)).toBe(1);
    expect(matching(parts, { ...call, eventSource: 's3.amazonaws.com' })).toBe(0);
    expect(matching(parts, { ...call, errorCode: 'AccessDenied' })).toBe(0);
  });

  it('splits an alternative that is too long by itself', () => {
    const [iam, s3] = SOURCES.map((source) => `($.eventSource = "${source}") && (${list(NAMES)})`);
    const parts = partsOf(`{ (${iam}) || (${s3}) }`);
    for (const eventSource of SOURCES) {
      expect(matching(parts, { eventSource, eventName: NAMES[30] })).toBe(1);
    }
    expect(matching(parts, { eventSource: 'ec2.amazonaws.com', eventName: NAMES[30] })).toBe(0);
  });

  it('keeps in one part the alternatives that an event may match two of', () => {
    const root = '($.eventName = "PutSomethingOrOther3" && $.userIdentity.type = "Root")';
    const parts = partsOf(`{ ${list(NAMES)} || ${root} }`);
    const both = { eventName: 'PutSomethingOrOther3', userIdentity: { type: 'Root' } };
    expect(matching(parts, both)).toBe(1);
  });

  it.each([
    ['alternatives on different fields', `{ ${list(NAMES)} || ($.errorCode = "AccessDenied") }`],
    [
      'wildcards, of which two may match',
      `{ ${NAMES.map((name) => `($.eventName = "${name}*")`).join(' || ')} }`,
    ],
    ['a field below the record’s own', `{ ${list(NAMES).replaceAll('$.eventName', '$.a.eventName')} }`],
    ['no alternatives', `{ ${NAMES.map((name) => `($.eventName != "${name}")`).join(' && ')} }`],
    ['no JSON pattern', `"${'a'.repeat(1_100)}"`],
  ])('is not split when it has %s', (_, text) => {
    expect(text.length).toBeGreaterThan(1_024);
    expect(splitPattern(text)).toBeUndefined();
  });

  it('matches what it matched, and never twice, whatever it is made of', () => {
    const name = fc.constantFrom(...NAMES);
    const source = fc.constantFrom(...SOURCES);
    const alternative = fc.oneof(
      { weight: 12, arbitrary: name.map(named) },
      { weight: 1, arbitrary: fc.tuple(name, name).map(([a, b]) => `(${named(a)} || ${named(b)})`) },
      { weight: 2, arbitrary: name.map((it) => `(${named(it)} && ($.errorCode NOT EXISTS))`) },
      {
        weight: 2,
        arbitrary: fc.tuple(name, source).map(([it, of]) => `(${named(it)} && ($.eventSource = "${of}"))`),
      },
    );
    const alternatives = fc
      .array(alternative, { minLength: 30, maxLength: 60 })
      .map((all) => all.join(' || '));
    const patterns = fc.oneof(
      alternatives.map((all) => `{ ${all} }`),
      alternatives.map((all) => `{ ($.readOnly IS FALSE) && (${all}) }`),
      fc.tuple(alternatives, alternatives).map(([a, b]) => {
        const [iam, s3] = SOURCES.map((of) => `$.eventSource = "${of}"`);
        return `{ ((${iam}) && (${a})) || ((${s3}) && (${b})) }`;
      }),
    );
    const records = fc.record(
      {
        eventName: fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant(7) }),
        eventSource: source,
        errorCode: fc.constant('AccessDenied'),
        readOnly: fc.boolean(),
      },
      { requiredKeys: ['eventName'] },
    );
    let split = 0;
    let matched = 0;
    fc.assert(
      fc.property(patterns, fc.array(records, { minLength: 20, maxLength: 20 }), (text, all) => {
        const parts = splitPattern(text);
        if (parts === undefined || parts.length === 1) return;
        split += 1;
        const whole = compileExpression(parseJsonPattern(text));
        for (const record of all) {
          const wanted = Number(whole(record));
          matched += wanted;
          expect(matching(parts, record)).toBe(wanted);
        }
      }),
      { numRuns: 200 },
    );
    expect(split).toBeGreaterThan(100);
    expect(matched).toBeGreaterThan(200);
  });
});

describe('an expression as a pattern', () => {
  it.each([
    ['a condition', conditions],
    ['an expression', expressions],
  ])('reads %s back as it was', (_, generated) => {
    fc.assert(
      fc.property(generated, (expression) => {
        expect(parseJsonPattern(printPattern(expression))).toEqual(expression);
      }),
    );
  });
});
