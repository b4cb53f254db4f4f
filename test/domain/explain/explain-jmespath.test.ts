import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { compileJmespath } from '../../../bot/domain/detection/compile-jmespath.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';
import { explainJmespath } from '../../../bot/domain/explain/explain-jmespath.ts';
import { clausesOf } from '../../../bot/domain/explain/explained.ts';
import { pathsIn } from '../../../bot/domain/explain/split-jmespath.ts';

const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));

/** Undefined is where the expression breaks on the record. */
function plain(expression: string, record: JsonObject): boolean | undefined {
  try {
    return compileJmespath(expression)(record);
  } catch {
    return undefined;
  }
}

const texts = (expression: string, record: JsonObject = {}) =>
  clausesOf(explainJmespath(expression, record)).map(({ text }) => text);

const questions = fc.constantFrom(
  'a',
  '!b',
  "a == 'x'",
  'b != `1`',
  "starts_with(a, 'x')",
  "contains(c || `[]`, '||')",
  "length(c[?n == 'x' && m])",
  '"a"',
  "'&&'",
  '`"("`',
  'c[0] | n',
  '(a) == (b)',
  '!(a) == (b)',
);
const conditions = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    questions,
    fc
      .tuple(tie('condition'), fc.constantFrom(' && ', '||', '\n|| '), tie('condition'))
      .map((it) => it.join('')),
    tie('condition').map((it) => `(${it})`),
    tie('condition').map((it) => `!( ${it} )`),
  ),
})).condition;
const value = fc.constantFrom<unknown>(
  'x',
  'xy',
  '',
  1,
  0,
  null,
  true,
  false,
  [],
  ['||'],
  [{ n: 'x', m: 1 }],
  {},
);
const jmespathRecords = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, {
  maxKeys: 3,
  noNullPrototype: true,
});

describe('the explanation of a signal', () => {
  it('answers as the whole expression does, and breaks where that breaks', () => {
    fc.assert(
      fc.property(conditions, jmespathRecords, (expression, record) => {
        expect(explainJmespath(expression, record).held).toBe(plain(expression, record));
      }),
      { numRuns: 2_000 },
    );
  });

  it('answers as the whole expression does for every rule of the catalog on every example', () => {
    for (const { id, signal, raise, examples } of detections) {
      const rules = [...(signal === undefined ? [] : [signal]), ...raise.map(({ when }) => when)];
      for (const rule of rules) {
        for (const { event, name } of examples)
          expect(explainJmespath(rule, event).held, `${id}, ${name}: ${rule}`).toBe(plain(rule, event));
      }
    }
  });

  it('takes it apart at && and ||, but in no text, list or pipe', () => {
    expect(texts("a && (b || c == 'x && y') && d[?e && f]")).toEqual([
      'a',
      'b',
      "c == 'x && y'",
      'd[?e && f]',
    ]);
    expect(texts('(a && b) | c')).toEqual(['(a && b) | c']);
  });

  it('tells which of several exceptions applied', () => {
    const record = { userIdentity: { type: 'AWSService' } };
    const explained = explainJmespath('!(by_service(@) || by_automation(@) || (a && b.c))', record);
    expect(clausesOf(explained).map(({ text, held }) => [text, held])).toEqual([
      ['!by_service(@)', false],
      ['!by_automation(@)', true],
      ['!(a)', true],
      ['!(b.c)', true],
    ]);
  });

  it('shows the fields that a clause read, and why it broke', () => {
    const [clause] = clausesOf(explainJmespath("starts_with(userIdentity.accessKeyId, 'AKIA')", {}));
    expect(clause).toMatchObject({
      held: undefined,
      seen: [{ path: 'userIdentity.accessKeyId', values: [] }],
    });
    expect(clause?.broken).toMatch(/starts_with/);
  });

  it('finds the paths that are asked of the record, and no others', () => {
    expect(pathsIn("contains(['A', 'B'], eventName) && !(a.b || c)")).toEqual(['eventName', 'a.b', 'c']);
    expect(pathsIn('requestParameters.items[].groups[?x == `1`].id')).toEqual(['requestParameters.items']);
    expect(pathsIn('a | b')).toEqual(['a']);
    expect(pathsIn("sort_by(list, &name) == 'b.c'")).toEqual(['list']);
  });

  it('refuses an expression that is none', () => {
    expect(() => explainJmespath('a ==', {})).toThrow(/not valid/);
  });
});
