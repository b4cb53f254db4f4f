// The order of a result's columns, when no row alone has all of them.

/**
 * Each row names its fields in the query's order and leaves out what its record lacks: together they tell which field
 * comes before which. Where they do not, the one that was seen first is first.
 */
export function columnOrder(rows: readonly (readonly string[])[]): readonly string[] {
  const before = new Map<string, Set<string>>();
  for (const row of rows) {
    let previous: string | undefined;
    for (const field of row) {
      const earlier = before.get(field) ?? new Set();
      if (previous !== undefined) earlier.add(previous);
      before.set(field, earlier);
      previous = field;
    }
  }
  const ordered: string[] = [];
  while (before.size > 0) {
    const fields = [...before.keys()];
    const isNext = (field: string) => [...(before.get(field) ?? [])].every((one) => !before.has(one));
    const next = fields.find(isNext) ?? fields[0] ?? '';
    ordered.push(next);
    before.delete(next);
  }
  return ordered;
}
