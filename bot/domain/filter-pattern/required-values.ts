// What one field of a record must say before a pattern can match: from this an index of patterns is made.
import type { Condition, Expression } from './expression.ts';

/**
 * The texts of which the record's field has to be one for the expression to hold, a number counting as its text.
 * Undefined when the expression may hold whatever the field says. Necessary, never sufficient: a record that passes
 * still has to be tested.
 * @param field a field of the record itself, for example `eventName`
 */
export function requiredValues(expression: Expression, field: string): ReadonlySet<string> | undefined {
  if (!('operands' in expression)) return requiredByCondition(expression, field);
  const required = expression.operands.map((operand) => requiredValues(operand, field));
  return expression.kind === 'and' ? fewest(required) : union(required);
}

/** Wildcards, regular expressions and numbers (`1`, `1.0` and "1e0" are all equal to 1) leave more than one text. */
function requiredByCondition(condition: Condition, field: string): ReadonlySet<string> | undefined {
  if (condition.kind !== 'text' || condition.operator !== '=') return undefined;
  const { selector, value } = condition;
  const [first, ...others] = selector.path;
  if (first === undefined || others.length > 0 || selector.wildcard !== undefined) return undefined;
  if (!('property' in first) || first.property !== field) return undefined;
  return value.startsWith('*') || value.endsWith('*') ? undefined : new Set([value]);
}

type Required = ReturnType<typeof requiredValues>;

/** All operands have to hold, so any one's requirement stands for the whole. */
function fewest(required: readonly Required[]): Required {
  return required.reduce((best, one) => (best === undefined || (one && one.size < best.size) ? one : best));
}

/** One operand is enough, so one without a requirement frees the whole. */
function union(required: readonly Required[]): Required {
  const values = new Set<string>();
  for (const one of required) {
    if (one === undefined) return undefined;
    for (const value of one) values.add(value);
  }
  return values;
}
