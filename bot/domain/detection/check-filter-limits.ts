// Whether AWS will take all metric filters and alarms of a catalog: found out before a deployment, not in the middle of it.
import type { Expression } from '../filter-pattern/expression.ts';
import { parseJsonPattern } from '../filter-pattern/parse-json-pattern.ts';
import { splitPattern } from '../filter-pattern/split-pattern.ts';
import { count, nameSome } from '../health/remedy-words.ts';
import { ROLE_PREFIX } from '../naming.ts';
import { alarmOf, metricFiltersOf, SPLITTABLE } from './alarm-definition.ts';
import { type Detection, SEVERITIES } from './detection.ts';

/** What CloudWatch Logs takes for a log group, and in a pattern. */
const MOST_FILTERS = 100;
const MOST_REGEXES = 2;
const MOST_REGEX_FILTERS = 5;
const LONGEST_ALARM_NAME = 255;

export interface LimitProblem {
  /** The detections it is about, by id. */
  readonly detections: readonly string[];
  /** One sentence. */
  readonly problem: string;
  readonly remedy: string;
}

type Counted = Pick<Detection, 'id' | 'title' | 'why' | 'severity' | 'filter' | 'alarm'>;

/**
 * Everything that AWS would refuse, each with the detections that it is about.
 * @param detections - those that get a filter and an alarm; filters of others in the same log group are not known here
 */
export function checkFilterLimits(detections: readonly Counted[]): readonly LimitProblem[] {
  const unsplittable = detections.filter(({ filter }) => splitPattern(filter) === undefined);
  const split = detections
    .filter((detection) => !unsplittable.includes(detection))
    .map((detection) => ({ detection, filters: metricFiltersOf(detection) }));
  return [
    ...unsplittable.map(({ id, filter }) => ({
      detections: [id],
      problem: `${id}: the filter has ${filter.length} characters, CloudWatch Logs takes 1,024, and it cannot be split into filters of which only one counts an event.`,
      remedy: `${SPLITTABLE} Or make two detections of it.`,
    })),
    ...tooManyFilters(split),
    ...tooManyRegexes(split),
    ...sameNames(split),
    ...detections.flatMap(unusableName),
  ];
}

type Split = { readonly detection: Counted; readonly filters: ReturnType<typeof metricFiltersOf> };

function tooManyFilters(split: readonly Split[]): readonly LimitProblem[] {
  const filters = split.reduce((sum, { filters: own }) => sum + own.length, 0);
  if (filters <= MOST_FILTERS) return [];
  // The least severe are the ones that are missed the least.
  const bySeverity = split.toSorted(
    (a, b) => SEVERITIES.indexOf(a.detection.severity) - SEVERITIES.indexOf(b.detection.severity),
  );
  const out: string[] = [];
  let left = filters;
  for (const { detection, filters: own } of bySeverity) {
    if (left <= MOST_FILTERS) break;
    out.push(detection.id);
    left -= own.length;
  }
  return [
    {
      detections: out,
      problem: `The catalog needs ${filters} metric filters, and a log group takes ${MOST_FILTERS}.`,
      remedy: `Of the least severe detections, ${leaveOut(out)}`,
    },
  ];
}

function tooManyRegexes(split: readonly Split[]): readonly LimitProblem[] {
  const withRegexes = split.flatMap(({ detection: { id }, filters }) =>
    filters.map(({ pattern }) => ({ id, regexes: regexesIn(pattern) })).filter(({ regexes }) => regexes > 0),
  );
  const inOne = withRegexes
    .filter(({ regexes }) => regexes > MOST_REGEXES)
    .map(({ id, regexes }) => ({
      detections: [id],
      problem: `${id}: the filter has ${regexes} regular expressions, and a pattern takes ${MOST_REGEXES}.`,
      remedy: `Use * wildcards instead, or ${leaveOut([id])}`,
    }));
  if (withRegexes.length <= MOST_REGEX_FILTERS) return inOne;
  const ids = [...new Set(withRegexes.map(({ id }) => id))];
  const inAll = {
    detections: ids,
    problem: `${withRegexes.length} filters have regular expressions, and a log group takes ${MOST_REGEX_FILTERS} such: ${ids.join(', ')}.`,
    remedy: `Use * wildcards in some of them, or ${leaveOut(ids.slice(MOST_REGEX_FILTERS))}`,
  };
  return [...inOne, inAll];
}

function regexesIn(pattern: string): number {
  if (!pattern.includes('%') || !pattern.trimStart().startsWith('{')) return 0;
  const countIn = (expression: Expression): number =>
    'operands' in expression
      ? expression.operands.reduce((sum, operand) => sum + countIn(operand), 0)
      : Number(expression.kind === 'regex');
  return countIn(parseJsonPattern(pattern));
}

/** A filter of the same name takes the other's place, and nothing says so. */
function sameNames(split: readonly Split[]): readonly LimitProblem[] {
  const named = split.flatMap(({ detection: { id }, filters }) =>
    filters.map(({ filterName: name }) => ({ id, name })),
  );
  return [...Map.groupBy(named, ({ name }) => name)]
    .filter(([, users]) => users.length > 1)
    .map(([name, users]) => {
      const ids = [...new Set(users.map(({ id }) => id))];
      const problem = `${ids.join(' and ')} would both have a metric filter called ${name}.`;
      return { detections: ids, problem, remedy: 'Give one of the files another name.' };
    });
}

function unusableName(detection: Counted): readonly LimitProblem[] {
  const { id } = detection;
  const refuse = (problem: string) => [{ detections: [id], problem, remedy: 'Give the file another name.' }];
  if (alarmOf(detection).name.length > LONGEST_ALARM_NAME)
    return refuse(`${id}: an alarm's name has ${LONGEST_ALARM_NAME} characters at most.`);
  // Alarms on the bot itself are called so, and must not be taken for a detection's.
  return id.startsWith(ROLE_PREFIX)
    ? refuse(`${id}: names that begin with ${ROLE_PREFIX} are the bot's own.`)
    : [];
}

function leaveOut(ids: readonly string[]): string {
  const what = ids.length === 1 ? 'this id' : `these ${count(ids.length, 'id')}`;
  return `put ${what} under deployment.withoutAlarm in templates/settings.yml: ${nameSome(ids, 10)}. The stream still sees their events.`;
}
