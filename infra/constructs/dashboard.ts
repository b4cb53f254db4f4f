// The dashboard: what was detected, which alarms are on, and how the bot itself is doing.
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmState,
  AlarmStatusWidget,
  AlarmStatusWidgetSortBy,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IWidget,
  Metric,
  PeriodOverride,
  Stats,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { alarmOf } from '../../bot/domain/detection/alarm-definition.ts';
import { type Detection, SEVERITIES } from '../../bot/domain/detection/detection.ts';
import type { QueuePair, Queues } from './queues.ts';

const NAME = 'Trailbot';
/** A dashboard is this many columns wide. */
const WIDTH = 24;
/** What one widget takes, of metrics as of alarms. */
const MOST_IN_WIDGET = 100;

export interface TrailDashboardProps {
  /** Those on the bot itself. */
  readonly alarms: readonly IAlarm[];
  readonly detections: readonly Detection[];
  readonly queues: Queues;
  readonly functions: { readonly [name in FunctionName]: IFunction };
  readonly logGroupName: string;
}

export class TrailDashboard extends Construct {
  constructor(scope: Construct, id: string, props: TrailDashboardProps) {
    super(scope, id);
    new Dashboard(this, 'Dashboard', {
      dashboardName: NAME,
      defaultInterval: Duration.days(7),
      // Else the console widens the periods with the time that is shown, and a count is no count any more.
      periodOverride: PeriodOverride.INHERIT,
      // A row that is too long goes on in the next.
      widgets: [
        [new TextWidget({ markdown: ABOUT, width: WIDTH, height: 2 })],
        [...this.detectionsOn(props.detections), botAlarms(props.alarms)],
        [...countsBySeverity(props.detections)],
        [logVolume(props.logGroupName), waitingMessages(props.queues)],
        [functionErrors(props.functions), functionDurations(props.functions)],
      ],
    });
  }

  private detectionsOn(detections: readonly Detection[]): readonly IWidget[] {
    const alarms = detections.map((detection) => {
      const { name } = alarmOf(detection);
      const alarmArn = Stack.of(this).formatArn({
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: name,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
      return Alarm.fromAlarmArn(this, name, alarmArn);
    });
    return inChunks(alarms).map(
      (chunk) =>
        new AlarmStatusWidget({
          title: 'Detections that are on',
          alarms: [...chunk],
          states: [AlarmState.ALARM],
          sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
          width: WIDTH / 2,
          height: 6,
        }),
    );
  }
}

const ABOUT = `**${NAME}** · What the detections counted, each match one, also those that paged nobody. In Slack, \`/trail status\` says whether the trail can be trusted. Queries are in Logs Insights, folder ${NAME}.`;

function botAlarms(alarms: readonly IAlarm[]): IWidget {
  return new AlarmStatusWidget({
    title: 'The bot itself',
    alarms: alarms.slice(0, MOST_IN_WIDGET),
    sortBy: AlarmStatusWidgetSortBy.STATE_UPDATED_TIMESTAMP,
    width: WIDTH / 2,
    height: 6,
  });
}

function countsBySeverity(detections: readonly Detection[]): readonly IWidget[] {
  return SEVERITIES.toReversed().flatMap((severity) =>
    inChunks(detections.filter((detection) => detection.severity === severity)).map(
      (chunk) =>
        new GraphWidget({
          title: `Counted an hour: ${severity}`,
          left: chunk.map((detection) => {
            const { namespace, metricName, statistic } = alarmOf(detection);
            return new Metric({
              ...{ namespace, metricName, statistic },
              period: Duration.hours(1),
              label: detection.title,
            });
          }),
          leftYAxis: { min: 0, showUnits: false },
          width: WIDTH / 2,
          height: 8,
        }),
    ),
  );
}

function logVolume(LogGroupName: string): IWidget {
  const metric = (metricName: string, label: string) =>
    new Metric({
      namespace: 'AWS/Logs',
      metricName,
      dimensionsMap: { LogGroupName },
      statistic: Stats.SUM,
      period: Duration.hours(1),
      label,
    });
  return new GraphWidget({
    title: 'Events of the trail an hour',
    left: [metric('IncomingLogEvents', 'Events')],
    right: [metric('IncomingBytes', 'Bytes')],
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { min: 0 },
    width: WIDTH / 2,
    height: 6,
  });
}

function waitingMessages({ alert, job, contain, release, revoke }: Queues): IWidget {
  const pairs: readonly (readonly [string, QueuePair])[] = Object.entries({
    alert,
    job,
    contain,
    release,
    revoke,
  });
  const period = Duration.minutes(5);
  return new GraphWidget({
    title: 'Messages: seconds that the oldest waits, and those given up on',
    left: pairs.map(([name, { queue }]) =>
      queue.metricApproximateAgeOfOldestMessage({ period, label: name }),
    ),
    right: pairs.map(([name, { deadLetters }]) =>
      deadLetters.metricApproximateNumberOfMessagesVisible({ period, label: `${name}, given up on` }),
    ),
    leftYAxis: { min: 0, showUnits: false },
    rightYAxis: { min: 0, showUnits: false },
    width: WIDTH / 2,
    height: 6,
  });
}

function functionErrors(functions: TrailDashboardProps['functions']): IWidget {
  const period = Duration.minutes(5);
  return new GraphWidget({
    title: 'Functions: errors and throttles',
    left: FUNCTION_NAMES.flatMap((name) => [
      functions[name].metricErrors({ period, label: name }),
      functions[name].metricThrottles({ period, label: `${name}, throttled` }),
    ]),
    leftYAxis: { min: 0, showUnits: false },
    width: WIDTH / 2,
    height: 6,
  });
}

function functionDurations(functions: TrailDashboardProps['functions']): IWidget {
  return new GraphWidget({
    title: 'Functions: how long they take (19 of 20 are faster)',
    left: FUNCTION_NAMES.map((name) =>
      functions[name].metricDuration({ statistic: Stats.p(95), period: Duration.minutes(5), label: name }),
    ),
    leftYAxis: { min: 0 },
    width: WIDTH / 2,
    height: 6,
  });
}

function inChunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / MOST_IN_WIDGET) }, (_, index) =>
    items.slice(index * MOST_IN_WIDGET, (index + 1) * MOST_IN_WIDGET),
  );
}
