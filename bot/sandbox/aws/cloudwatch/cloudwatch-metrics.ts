// The data points of metrics, and what they come to within a stretch of time.

export interface MetricId {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Aggregate {
  readonly sampleCount: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
}

export interface Sample extends Aggregate {
  readonly unit: string;
  readonly at: Date;
}

export const STATISTICS = {
  SampleCount: ({ sampleCount }) => sampleCount,
  Sum: ({ sum }) => sum,
  Average: ({ sum, sampleCount }) => sum / sampleCount,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
} satisfies Record<string, (aggregate: Aggregate) => number>;

export type Statistic = keyof typeof STATISTICS;

export function isStatistic(text: string | undefined): text is Statistic {
  return text !== undefined && Object.hasOwn(STATISTICS, text);
}

export interface MetricStore {
  record(metric: MetricId, sample: Sample): void;
  /** What came in with a time from `from` up to but not including `to` (epoch milliseconds); undefined when nothing did. */
  aggregate(metric: MetricId, from: number, to: number): (Aggregate & { readonly unit: string }) | undefined;
  metrics(): readonly MetricId[];
}

interface Series {
  readonly metric: MetricId;
  readonly samples: Sample[];
}

const KEPT_SAMPLES = 20_000;
const DROP = 2_000;

export function createMetricStore(): MetricStore {
  const series = new Map<string, Series>();

  return {
    record(metric, sample) {
      const key = keyOf(metric);
      const { samples } = series.get(key) ?? { samples: [] };
      series.set(key, { metric, samples });
      add(samples, sample);
      if (samples.length > KEPT_SAMPLES + DROP) samples.splice(0, samples.length - KEPT_SAMPLES);
    },

    aggregate(metric, from, to) {
      const samples = series.get(keyOf(metric))?.samples ?? [];
      let total: Sample | undefined;
      for (let index = samples.length - 1; index >= 0; index -= 1) {
        const sample = samples[index];
        if (sample === undefined || sample.at.getTime() < from) break;
        if (sample.at.getTime() < to) total = total === undefined ? sample : merge(total, sample);
      }
      return total;
    },

    metrics: () => [...series.values()].map(({ metric }) => metric),
  };
}

/** Keeps samples by time, and those of one millisecond as one, so that a flood stays small. */
function add(samples: Sample[], sample: Sample): void {
  const last = samples.at(-1);
  if (last?.at.getTime() === sample.at.getTime()) samples[samples.length - 1] = merge(last, sample);
  else if (last === undefined || last.at < sample.at) samples.push(sample);
  else samples.splice(samples.findLastIndex(({ at }) => at <= sample.at) + 1, 0, sample);
}

function merge(left: Sample, right: Sample): Sample {
  return {
    at: left.at,
    unit: left.unit,
    sampleCount: left.sampleCount + right.sampleCount,
    sum: left.sum + right.sum,
    minimum: Math.min(left.minimum, right.minimum),
    maximum: Math.max(left.maximum, right.maximum),
  };
}

/** A metric with other dimensions is another metric. */
function keyOf({ namespace, metricName, dimensions }: MetricId): string {
  const pairs = Object.entries(dimensions).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([namespace, metricName, pairs]);
}
