// Says the catalog's filters in DuckDB's SQL: what somebody would write who has no Trailbot and the same questions.
import type { Condition, Expression, Selector } from '../../bot/domain/filter-pattern/expression.ts';

/**
 * @param expressions - one is enough for a record to count
 * @param files - a glob of log files
 * @returns a query that gives the number of records that count. Each field is read once for all conditions
 */
export function filtersInSql(expressions: readonly Expression[], files: string): string {
  const paths: string[] = [];
  const where = expressions.map((expression) => inSql(expression, fieldsOf(paths))).join('\n  OR ');
  return `WITH records AS (
  SELECT unnest("Records") AS record FROM read_json(${quote(files)}, columns = {Records: 'JSON[]'}, maximum_object_size = 100000000)
), fields AS (
  SELECT json_extract(record, [${paths.map(quote).join(', ')}]) AS f FROM records
)
SELECT count(*) AS counted FROM fields WHERE ${where}`;
}

type FieldOf = (selector: Selector) => string;

/** Gives each path its place in the list of all. */
function fieldsOf(paths: string[]): FieldOf {
  return ({ path }) => {
    const text = `$${path.map((step) => ('property' in step ? `."${step.property}"` : `[${step.index}]`)).join('')}`;
    const known = paths.indexOf(text);
    return `f[${(known < 0 ? paths.push(text) - 1 : known) + 1}]`;
  };
}

function inSql(expression: Expression, fieldOf: FieldOf): string {
  if (!('operands' in expression)) return conditionInSql(expression, fieldOf);
  const operands = expression.operands.map((operand) => inSql(operand, fieldOf));
  return `(${operands.join(expression.kind === 'and' ? ' AND ' : ' OR ')})`;
}

function conditionInSql(condition: Condition, fieldOf: FieldOf): string {
  const field = fieldOf(condition.selector);
  const { wildcard } = condition.selector;
  if (wildcard === undefined) return testInSql(condition, field);
  const inner = wildcard.path.map((step) => ('property' in step ? `."${step.property}"` : `[${step.index}]`));
  const every = `${wildcard.every === 'element' ? '[*]' : '.*'}${inner.join('')}`;
  const test = testInSql(condition, 'x');
  return `len(list_filter(json_extract(${field}, ${quote(`$${every}`)}), lambda x: ${test})) > 0`;
}

function testInSql(condition: Condition, field: string): string {
  const text = `(${field} ->> '$')`;
  switch (condition.kind) {
    case 'text':
      return not(condition.operator, textInSql(condition.value, text));
    case 'regex':
      return not(condition.operator, `regexp_matches(${text}, ${quote(condition.source)})`);
    case 'number':
      return `TRY_CAST(${text} AS DOUBLE) ${condition.operator} ${condition.value}`;
    case 'is':
      return `${field}::VARCHAR = ${quote(String(condition.value))}`;
    case 'not-exists':
      return `${field} IS NULL`;
  }
}

/** What is not there is NULL, which makes either form false, as CloudWatch does. */
function not(operator: '=' | '!=', test: string): string {
  return operator === '=' ? test : `NOT (${test})`;
}

function textInSql(value: string, text: string): string {
  const literal = quote(value.replace(/^\*+|\*+$/g, ''));
  const [open, openEnd] = [value.startsWith('*'), value.endsWith('*')];
  if (open && openEnd) return `contains(${text}, ${literal})`;
  if (open) return `ends_with(${text}, ${literal})`;
  return openEnd ? `starts_with(${text}, ${literal})` : `${text} = ${literal}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
