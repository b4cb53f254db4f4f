// Decides an alarm's state from the data points of its last periods, as CloudWatch documents it.
import type { AlarmConfiguration, ComparisonOperator, StateValue } from './cloudwatch-alarm.ts';

/** One period; `value` is undefined when nothing came in. */
export interface Datapoint {
  readonly at: Date;
  readonly value: number | undefined;
}

export interface Verdict {
  readonly state: StateValue;
  readonly reason: string;
  /** The data points that decided, newest first. */
  readonly datapoints: readonly { readonly at: Date; readonly value: number }[];
}

/**
 * More periods are looked at than `EvaluationPeriods` says, so that data that comes in late still counts. That is why an
 * alarm of one period stays in ALARM for about two.
 */
export function evaluationRange({ evaluationPeriods }: AlarmConfiguration): number {
  return evaluationPeriods + 1;
}

/**
 * The rules of "Configuring how CloudWatch alarms treat missing data": real data points are preferred, missing ones are
 * filled in only when there are fewer than `EvaluationPeriods`.
 * @param range - the periods of the evaluation range, newest first
 */
export function evaluateAlarm(
  configuration: AlarmConfiguration,
  range: readonly Datapoint[],
  current: StateValue,
): Verdict {
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods } = configuration;
  const { treatMissingData = 'missing' } = configuration;
  const isBreaching = comparisonOf(configuration.comparison, configuration.threshold);
  const datapoints = range
    .flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }]))
    .slice(0, evaluationPeriods);
  const missing = evaluationPeriods - datapoints.length;
  const breaching = datapoints.filter(({ value }) => isBreaching(value));

  if (datapoints.length === 0) {
    if (treatMissingData === 'missing') {
      return { state: 'INSUFFICIENT_DATA', reason: insufficientReason(evaluationPeriods), datapoints };
    }
    if (treatMissingData === 'ignore') return { state: current, reason: '', datapoints };
    const isAlarm = treatMissingData === 'breaching';
    return { state: isAlarm ? 'ALARM' : 'OK', reason: filledReason(missing, isAlarm), datapoints };
  }

  const filled = treatMissingData === 'breaching' ? missing : 0;
  const allBreach = missing > 0 && breaching.length === datapoints.length;
  if (treatMissingData === 'ignore' && allBreach && breaching.length < datapointsToAlarm) {
    return { state: current, reason: '', datapoints };
  }
  const isAlarm =
    breaching.length + filled >= datapointsToAlarm || (treatMissingData === 'missing' && allBreach);
  const shown = isAlarm && breaching.length > 0 ? breaching : datapoints;
  return {
    state: isAlarm ? 'ALARM' : 'OK',
    reason: thresholdReason(configuration, shown, isAlarm),
    datapoints: shown,
  };
}

function comparisonOf(comparison: ComparisonOperator, threshold: number): (value: number) => boolean {
  switch (comparison) {
    case 'GreaterThanOrEqualToThreshold':
      return (value) => value >= threshold;
    case 'GreaterThanThreshold':
      return (value) => value > threshold;
    case 'LessThanThreshold':
      return (value) => value < threshold;
    case 'LessThanOrEqualToThreshold':
      return (value) => value <= threshold;
  }
}

const COMPARISON_WORDS: Readonly<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

function thresholdReason(
  { comparison, threshold, evaluationPeriods, datapointsToAlarm = evaluationPeriods }: AlarmConfiguration,
  shown: Verdict['datapoints'],
  isAlarm: boolean,
): string {
  const partial = datapointsToAlarm < evaluationPeriods;
  const count = partial
    ? `${shown.length} out of the last ${evaluationPeriods} datapoints`
    : plural(shown.length, 'datapoint');
  const values = shown.map(({ at, value }) => `${decimal(value)} (${reasonTime(at)})`).join(', ');
  const verb = `${shown.length === 1 ? 'was' : 'were'}${isAlarm ? '' : ' not'}`;
  const way = isAlarm ? 'OK -> ALARM' : 'ALARM -> OK';
  const least = isAlarm ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const minimum = partial ? ` (minimum ${plural(least, 'datapoint')} for ${way} transition)` : '';
  return `Threshold Crossed: ${count} [${values}] ${verb} ${COMPARISON_WORDS[comparison]} the threshold (${decimal(threshold)})${minimum}.`;
}

function insufficientReason(count: number): string {
  return `Insufficient Data: ${plural(count, 'datapoint')} ${count === 1 ? 'was' : 'were'} unknown.`;
}

function filledReason(count: number, isAlarm: boolean): string {
  const treated = `${count} missing datapoint${count === 1 ? ' was' : 's were'} treated as`;
  return `Threshold Crossed: no datapoints were received for ${plural(count, 'period')} and ${treated} [${isAlarm ? 'Breaching' : 'NonBreaching'}].`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** CloudWatch writes doubles as Java does: `1.0`. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `26/02/26 09:59:00`: day, month, year, in UTC. */
function reasonTime(at: Date): string {
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
