// A query: a question that CloudWatch Logs Insights answers from the trail's log group, and what came of asking it.

/** What a parameter may hold; each type has its own allow-list (see {@link parseParameter}). */
export const PARAMETER_TYPES = [
  'principal',
  'ip',
  'accessKey',
  'bucket',
  'instance',
  'region',
  'eventName',
  'eventSource',
] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface QueryParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** What a person is asked for, for example "Address". */
  readonly title: string;
}

/** How a result is shown: rows; a ranking by one column; or a picture of counts over time with the rows below. */
export type Show =
  | { readonly kind: 'table' }
  | { readonly kind: 'ranking'; readonly label: string; readonly count: string }
  | { readonly kind: 'timeline'; readonly time: string; readonly count: string; readonly series?: string };

export interface QueryTemplate {
  /** The file's name without `.yml`. */
  readonly id: string;
  readonly title: string;
  /** The question it answers, as a person would ask it. */
  readonly question: string;
  readonly parameters: readonly QueryParameter[];
  /** Logs Insights text; `{{name}}` stands for a parameter, `{{settings.…}}` for something of settings.yml. */
  readonly text: string;
  readonly show: Show;
  readonly windowHours: number;
}

export type QueryValues = { readonly [name: string]: string };

/** Ready to run: every value was checked against its type's allow-list. */
export interface BoundQuery {
  readonly template: QueryTemplate;
  readonly values: QueryValues;
  readonly text: string;
  readonly from: Date;
  readonly to: Date;
}

/** As Insights tells it; `unknown` covers what AWS may add. */
export type QueryState =
  | 'scheduled'
  | 'running'
  | 'complete'
  | 'failed'
  | 'cancelled'
  | 'timeout'
  | 'unknown';

export interface QueryResult {
  readonly state: QueryState;
  /** In the order in which the query names them. `@ptr` is left out. */
  readonly columns: readonly string[];
  /** One value a column; undefined where the row lacks the field. All values are text, as Insights gives them. */
  readonly rows: readonly (readonly (string | undefined)[])[];
  readonly recordsMatched: number;
  readonly recordsScanned: number;
  readonly bytesScanned: number;
}
