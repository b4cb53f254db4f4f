// Which alternatives of a pattern no record can match two of: from this a pattern is split without counting twice.
import type { Expression } from './expression.ts';
import { requiredValues } from './required-values.ts';

/**
 * Groups of operands: no record matches operands of two groups. Operands of one group may overlap, or nothing shows
 * that they do not. In the operands' order, each group where its first operand stands.
 */
export function groupExclusive(operands: readonly Expression[]): readonly (readonly Expression[])[] {
  const fields = new Set(operands.flatMap(fieldsOf));
  let groups: { readonly operands: Expression[]; readonly required: Required[] }[] = [];
  for (const operand of operands) {
    const required: Required = new Map();
    for (const field of fields) {
      const values = requiredValues(operand, field);
      if (values !== undefined) required.set(field, values);
    }
    const met = groups.filter((group) => !group.required.every((other) => exclude(required, other)));
    const [first] = met;
    if (first === undefined) {
      groups.push({ operands: [operand], required: [required] });
      continue;
    }
    // It joins groups that had nothing in common before.
    const others = met.slice(1);
    first.operands.push(...others.flatMap((group) => group.operands), operand);
    first.required.push(...others.flatMap((group) => group.required), required);
    groups = groups.filter((group) => !others.includes(group));
  }
  return groups.map((group) => group.operands);
}

/** For each field the texts of which it has to be one. */
type Required = Map<string, ReadonlySet<string>>;

/** A field holds one text: two that need different ones cannot both hold. */
function exclude(left: Required, right: Required): boolean {
  return [...left].some(([field, values]) => {
    const others = right.get(field);
    return others !== undefined && ![...values].some((value) => others.has(value));
  });
}

/** The fields of the record itself that are named, which are those that {@link requiredValues} knows. */
function fieldsOf(expression: Expression): readonly string[] {
  if ('operands' in expression) return expression.operands.flatMap(fieldsOf);
  const [first] = expression.selector.path;
  return first !== undefined && 'property' in first ? [first.property] : [];
}
