// Makes a query ready to run: checked values in their places, what settings.yml says, and the time it looks at.
import type { Settings } from '../settings.ts';
import { parseParameter } from './parse-parameter.ts';
import { fillPlaceholders, settingsConditionName } from './placeholders.ts';
import type { BoundQuery, QueryParameter, QueryTemplate, QueryValues } from './query.ts';
import { settingsCondition } from './settings-condition.ts';

/** 90 days, as far back as CloudTrail's own event history goes; older questions are for the archive. */
export const MAX_WINDOW_HOURS = 2_160;
/** What StartQuery takes. */
export const MAX_QUERY_LENGTH = 10_000;

export interface ParameterProblem {
  /** A parameter's name, a name that no parameter has, `hours`, or `query` for the query as a whole. */
  readonly name: string;
  /** One sentence that says what is expected. */
  readonly problem: string;
}

export type Bound =
  | { readonly ok: true; readonly query: BoundQuery }
  | { readonly ok: false; readonly problems: readonly ParameterProblem[] };

export interface BindOptions {
  readonly settings: Settings;
  readonly now: Date;
  /** How far back to look, instead of the template's own `windowHours`; at most {@link MAX_WINDOW_HOURS}. */
  readonly hours?: number;
}

const HOUR = 3_600_000;

/** Nothing is bound in part: one wrong value, and all problems come back. `values` of the query are as they were parsed. */
export function bindQuery(
  template: QueryTemplate,
  values: QueryValues,
  { settings, now, hours = template.windowHours }: BindOptions,
): Bound {
  const problems = unknownNames(template, values);
  const parsed = new Map<string, string>();
  for (const parameter of template.parameters) {
    const result = readValue(parameter, values);
    if (result.ok) parsed.set(parameter.name, result.value);
    else problems.push({ name: parameter.name, problem: result.problem });
  }
  if (!(hours > 0 && hours <= MAX_WINDOW_HOURS)) {
    const problem = `Ask for more than 0 and at most ${MAX_WINDOW_HOURS} hours (90 days), for example 24.`;
    problems.push({ name: 'hours', problem });
  }
  if (problems.length > 0) return { ok: false, problems };

  const window = { from: new Date(now.getTime() - hours * HOUR), to: now };
  const text = fillPlaceholders(template.text, (name) => {
    const setting = settingsConditionName(name);
    return setting === undefined ? (parsed.get(name) ?? '') : settingsCondition(setting, settings, window);
  });
  if (text.length > MAX_QUERY_LENGTH) return { ok: false, problems: [tooLong(text)] };
  return { ok: true, query: { template, values: Object.fromEntries(parsed), text, ...window } };
}

function unknownNames({ parameters }: QueryTemplate, values: QueryValues): ParameterProblem[] {
  const known = parameters.map(({ name }) => name);
  const expected = known.length === 0 ? 'This query takes none.' : `This query takes: ${known.join(', ')}.`;
  return Object.keys(values)
    .filter((name) => !known.includes(name))
    .map((name) => ({ name, problem: `There is no such parameter. ${expected}` }));
}

function readValue({ name, type, title }: QueryParameter, values: QueryValues) {
  const text = Object.hasOwn(values, name) ? values[name]?.trim() : undefined;
  const result = parseParameter(type, text ?? '');
  if (result.ok) return result;
  const wrong = text === undefined || text === '' ? `${title} is missing.` : `${title} is not valid.`;
  return { ok: false as const, problem: `${wrong} ${result.problem}` };
}

function tooLong(text: string): ParameterProblem {
  const problem = `With the networks and working hours of settings.yml the query has ${text.length} characters, and AWS takes ${MAX_QUERY_LENGTH}. Ask for fewer hours.`;
  return { name: 'query', problem };
}
