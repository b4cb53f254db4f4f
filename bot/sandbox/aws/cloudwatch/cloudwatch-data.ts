// CloudWatch operations on metric data: put it, list the metrics, read statistics in real periods.
import { AwsFault, type Input, type Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { flagOf, integerOf, structuresOf, textOf, textsOf, timeOf } from '../input-members.ts';
import {
  dimensionsOf,
  numberOf,
  recordPage,
  requireMember,
  validationError,
  writeDimensions,
} from './cloudwatch-input.ts';
import {
  isStatistic,
  type MetricId,
  type MetricStore,
  type Sample,
  STATISTICS,
} from './cloudwatch-metrics.ts';

const MAX_DATUMS = 1_000;
const MAX_PERIODS = 1_440;

export function createDataOperations(metrics: MetricStore, clock: Clock): Service {
  return {
    PutMetricData(input) {
      const namespace = requireMember(input, 'Namespace');
      const items = structuresOf(input, 'MetricData');
      if (items.length > MAX_DATUMS) {
        throw invalidValue(`The collection MetricData must not have a size greater than ${MAX_DATUMS}.`);
      }
      const parsed = items.map((item) => parseDatum(item, namespace, clock.now()));
      for (const { metric, samples } of parsed) for (const sample of samples) metrics.record(metric, sample);
      return {};
    },

    ListMetrics(input) {
      const namespace = textOf(input, 'Namespace');
      const name = textOf(input, 'MetricName');
      const wanted = structuresOf(input, 'Dimensions').map((filter) => ({
        Name: requireMember(filter, 'Name'),
        Value: textOf(filter, 'Value'),
      }));
      const found = metrics
        .metrics()
        .filter(
          (metric) =>
            (namespace === undefined || metric.namespace === namespace) &&
            (name === undefined || metric.metricName === name) &&
            wanted.every(
              ({ Name, Value }) =>
                Object.hasOwn(metric.dimensions, Name) &&
                (Value ?? metric.dimensions[Name]) === metric.dimensions[Name],
            ),
        );
      const { page, NextToken } = recordPage(found, input);
      const described = page.map(({ namespace, metricName, dimensions }) => ({
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: writeDimensions(dimensions),
      }));
      return { Metrics: described, NextToken };
    },

    GetMetricStatistics(input) {
      const metric = metricOf(input);
      const statistics = textsOf(input, 'Statistics').filter(isStatistic);
      if (statistics.length === 0) {
        throw new AwsFault('MissingRequiredParameterException', 'The parameter Statistics is required.');
      }
      const datapoints = periods(input, integerOf(input, 'Period')).flatMap(({ from, to }) => {
        const total = metrics.aggregate(metric, from, to);
        if (total === undefined) return [];
        const values = Object.fromEntries(statistics.map((name) => [name, STATISTICS[name](total)]));
        return [{ Timestamp: new Date(from), Unit: total.unit, ...values }];
      });
      return { Label: metric.metricName, Datapoints: datapoints };
    },

    GetMetricData(input) {
      const queries = structuresOf(input, 'MetricDataQueries').filter(
        (query) => flagOf(query, 'ReturnData') ?? true,
      );
      const ascending = textOf(input, 'ScanBy') === 'TimestampAscending';
      const results = queries.map((query) => readQuery(query, input, metrics, ascending));
      return { MetricDataResults: results, Messages: [] };
    },
  };
}

function readQuery(query: Input, input: Input, metrics: MetricStore, ascending: boolean) {
  const stat = inputOf(query.MetricStat);
  if (stat === undefined) {
    const message = 'the sandbox does not implement monitoring:GetMetricData with expressions yet';
    throw new AwsFault('NotImplemented', message, { status: 501 });
  }
  const metric = metricOf(inputOf(stat.Metric) ?? {});
  const statistic = requireMember(stat, 'Stat');
  if (!isStatistic(statistic)) throw validationError(`The sandbox does not know the statistic ${statistic}.`);
  const points = periods(input, integerOf(stat, 'Period')).flatMap(({ from, to }) => {
    const total = metrics.aggregate(metric, from, to);
    return total === undefined ? [] : [{ at: new Date(from), value: STATISTICS[statistic](total) }];
  });
  if (!ascending) points.reverse();
  return {
    Id: requireMember(query, 'Id'),
    Label: textOf(query, 'Label') ?? metric.metricName,
    Timestamps: points.map(({ at }) => at),
    Values: points.map(({ value }) => value),
    StatusCode: 'Complete',
  };
}

function inputOf(value: unknown): Input | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : undefined;
}

function metricOf(input: Input): MetricId {
  return {
    namespace: requireMember(input, 'Namespace'),
    metricName: requireMember(input, 'MetricName'),
    dimensions: dimensionsOf(input),
  };
}

/** Whole periods from StartTime, rounded down to a period, up to EndTime. */
function periods(input: Input, period: number | undefined): { from: number; to: number }[] {
  const start = timeOf(input, 'StartTime')?.getTime();
  const end = timeOf(input, 'EndTime')?.getTime();
  if (start === undefined || end === undefined || period === undefined || !(period >= 1)) {
    throw new AwsFault('MissingRequiredParameterException', 'StartTime, EndTime and Period are required.');
  }
  if (start >= end) throw invalidValue('The parameter StartTime must be less than the parameter EndTime.');
  const length = period * 1_000;
  const first = Math.floor(start / length) * length;
  const count = Math.ceil((end - first) / length);
  if (count > MAX_PERIODS) {
    throw new AwsFault(
      'InvalidParameterCombinationException',
      `You have requested up to ${count} datapoints, which exceeds the limit of ${MAX_PERIODS}.`,
    );
  }
  return Array.from({ length: count }, (_, index) => ({
    from: first + index * length,
    to: first + (index + 1) * length,
  }));
}

function parseDatum(item: Input, namespace: string, now: Date): { metric: MetricId; samples: Sample[] } {
  const metric = { namespace, metricName: requireMember(item, 'MetricName'), dimensions: dimensionsOf(item) };
  const base = { unit: textOf(item, 'Unit') ?? 'None', at: timeOf(item, 'Timestamp') ?? now };
  const value = numberOf(item.Value);
  if (value !== undefined) return { metric, samples: [{ ...base, ...single(value, 1) }] };
  const statistics = inputOf(item.StatisticValues);
  if (statistics !== undefined) {
    const [sampleCount, sum, minimum, maximum] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'].map((name) =>
      numberOf(statistics[name]),
    );
    if (sampleCount === undefined || sum === undefined || minimum === undefined || maximum === undefined) {
      throw new AwsFault(
        'MissingRequiredParameterException',
        'StatisticValues needs SampleCount, Sum, Minimum and Maximum.',
      );
    }
    return { metric, samples: [{ ...base, sampleCount, sum, minimum, maximum }] };
  }
  const values = Array.isArray(item.Values) ? item.Values : [];
  const counts = Array.isArray(item.Counts) ? item.Counts : [];
  if (values.length === 0) throw invalidValue(`MetricData for ${metric.metricName} has no value.`);
  return {
    metric,
    samples: values.map((entry: unknown, index) => {
      const number = numberOf(entry);
      if (number === undefined) throw invalidValue('The parameter Values must hold numbers.');
      return { ...base, ...single(number, numberOf(counts[index]) ?? 1) };
    }),
  };
}

function single(value: number, count: number) {
  return { sampleCount: count, sum: value * count, minimum: value, maximum: value };
}

function invalidValue(message: string): AwsFault {
  return new AwsFault('InvalidParameterValueException', message);
}
