// Whether CloudWatch Logs counts what the catalog says, with the same pattern into the same metric.
import { type MetricFilterDefinition, metricFiltersOf } from '../detection/alarm-definition.ts';
import type { Detection } from '../detection/detection.ts';
import { METRIC_NAMESPACE } from '../naming.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { type LogGroupDescription, logGroupPlace } from './judge-log-group.ts';
import { broken, find, ok, type Reading, warning } from './reading.ts';
import { awsCommand, nameSome } from './remedy-words.ts';
import { byChoice, withAlarm } from './without-alarm.ts';

/** As `logs:DescribeMetricFilters` gives it. */
export interface MetricFilter {
  readonly filterName?: string | undefined;
  readonly filterPattern?: string | undefined;
  readonly metricTransformations?:
    | readonly {
        readonly metricName?: string | undefined;
        readonly metricNamespace?: string | undefined;
        readonly metricValue?: string | undefined;
      }[]
    | undefined;
}

/** A longer one in a command is nothing to paste from a message. */
const PASTABLE_PATTERN = 300;

/** @param withoutAlarm - ids of detections that have no filter by choice: whether there is one does not matter */
export function judgeMetricFilters(
  filters: Reading<readonly MetricFilter[]>,
  detections: readonly Detection[],
  group: Reading<LogGroupDescription | undefined>,
  settings: Settings['trail'],
  withoutAlarm: readonly string[] = [],
): Finding {
  const { logGroup, homeRegion } = settings;
  const place = logGroupPlace(group, settings);
  const check = { check: 'metric-filters', title: 'Metric filters are as in the catalog', place };
  return find(check, filters, (found) => {
    const byName = new Map(found.map((filter) => [filter.filterName ?? '', filter]));
    const names = new Set(detections.flatMap((detection) => metricFiltersOf(detection).map(nameOf)));
    const wanted = withAlarm(detections, withoutAlarm);
    const judged = wanted.flatMap((detection) => metricFiltersOf(detection));
    const missing = judged.filter((filter) => !byName.has(filter.filterName));
    const changed = judged.filter((definition) => {
      const filter = byName.get(definition.filterName);
      return filter !== undefined && !isAsDefined(filter, definition);
    });
    // Filters of other tools are none of our business, unless they count in our metrics.
    const foreign = found.filter((filter) => !names.has(filter.filterName ?? '') && countsForUs(filter));
    const told = [
      ...tell(missing.map(nameOf), 'missing'),
      ...tell(changed.map(nameOf), 'changed'),
      ...tell(
        foreign.map((filter) => filter.filterName ?? 'unnamed'),
        'not in the catalog',
      ),
    ].join('; ');
    const [first] = [...missing, ...changed];
    if (first) return broken(`${told}.`, restore(first, logGroup, homeRegion));
    if (foreign.length > 0)
      return warning(
        `${told}.`,
        `They set off alarms that the catalog does not know: delete them in the CloudWatch console, log group ${logGroup}, Metric filters.`,
      );
    return ok(`All ${judged.length}${byChoice(detections.length - wanted.length)}.`);
  });
}

function isAsDefined(
  { filterPattern, metricTransformations }: MetricFilter,
  { pattern, namespace, metricName, value }: MetricFilterDefinition,
): boolean {
  const [to] = metricTransformations ?? [];
  return (
    filterPattern?.trim() === pattern.trim() &&
    to?.metricNamespace === namespace &&
    to.metricName === metricName &&
    Number(to.metricValue) === Number(value)
  );
}

function countsForUs({ metricTransformations }: MetricFilter): boolean {
  return (metricTransformations ?? []).some((to) => to.metricNamespace === METRIC_NAMESPACE);
}

function tell(names: readonly string[], what: string): readonly string[] {
  return names.length === 0 ? [] : [`${names.length} ${what}: ${nameSome(names)}`];
}

function restore(
  { filterName, pattern, namespace, metricName, value }: MetricFilterDefinition,
  logGroup: string,
  region: string,
): string {
  if (pattern.length > PASTABLE_PATTERN)
    return `In the CloudWatch console, log group ${logGroup}, Metric filters: put ${filterName} back with the pattern that \`npm run synth\` writes for it into cdk.out/Trailbot.template.json.`;
  const to = `metricName=${metricName},metricNamespace=${namespace},metricValue=${value}`;
  return `Put it back: ${awsCommand(
    ...['logs', 'put-metric-filter', '--region', region, '--log-group-name', logGroup],
    ...['--filter-name', filterName, '--filter-pattern', pattern, '--metric-transformations', to],
  )}`;
}

function nameOf({ filterName }: MetricFilterDefinition): string {
  return filterName;
}
