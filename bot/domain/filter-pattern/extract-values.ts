// The values that a JSON pattern's selectors point at, as text.
import { compileSelector } from './compile-selector.ts';
import type { Expression, Selector } from './expression.ts';

/**
 * A function from a record to "selector → its value as text", in pattern order. Absent fields are left out, and so are
 * objects and arrays, which no comparison can match. A wildcard gives its first value.
 */
export function compileExtraction(expression: Expression): (record: unknown) => Record<string, string> {
  const readers = new Map(
    selectorsOf(expression).map((selector) => [selector.text, compileFirstValue(selector)] as const),
  );
  return (record) => {
    const values: Record<string, string> = {};
    for (const [text, read] of readers) {
      const value = read(record);
      if (value !== undefined) values[text] = value;
    }
    return values;
  };
}

function compileFirstValue(selector: Selector): (record: unknown) => string | undefined {
  let found: string | undefined;
  const visit = compileSelector(selector, (value) => {
    if (value === undefined || (typeof value === 'object' && value !== null)) return false;
    found = String(value);
    return true;
  });
  return (record) => {
    found = undefined;
    visit(record);
    return found;
  };
}

function selectorsOf(expression: Expression): readonly Selector[] {
  return 'operands' in expression ? expression.operands.flatMap(selectorsOf) : [expression.selector];
}
