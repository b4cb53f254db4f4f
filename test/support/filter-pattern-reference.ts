// A slow and plain reading of filter patterns, to hold the compiled one against: it prints a tree and interprets it.
import type {
  Condition,
  Expression,
  NumericOperator,
  Selector,
  Step,
} from '../../bot/domain/filter-pattern/expression.ts';

export function selectorOf(path: readonly Step[], wildcard?: Selector['wildcard']): Selector {
  const printStep = (step: Step) =>
    'index' in step
      ? `[${step.index}]`
      : /^[\w-]+$/.test(step.property)
        ? `.${step.property}`
        : `.['${step.property}']`;
  const start = `$${path.map(printStep).join('')}`;
  if (wildcard === undefined) return { text: start, path };
  const sign = wildcard.every === 'element' ? '[*]' : '.*';
  return { text: start + sign + wildcard.path.map(printStep).join(''), path, wildcard };
}

export function printExpression(expression: Expression): string {
  if (!('operands' in expression)) return printCondition(expression);
  if (expression.kind === 'or') return expression.operands.map(printExpression).join(' || ');
  return expression.operands
    .map((operand) => (operand.kind === 'or' ? `(${printExpression(operand)})` : printExpression(operand)))
    .join('&&');
}

function printCondition(condition: Condition): string {
  const field = condition.selector.text;
  switch (condition.kind) {
    case 'text':
      return `${field} ${condition.operator} "${condition.value.replace(/["\\]/g, '\\$&')}"`;
    case 'number':
      return `${field}${condition.operator}${condition.value}`;
    case 'regex':
      return `${field} ${condition.operator} %${condition.source}%`;
    case 'is':
      return `${field} IS ${String(condition.value).toUpperCase()}`;
    case 'not-exists':
      return `${field} NOT EXISTS`;
  }
}

export function interpret(expression: Expression, record: unknown): boolean {
  if ('operands' in expression) {
    return expression.kind === 'and'
      ? expression.operands.every((operand) => interpret(operand, record))
      : expression.operands.some((operand) => interpret(operand, record));
  }
  const values = select(expression.selector, record);
  if (expression.kind === 'not-exists') return values.length === 0;
  if (expression.kind === 'is') return values.includes(expression.value);
  return values.some((value) => holds(expression, value));
}

function select(selector: Selector, record: unknown): unknown[] {
  const start = walk([record], selector.path);
  const { wildcard } = selector;
  if (wildcard === undefined) return start;
  const members = start.flatMap((value) => {
    if (Array.isArray(value)) return wildcard.every === 'element' ? value : [];
    return wildcard.every === 'field' && typeof value === 'object' && value !== null
      ? Object.values(value)
      : [];
  });
  return walk(members, wildcard.path);
}

function walk(values: unknown[], path: readonly Step[]): unknown[] {
  return path.reduce<unknown[]>(
    (found, step) =>
      found.flatMap((value) => {
        if (typeof value !== 'object' || value === null) return [];
        if ('index' in step) return Array.isArray(value) ? value.slice(step.index, step.index + 1) : [];
        if (Array.isArray(value)) return [];
        return Object.entries(value).flatMap(([key, member]) => (key === step.property ? [member] : []));
      }),
    values,
  );
}

function holds(condition: Extract<Condition, { operator: string }>, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (condition.kind === 'number') return compare(condition.operator, value, condition.value);
  const expression =
    condition.kind === 'regex' ? new RegExp(condition.source, 's') : wildcards(condition.value);
  return expression.test(String(value)) === (condition.operator === '=');
}

function compare(operator: NumericOperator, value: string | number, wanted: number): boolean {
  const number = value === '' ? Number.NaN : Number(value);
  switch (operator) {
    case '=':
      return number === wanted;
    case '!=':
      return number !== wanted;
    case '<':
      return number < wanted;
    case '<=':
      return number <= wanted;
    case '>':
      return number > wanted;
    case '>=':
      return number >= wanted;
  }
}

/** A wildcard counts at the start and at the end of a value. */
function wildcards(value: string): RegExp {
  const [, before = '', middle = '', after = ''] = /^(\**)(.*?)(\**)$/s.exec(value) ?? [];
  const literal = middle.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`^${before && '.*'}${literal}${after && '.*'}$`, 's');
}
