// Runs the commands of a query over rows, one after the other.
import { aggregate } from './aggregate.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { extractParts } from './extract-parts.ts';
import { type Row, statsRow } from './record-fields.ts';
import type { Column, Command, SortKey } from './syntax.ts';
import { compareValues, isTrue, showValue, toText, type Value } from './value.ts';

export interface ResultField {
  readonly field: string;
  readonly value: string;
}

export interface QueryOutcome {
  /** An absent field is left out of its row. */
  readonly rows: readonly (readonly ResultField[])[];
  /** How many events passed all filters before the first stats. */
  readonly matched: number;
}

interface State {
  rows: readonly Row[];
  columns: readonly string[];
  matched: number;
  /** Whether `display` has said what is shown. */
  fixed: boolean;
  limited: boolean;
  aggregated: boolean;
}

const DEFAULT_COLUMNS = ['@timestamp', '@message'];

/** @param events - newest first, the order of results that are not sorted */
export function runQuery(
  commands: readonly Command[],
  events: readonly Row[],
  { limit, now }: { readonly limit: number; readonly now: Date },
): QueryOutcome {
  const state: State = {
    rows: events,
    columns: [],
    matched: events.length,
    fixed: false,
    limited: false,
    aggregated: false,
  };
  for (const command of commands) runCommand(command, state, now);
  const rows = state.limited ? state.rows : state.rows.slice(0, limit);
  const columns = state.columns.length === 0 && !state.aggregated ? DEFAULT_COLUMNS : state.columns;
  return { rows: rows.map((row) => show(row, columns)), matched: state.matched };
}

function runCommand(command: Command, state: State, now: Date): void {
  switch (command.kind) {
    case 'filter':
      state.rows = state.rows.filter((row) => isTrue(evaluateExpression(command.condition, row, now)));
      if (!state.aggregated && !state.limited) state.matched = state.rows.length;
      return;
    case 'fields':
    case 'display':
      state.rows = compute(state.rows, command.columns, now);
      showColumns(
        state,
        command.columns.map(({ name }) => name),
        command.kind === 'display',
      );
      return;
    case 'parse':
      state.rows = state.rows.map((row) => {
        const text = toText(row.get(command.field));
        return text === undefined ? row : row.with(extractParts(text, command.pattern, command.names));
      });
      if (state.columns.length === 0) state.columns = DEFAULT_COLUMNS;
      showColumns(state, namesOf(command), false);
      return;
    case 'stats':
      state.rows = group(state.rows, command.columns, command.by, now);
      state.columns = [...command.by, ...command.columns].map(({ name }) => name);
      state.aggregated = true;
      state.fixed = false;
      return;
    case 'sort':
      state.rows = sort(state.rows, command.keys, now);
      return;
    case 'limit':
      state.rows = state.rows.slice(0, command.count);
      state.limited = true;
      return;
    case 'dedup':
      state.rows = dedup(state.rows, command.columns, now);
  }
}

function namesOf({ pattern, names }: Extract<Command, { kind: 'parse' }>): readonly string[] {
  if (names.length > 0 || typeof pattern === 'string') return names;
  return [...pattern.source.matchAll(/\(\?<([A-Za-z_][A-Za-z0-9_]*)>/g)].map(([, name = '']) => name);
}

function showColumns(state: State, names: readonly string[], only: boolean): void {
  if (only) {
    state.columns = names;
    state.fixed = true;
  } else if (!state.fixed) {
    state.columns = [...new Set([...state.columns, ...names])];
  }
}

function compute(rows: readonly Row[], columns: readonly Column[], now: Date): readonly Row[] {
  const computed = columns.filter(
    ({ name, expression }) => expression.kind !== 'field' || expression.name !== name,
  );
  if (computed.length === 0) return rows;
  return rows.map((row) =>
    row.with(
      new Map(computed.map(({ name, expression }) => [name, evaluateExpression(expression, row, now)])),
    ),
  );
}

function group(
  rows: readonly Row[],
  columns: readonly Column[],
  by: readonly Column[],
  now: Date,
): readonly Row[] {
  const groups = new Map<string, { keys: readonly (readonly [string, Value])[]; rows: Row[] }>();
  for (const row of rows) {
    const keys = by.map(({ name, expression }) => [name, evaluateExpression(expression, row, now)] as const);
    const id = JSON.stringify(keys.map(([, value]) => toText(value) ?? null));
    const entry = groups.get(id) ?? { keys, rows: [] };
    groups.set(id, entry);
    entry.rows.push(row);
  }
  if (by.length === 0 && groups.size === 0) groups.set('', { keys: [], rows: [] });
  return [...groups.values()].map((entry) => {
    const values = columns.map(
      ({ name, expression }) => [name, aggregate(expression, entry.rows, now)] as const,
    );
    return statsRow(new Map([...entry.keys, ...values]));
  });
}

/** Absent values come last, whichever way it is sorted. */
function sort(rows: readonly Row[], keys: readonly SortKey[], now: Date): readonly Row[] {
  const keyed = rows.map((row) => ({
    row,
    values: keys.map(({ name, expression }) => row.get(name) ?? evaluateExpression(expression, row, now)),
  }));
  keyed.sort((left, right) => {
    for (const [index, { descending }] of keys.entries()) {
      const [first, second] = [left.values[index], right.values[index]];
      const order = compareValues(first, second);
      if (order !== 0) return descending && first !== undefined && second !== undefined ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

/** The first of the rows that agree in all columns; a row that lacks one of them is no duplicate. */
function dedup(rows: readonly Row[], columns: readonly Column[], now: Date): readonly Row[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const values = columns.map(({ expression }) => toText(evaluateExpression(expression, row, now)));
    if (values.includes(undefined)) return true;
    const id = JSON.stringify(values);
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst;
  });
}

function show(row: Row, columns: readonly string[]): readonly ResultField[] {
  const shown = row.pointer === undefined ? columns : [...columns.filter((name) => name !== '@ptr'), '@ptr'];
  return shown.flatMap((field) => {
    const value = row.get(field);
    return value === undefined ? [] : [{ field, value: showValue(value) }];
  });
}
