// What a JSON filter pattern says, as a tree: the parser makes it, the compiler and an explanation read it.

/** One step of a path: into an object's field, or to an array's element. */
export type Step = { readonly property: string } | { readonly index: number };

/** A property selector such as `$.userIdentity.type`. */
export interface Selector {
  /** As it was written. */
  readonly text: string;
  /** From the record down, as far as the wildcard if there is one. */
  readonly path: readonly Step[];
  readonly wildcard?: Wildcard;
}

/** `[*]` or `.*`: AWS allows one to a selector. */
export interface Wildcard {
  readonly every: 'element' | 'field';
  /** From each element or field down. */
  readonly path: readonly Step[];
}

export type EqualityOperator = '=' | '!=';
export type NumericOperator = EqualityOperator | '<' | '<=' | '>' | '>=';

/** One test on one field. */
export type Condition =
  /** `value` keeps its `*` wildcards; quotes and escapes are gone. */
  | {
      readonly kind: 'text';
      readonly selector: Selector;
      readonly operator: EqualityOperator;
      readonly value: string;
    }
  | {
      readonly kind: 'number';
      readonly selector: Selector;
      readonly operator: NumericOperator;
      readonly value: number;
    }
  /** `source` is what stands between the percent signs, in CloudWatch's dialect. */
  | {
      readonly kind: 'regex';
      readonly selector: Selector;
      readonly operator: EqualityOperator;
      readonly source: string;
    }
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: null | boolean }
  | { readonly kind: 'not-exists'; readonly selector: Selector };

/** Has at least two operands, and never one of its own kind among them. */
export interface Combination {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

export type Expression = Condition | Combination;
