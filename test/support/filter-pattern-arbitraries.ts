// Generated filter patterns and records for property tests. Few names and values, so that they often meet.
import fc from 'fast-check';
import type { Condition, Expression, Selector, Step } from '../../bot/domain/filter-pattern/expression.ts';
import { selectorOf } from './filter-pattern-reference.ts';

const NAMES = ['a', 'b', 'user-type', 'MFA_Used', 'length', 'constructor', '__proto__', 'dotted.name', '0'];
const TEXTS = [
  '',
  'alpha',
  'alphabet',
  'bet',
  'a*b',
  'say "hi"',
  'back\\slash',
  '42',
  '4.2',
  'true',
  'null',
  'é',
];
const NUMBERS = [0, 1, 42, 4.2, -3, 1e21, 1e-7];
const REGEXES = [
  '^al',
  'bet$',
  'a.*b',
  '[0-9]+',
  '^$',
  'x{2,3}|a{1,}',
  '\\d\\.\\d',
  'p?h',
  '[^a-z]',
  '\\x22',
];

const name = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('a', 'b') }, fc.constantFrom(...NAMES));
const scalar = fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, null, true, false);

/** A JSON record; `__proto__` is an own field, as `JSON.parse` makes it. */
export const records: fc.Arbitrary<unknown> = fc
  .letrec((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.array(fc.tuple(name, tie('value')), { maxLength: 5 }),
  }))
  .object.map(toObject);

function toObject(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const isEntries = value.every(
    (item) => Array.isArray(item) && item.length === 2 && NAMES.includes(item[0]),
  );
  return isEntries
    ? JSON.parse(
        `{${value.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(toObject(item))}`).join()}}`,
      )
    : value.map(toObject);
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ property: name }) },
  { weight: 1, arbitrary: fc.record({ index: fc.nat(2) }) },
);
const fieldFirst = fc
  .tuple(
    fc.record({ property: name }),
    fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(step, { maxLength: 2 })),
  )
  .map(([first, others]) => [first, ...others]);

const plainSelectors: fc.Arbitrary<Selector> = fieldFirst.map((path) => selectorOf(path));
const wildcardSelectors: fc.Arbitrary<Selector> = fc.oneof(
  fc
    .tuple(
      fieldFirst,
      fc.constantFrom('element' as const, 'field' as const),
      fc.array(step, { maxLength: 1 }),
    )
    .map(([path, every, onward]) => selectorOf(path, { every, path: onward })),
  fc.array(step, { maxLength: 1 }).map((onward) => selectorOf([], { every: 'field', path: onward })),
);

const equality = fc.constantFrom('=' as const, '!=' as const);
const texts = fc
  .tuple(fc.constantFrom('', '*'), fc.constantFrom(...TEXTS), fc.constantFrom('', '*'))
  .map((parts) => parts.join(''));

function conditionsOn(selector: fc.Arbitrary<Selector>): fc.Arbitrary<Condition> {
  return fc.oneof(
    fc.record({ kind: fc.constant('text' as const), selector, operator: equality, value: texts }),
    fc.record({
      kind: fc.constant('number' as const),
      selector,
      operator: fc.constantFrom(
        '=' as const,
        '!=' as const,
        '<' as const,
        '<=' as const,
        '>' as const,
        '>=' as const,
      ),
      value: fc.constantFrom(...NUMBERS),
    }),
    fc.record({
      kind: fc.constant('is' as const),
      selector,
      value: fc.constantFrom<null | boolean>(null, true, false),
    }),
    fc.record({ kind: fc.constant('not-exists' as const), selector }),
  );
}

/** One condition of any kind, a regular expression or a wildcard among them. */
export const conditions: fc.Arbitrary<Condition> = fc.oneof(
  conditionsOn(plainSelectors),
  conditionsOn(wildcardSelectors),
  fc.record({
    kind: fc.constant('regex' as const),
    selector: fc.oneof(plainSelectors, wildcardSelectors),
    operator: equality,
    source: fc.constantFrom(...REGEXES),
  }),
);

/** Whole expressions without regular expressions and wildcard selectors, which AWS limits in number. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{
  expression: Expression;
  simple: Expression;
}>((tie) => ({
  simple: conditionsOn(plainSelectors),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('simple'),
    fc
      .record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        operands: fc.array(tie('expression'), { minLength: 2, maxLength: 4 }),
      })
      .map(flatten),
  ),
})).expression;

function flatten({ kind, operands }: { kind: 'and' | 'or'; operands: readonly Expression[] }): Expression {
  return {
    kind,
    operands: operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand])),
  };
}

/** Lists of equalities on one field, as the CIS filters have them. */
export const equalityLists: fc.Arbitrary<Expression> = fc
  .tuple(
    fc.array(plainSelectors, { minLength: 1, maxLength: 2 }),
    fc.array(texts, { minLength: 3, maxLength: 8 }),
  )
  .map(([selectors, values]) => ({
    kind: 'or',
    operands: values.map((value, at) => ({
      kind: 'text',
      selector: selectors[at % selectors.length] as Selector,
      operator: '=',
      value,
    })),
  }));

/** Text that is nearly a pattern: pieces of the language in any order. */
export const nearlyPatterns: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...[
        '{',
        '}',
        '(',
        ')',
        '$',
        '$.',
        '$.a',
        '$.a[0]',
        "$.['b.c']",
        '$.a[*]',
        '.*',
        '[',
        ']',
        '=',
        '!=',
        '==',
        '<',
      ],
      ...[
        '<=',
        '>',
        '&&',
        '||',
        '&',
        'AND',
        'or',
        'IS',
        'NULL',
        'NOT',
        'EXISTS',
        'TRUE',
        '"',
        '"x y"',
        "'",
        '%',
      ],
      ...['%a+%', '%(%', '%[%', '\\', '*', '-', '?', '12', '1e3', 'word', '“', ' ', '\n', '\u00a0', '😀'],
    ),
    { maxLength: 20 },
  )
  .chain((pieces) => fc.constantFrom(pieces.join(''), pieces.join(' '), `{ $.a = ${pieces.join(' ')} }`));
