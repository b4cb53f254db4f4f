// Whether each detection has its alarm, and the alarm can speak: set as deployed, with its actions on, to the topic that the bot hears.
import { alarmOf } from '../detection/alarm-definition.ts';
import type { Detection } from '../detection/detection.ts';
import { alarmName } from '../naming.ts';
import type { Settings } from '../settings.ts';
import { alertTopicName, ownTopicBeside } from './alert-topic.ts';
import type { Finding } from './health.ts';
import { broken, find, ok, type Reading, warning } from './reading.ts';
import { awsCommand, nameSome } from './remedy-words.ts';
import { byChoice, withAlarm } from './without-alarm.ts';

/** As `cloudwatch:DescribeAlarms` gives it. */
export interface AlarmDescription {
  readonly AlarmName?: string | undefined;
  readonly AlarmArn?: string | undefined;
  readonly ActionsEnabled?: boolean | undefined;
  readonly AlarmActions?: readonly string[] | undefined;
  readonly OKActions?: readonly string[] | undefined;
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Statistic?: string | undefined;
  readonly Period?: number | undefined;
  readonly EvaluationPeriods?: number | undefined;
  readonly Threshold?: number | undefined;
  readonly ComparisonOperator?: string | undefined;
  readonly TreatMissingData?: string | undefined;
}

/** What can be wrong with an alarm, the worst first. */
const TROUBLES = ['missing', 'silenced', 'not sent to the topic', 'changed', 'never quiet again'] as const;
type Trouble = (typeof TROUBLES)[number];

/** What the settings say about alarms. */
export interface AlarmChoices {
  /** Ids of detections that have no alarm by choice: whether there is one does not matter. */
  readonly withoutAlarm?: readonly string[];
  /** The topic that is there already; undefined: ours, in the alarm's own account and Region. */
  readonly topicArn?: string | undefined;
}

export function judgeAlarms(
  alarms: Reading<readonly AlarmDescription[]>,
  detections: readonly Detection[],
  { homeRegion }: Settings['trail'],
  { withoutAlarm = [], topicArn }: AlarmChoices = {},
): Finding {
  const place = { kind: 'alarm', region: homeRegion, name: undefined } as const;
  const check = { check: 'alarms', title: 'Alarms are on', place };
  return find(check, alarms, (found) => {
    const byName = new Map(found.map((alarm) => [alarm.AlarmName ?? '', alarm]));
    const wanted = withAlarm(detections, withoutAlarm);
    const troubles = Map.groupBy(wanted, (detection) =>
      troubleOf(byName.get(alarmName(detection.id)), detection, topicArn),
    );
    const named = (trouble: Trouble) => (troubles.get(trouble) ?? []).map(({ id }) => alarmName(id));
    const told = TROUBLES.filter((trouble) => named(trouble).length > 0).map(
      (trouble) => `${named(trouble).length} ${trouble}: ${nameSome(named(trouble))}`,
    );
    if (told.length === 0) {
      const none = byChoice(detections.length - wanted.length);
      return ok(`All ${wanted.length}, sent to ${alertTopicName(topicArn)}${none}.`);
    }
    const remedy = remedyFor(named('silenced'), homeRegion, alertTopicName(topicArn));
    const onlyNoise = told.length === 1 && named('never quiet again').length > 0;
    const judge = onlyNoise ? warning : broken;
    const [first, ...others] = TROUBLES.flatMap(named);
    const name = others.length === 0 && named('missing').length === 0 ? first : undefined;
    return { ...judge(`${told.join('; ')}.`, remedy), place: { ...place, name } };
  });
}

function troubleOf(
  alarm: AlarmDescription | undefined,
  detection: Detection,
  topicArn: string | undefined,
): Trouble | 'none' {
  if (alarm === undefined) return 'missing';
  if (!alarm.ActionsEnabled) return 'silenced';
  const topic = topicArn ?? ownTopicBeside(alarm.AlarmArn);
  if (!alarm.AlarmActions?.includes(topic)) return 'not sent to the topic';
  const wanted = alarmOf(detection);
  const asDeployed =
    alarm.Namespace === wanted.namespace &&
    alarm.MetricName === wanted.metricName &&
    alarm.Statistic === wanted.statistic &&
    alarm.Period === wanted.periodSeconds &&
    alarm.EvaluationPeriods === wanted.evaluationPeriods &&
    alarm.Threshold === wanted.threshold &&
    alarm.ComparisonOperator === wanted.comparisonOperator;
  if (!asDeployed) return 'changed';
  // Without either the bot never hears that it is over, and with `missing` the alarm stays where it is.
  const goesQuiet = alarm.TreatMissingData === wanted.treatMissingData && alarm.OKActions?.includes(topic);
  return goesQuiet ? 'none' : 'never quiet again';
}

function remedyFor(silenced: readonly string[], region: string, topic: string): string {
  if (silenced.length > 0) {
    const names = silenced.slice(0, 10);
    const command = awsCommand(
      ...['cloudwatch', 'enable-alarm-actions', '--region', region, '--alarm-names'],
      ...names,
    );
    return `Turn their actions on: ${command}${silenced.length > names.length ? ', and so for the others' : ''}`;
  }
  return `In the CloudWatch console, Alarms, search for the name: its metric, threshold and period are in templates/detections, missing data is "good", and both ALARM and OK go to ${topic}.`;
}
