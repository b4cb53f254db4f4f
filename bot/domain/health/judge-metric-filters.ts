// Whether CloudWatch Logs counts what the catalog says, with the same pattern into the same metric.
import type { Detection } from '../detection/detection.ts';
import { filterName, METRIC_NAMESPACE, metricName } from '../naming.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { type LogGroupDescription, logGroupPlace } from './judge-log-group.ts';
import { broken, find, ok, type Reading, warning } from './reading.ts';
import { awsCommand, nameSome } from './remedy-words.ts';

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

export function judgeMetricFilters(
  filters: Reading<readonly MetricFilter[]>,
  detections: readonly Detection[],
  group: Reading<LogGroupDescription | undefined>,
  settings: Settings['trail'],
): Finding {
  const { logGroup, homeRegion } = settings;
  const place = logGroupPlace(group, settings);
  const check = { check: 'metric-filters', title: 'Metric filters are as in the catalog', place };
  return find(check, filters, (found) => {
    const byName = new Map(found.map((filter) => [filter.filterName ?? '', filter]));
    const names = new Set(detections.map(({ id }) => filterName(id)));
    const missing = detections.filter(({ id }) => !byName.has(filterName(id)));
    const changed = detections.filter((detection) => {
      const filter = byName.get(filterName(detection.id));
      return filter !== undefined && !isAsWritten(filter, detection);
    });
    // Filters of other tools are none of our business, unless they count in our metrics.
    const foreign = found.filter((filter) => !names.has(filter.filterName ?? '') && countsForUs(filter));
    const told = [
      ...tell(missing.map(idOf), 'missing'),
      ...tell(changed.map(idOf), 'changed'),
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
    return ok(`All ${detections.length}.`);
  });
}

function isAsWritten({ filterPattern, metricTransformations }: MetricFilter, detection: Detection): boolean {
  const [to] = metricTransformations ?? [];
  return (
    filterPattern?.trim() === detection.filter.trim() &&
    to?.metricNamespace === METRIC_NAMESPACE &&
    to.metricName === metricName(detection.id) &&
    Number(to.metricValue) === 1
  );
}

function countsForUs({ metricTransformations }: MetricFilter): boolean {
  return (metricTransformations ?? []).some((to) => to.metricNamespace === METRIC_NAMESPACE);
}

function tell(names: readonly string[], what: string): readonly string[] {
  return names.length === 0 ? [] : [`${names.length} ${what}: ${nameSome(names)}`];
}

function restore({ id, filter }: Detection, logGroup: string, region: string): string {
  if (filter.length > PASTABLE_PATTERN)
    return `In the CloudWatch console, log group ${logGroup}, Metric filters: put ${filterName(id)} back with the pattern of templates/detections/${id}.yml.`;
  const to = `metricName=${metricName(id)},metricNamespace=${METRIC_NAMESPACE},metricValue=1`;
  return `Put it back: ${awsCommand(
    ...['logs', 'put-metric-filter', '--region', region, '--log-group-name', logGroup],
    ...['--filter-name', filterName(id), '--filter-pattern', filter, '--metric-transformations', to],
  )}`;
}

function idOf({ id }: Detection): string {
  return id;
}
