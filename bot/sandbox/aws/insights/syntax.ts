// A Logs Insights query as a tree: the parser makes it, the evaluator walks it.

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '^'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or';

export type PeriodUnit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'q' | 'y';

export interface Period {
  readonly amount: number;
  readonly unit: PeriodUnit;
}

export type Expression =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'star' }
  /** `name` in lower case. */
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Expression[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'in'; readonly operand: Expression; readonly items: readonly Expression[] }
  /** A string is looked for as it is, a regular expression as one. */
  | { readonly kind: 'like'; readonly operand: Expression; readonly pattern: string | RegExp };

/** An expression and the column it goes to: its alias, or its own text. */
export interface Column {
  readonly name: string;
  readonly expression: Expression;
}

export interface SortKey {
  /** Its own text: after stats that may be the name of a column, as `count(*)` is. */
  readonly name: string;
  readonly expression: Expression;
  readonly descending: boolean;
}

export type Command =
  | { readonly kind: 'fields' | 'display'; readonly columns: readonly Column[] }
  | { readonly kind: 'filter'; readonly condition: Expression }
  | { readonly kind: 'stats'; readonly columns: readonly Column[]; readonly by: readonly Column[] }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'limit'; readonly count: number }
  | { readonly kind: 'dedup'; readonly columns: readonly Column[] }
  /** A string has a `*` for each name; a regular expression has named groups. */
  | {
      readonly kind: 'parse';
      readonly field: string;
      readonly pattern: string | RegExp;
      readonly names: readonly string[];
    };

export const AGGREGATES: ReadonlySet<string> = new Set([
  'count',
  'count_distinct',
  'sum',
  'avg',
  'min',
  'max',
  'pct',
  'median',
  'stddev',
  'earliest',
  'latest',
  'sortsfirst',
  'sortslast',
]);
