import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  DescribeAlarmsForMetricCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CloudWatch, createCloudWatch } from '../../../../bot/sandbox/aws/cloudwatch/cloudwatch.ts';
import { createFaults } from '../../../../bot/sandbox/aws/faults.ts';
import { type AwsServer, startAwsServer } from '../../../../bot/sandbox/aws/wire/server.ts';
import type { Pace } from '../../../../bot/sandbox/pace.ts';

const TOPIC = 'arn:aws:sns:us-east-1:123456789012:security-alerts';
const MINUTE = 60_000;
const PACE: Pace = {
  name: 'real',
  deliveryDelay: () => 0,
  alarmPeriod: (seconds) => seconds * 1_000,
  queueDelay: (seconds) => seconds * 1_000,
};

let now: Date;
let cloudWatch: CloudWatch;
let server: AwsServer;
let client: CloudWatchClient;
let notices: { topicArn: string; subject: string; message: string }[];

beforeEach(async () => {
  now = new Date('2026-02-26T10:00:00.000Z');
  notices = [];
  cloudWatch = createCloudWatch({
    clock: { now: () => now },
    pace: PACE,
    notify: (topicArn, subject, message) => {
      if (topicArn !== TOPIC) throw new Error('Topic does not exist');
      notices.push({ topicArn, subject, message });
    },
  });
  server = await startAwsServer({
    port: 0,
    services: { monitoring: cloudWatch.service },
    faults: createFaults(),
  });
  client = new CloudWatchClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
});

afterEach(async () => {
  cloudWatch.close();
  await server.close();
});

function putAlarm(more: Partial<PutMetricAlarmCommandInput> = {}) {
  return client.send(
    new PutMetricAlarmCommand({
      AlarmName: 'root-usage',
      MetricName: 'root-usage',
      Namespace: 'Trailbot',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      ...more,
    }),
  );
}

function count(value = 1, metricName = 'root-usage') {
  cloudWatch.record({ namespace: 'Trailbot', metricName, dimensions: {}, value, unit: 'None', at: now });
}

/** Lets time pass and the alarms be evaluated, minute by minute. */
function pass(minutes: number) {
  for (let minute = 0; minute < minutes; minute += 1) {
    cloudWatch.evaluate();
    now = new Date(now.getTime() + MINUTE);
    cloudWatch.evaluate();
  }
}

async function alarm(name = 'root-usage') {
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0];
}

const state = async (name?: string) => (await alarm(name))?.StateValue;

function setState(StateValue: StateValue, more: { StateReasonData?: string; AlarmName?: string } = {}) {
  return client.send(
    new SetAlarmStateCommand({ AlarmName: 'root-usage', StateValue, StateReason: 'a test', ...more }),
  );
}

describe('an alarm', () => {
  it('is described with everything it was put with', async () => {
    await putAlarm({ AlarmDescription: 'Root account used', Dimensions: [{ Name: 'n', Value: 'v' }] });
    expect(await alarm()).toEqual({
      AlarmName: 'root-usage',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:root-usage',
      AlarmDescription: 'Root account used',
      AlarmConfigurationUpdatedTimestamp: now,
      ActionsEnabled: true,
      OKActions: [TOPIC],
      AlarmActions: [TOPIC],
      InsufficientDataActions: [],
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'Unchecked: Initial alarm creation',
      StateUpdatedTimestamp: now,
      StateTransitionedTimestamp: now,
      MetricName: 'root-usage',
      Namespace: 'Trailbot',
      Statistic: 'Sum',
      Dimensions: [{ Name: 'n', Value: 'v' }],
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  it('goes from INSUFFICIENT_DATA to OK to ALARM and, one or two periods after the metric stops, back to OK', async () => {
    await putAlarm();
    pass(1);
    expect(await state()).toBe('OK');
    count();
    pass(1);
    expect(await state()).toBe('ALARM');
    pass(1);
    expect(await state()).toBe('ALARM');
    pass(1);
    expect(await alarm()).toMatchObject({
      StateValue: 'OK',
      StateReason:
        'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    });
  });

  it('notifies once for a change, however long the attack goes on', async () => {
    await putAlarm({ OKActions: [] });
    pass(1);
    for (let minute = 0; minute < 5; minute += 1) {
      count();
      pass(1);
    }
    expect(notices.map(({ subject }) => subject)).toEqual(['ALARM: "root-usage" in US East (N. Virginia)']);
  });

  it('publishes exactly the payload of CloudWatch', async () => {
    await putAlarm();
    pass(1);
    count();
    pass(1);
    expect(JSON.parse(notices.at(-1)?.message ?? '')).toEqual({
      AlarmName: 'root-usage',
      AlarmDescription: null,
      AWSAccountId: '123456789012',
      AlarmConfigurationUpdatedTimestamp: '2026-02-26T10:00:00.000+0000',
      NewStateValue: 'ALARM',
      NewStateReason:
        'Threshold Crossed: 1 datapoint [1.0 (26/02/26 10:01:00)] was greater than or equal to the threshold (1.0).',
      StateChangeTime: '2026-02-26T10:02:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:root-usage',
      OldStateValue: 'OK',
      ActionExecutedAfterMuteWindow: false,
      OKActions: [TOPIC],
      AlarmActions: [TOPIC],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: 'root-usage',
        Namespace: 'Trailbot',
        StatisticType: 'Statistic',
        Statistic: 'SUM',
        Unit: null,
        Dimensions: [],
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        TreatMissingData: 'notBreaching',
        EvaluateLowSampleCountPercentile: '',
      },
    });
  });

  it.each([
    ['missing', 'INSUFFICIENT_DATA', 'INSUFFICIENT_DATA'],
    ['notBreaching', 'OK', 'OK'],
    ['breaching', 'ALARM', 'ALARM'],
    ['ignore', 'INSUFFICIENT_DATA', 'ALARM'],
  ])('treats missing data as %s says', async (TreatMissingData, atFirst, afterAlarm) => {
    await putAlarm({ TreatMissingData });
    pass(1);
    expect(await state()).toBe(atFirst);
    count();
    pass(1);
    expect(await state()).toBe('ALARM');
    pass(3);
    expect(await state()).toBe(afterAlarm);
  });

  it('needs as many breaching periods as DatapointsToAlarm says', async () => {
    await putAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 5 });
    pass(1);
    count(5);
    pass(1);
    expect(await state()).toBe('OK');
    pass(1);
    count(7);
    pass(1);
    expect(await alarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason:
        'Threshold Crossed: 2 out of the last 3 datapoints [7.0 (26/02/26 10:03:00), 5.0 (26/02/26 10:01:00)] were greater than or equal to the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
    });
  });

  it('keeps its state when it is put again', async () => {
    await putAlarm();
    pass(1);
    count();
    pass(1);
    await putAlarm({ Threshold: 100 });
    expect(await alarm()).toMatchObject({ StateValue: 'ALARM', Threshold: 100 });
    count(1);
    pass(1);
    expect(await state()).toBe('OK');
  });

  it('does not count a metric with other dimensions', async () => {
    await putAlarm({ Dimensions: [{ Name: 'user', Value: 'alice' }] });
    pass(1);
    count();
    pass(1);
    expect(await state()).toBe('OK');
  });

  it.each<[string, Partial<PutMetricAlarmCommandInput>, string]>([
    ['a period of 45 seconds', { Period: 45 }, 'ValidationException'],
    ['no periods', { EvaluationPeriods: 0 }, 'ValidationException'],
    ['more datapoints than periods', { DatapointsToAlarm: 2 }, 'ValidationException'],
    ['a range of more than a day', { EvaluationPeriods: 1_441 }, 'ValidationException'],
    [
      'a word for missing data that AWS does not know',
      { TreatMissingData: 'NOT_BREACHING' },
      'ValidationException',
    ],
    ['six actions', { AlarmActions: Array(6).fill(TOPIC) }, 'ValidationException'],
    ['an action that is no ARN', { AlarmActions: ['security-alerts'] }, 'ValidationException'],
    ['metric math', { Metrics: [{ Id: 'e1', Expression: 'm1' }] }, 'NotImplemented'],
  ])('is refused with %s', async (_case, more, name) => {
    await expect(putAlarm(more)).rejects.toMatchObject({ name });
  });

  it('answers 501 for a composite alarm', async () => {
    const command = new PutCompositeAlarmCommand({ AlarmName: 'c', AlarmRule: 'ALARM("root-usage")' });
    await expect(client.send(command)).rejects.toMatchObject({
      message: 'the sandbox does not implement monitoring:PutCompositeAlarm yet',
    });
  });
});

describe('SetAlarmState', () => {
  it('runs the actions, and a period later the alarm is what its metric says', async () => {
    await putAlarm();
    pass(1);
    await setState('ALARM', { StateReasonData: '{"by":"a person"}' });
    expect(await alarm()).toMatchObject({
      StateValue: 'ALARM',
      StateReason: 'a test',
      StateReasonData: '{"by":"a person"}',
    });
    pass(1);
    expect(await state()).toBe('OK');
    expect(notices.map(({ subject }) => subject.split(':')[0])).toEqual(['OK', 'ALARM', 'OK']);
  });

  it('refuses reason data that is not JSON, and alarms that are not there', async () => {
    await putAlarm();
    await expect(setState('ALARM', { StateReasonData: 'because' })).rejects.toMatchObject({
      name: 'InvalidFormatFault',
    });
    await expect(setState('ALARM', { AlarmName: 'nope' })).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
    await expect(setState('PANIC' as StateValue)).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('runs no action when the state stays as it is', async () => {
    await putAlarm();
    await setState('ALARM');
    await setState('ALARM');
    expect(notices).toHaveLength(1);
  });
});

describe('alarm actions', () => {
  it('stay away while they are switched off', async () => {
    await putAlarm();
    await client.send(new DisableAlarmActionsCommand({ AlarmNames: ['root-usage', 'nope'] }));
    await setState('ALARM');
    expect(notices).toEqual([]);
    await client.send(new EnableAlarmActionsCommand({ AlarmNames: ['root-usage'] }));
    await setState('OK');
    expect(notices).toHaveLength(1);
  });

  it('are in the history, with the reason when the topic is not there', async () => {
    const gone = `${TOPIC}-gone`;
    await putAlarm({ AlarmActions: [TOPIC, gone] });
    await setState('ALARM');
    const { AlarmHistoryItems } = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'root-usage', ScanBy: 'TimestampAscending' }),
    );
    expect(
      AlarmHistoryItems?.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary]),
    ).toEqual([
      ['ConfigurationUpdate', 'Alarm "root-usage" created'],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to ALARM'],
      ['Action', `Successfully executed action ${TOPIC}`],
      ['Action', `Failed to execute action ${gone}. Received error: "Topic does not exist"`],
    ]);
    const actions = await client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action', MaxRecords: 1 }),
    );
    expect(actions.AlarmHistoryItems).toHaveLength(1);
    expect(JSON.parse(actions.AlarmHistoryItems?.[0]?.HistoryData ?? '')).toMatchObject({
      actionState: 'Failed',
    });
    expect(actions.NextToken).toBeDefined();
  });
});

describe('DescribeAlarms', () => {
  it('selects by prefix, state and metric, and gives pages', async () => {
    for (const AlarmName of ['b', 'a-2', 'a-1']) await putAlarm({ AlarmName });
    await setState('ALARM', { AlarmName: 'a-2' });
    const names = async (input: DescribeAlarmsCommandInput) => {
      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand(input));
      return MetricAlarms?.map(({ AlarmName }) => AlarmName);
    };
    expect(await names({ AlarmNamePrefix: 'a-' })).toEqual(['a-1', 'a-2']);
    expect(await names({ StateValue: 'ALARM' })).toEqual(['a-2']);
    expect(await names({ AlarmTypes: ['CompositeAlarm'] })).toEqual([]);
    const first = await client.send(new DescribeAlarmsCommand({ MaxRecords: 2 }));
    expect(await names({ MaxRecords: 2, NextToken: first.NextToken })).toEqual(['b']);
    const metric = { MetricName: 'root-usage', Namespace: 'Trailbot' };
    const forMetric = await client.send(new DescribeAlarmsForMetricCommand(metric));
    expect(forMetric.MetricAlarms).toHaveLength(3);
  });

  it('no longer shows what was deleted', async () => {
    await putAlarm();
    await client.send(new DeleteAlarmsCommand({ AlarmNames: ['root-usage'] }));
    expect(await alarm()).toBeUndefined();
    await expect(client.send(new DeleteAlarmsCommand({ AlarmNames: ['root-usage'] }))).rejects.toMatchObject({
      name: 'ResourceNotFound',
    });
  });
});

describe('metric data', () => {
  const range = () => ({
    StartTime: new Date(now.getTime() - 5 * MINUTE),
    EndTime: new Date(now.getTime() + 1),
  });

  it('can be put in each of its forms and read in periods', async () => {
    const metric = { MetricName: 'logins', Dimensions: [{ Name: 'user', Value: 'alice' }] };
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'Test',
        MetricData: [
          { ...metric, Value: 2, Unit: 'Count', Timestamp: new Date(now.getTime() - 2 * MINUTE) },
          { ...metric, Values: [1, 10], Counts: [3, 1], Unit: 'Count' },
          {
            ...metric,
            StatisticValues: { SampleCount: 2, Sum: 7, Minimum: 0.5, Maximum: 6.5 },
            Unit: 'Count',
          },
        ],
      }),
    );
    const { Datapoints, Label } = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: 'Test',
        ...metric,
        ...range(),
        Period: 60,
        Statistics: ['Sum', 'SampleCount', 'Minimum', 'Maximum', 'Average'],
      }),
    );
    expect(Label).toBe('logins');
    expect(Datapoints).toEqual([
      expect.objectContaining({ Timestamp: new Date(now.getTime() - 2 * MINUTE), Sum: 2 }),
      { Timestamp: now, Unit: 'Count', Sum: 20, SampleCount: 6, Minimum: 0.5, Maximum: 10, Average: 20 / 6 },
    ]);
    const query = {
      Id: 'q',
      MetricStat: { Metric: { Namespace: 'Test', ...metric }, Period: 60, Stat: 'Sum' },
    };
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({ MetricDataQueries: [query], ...range() }),
    );
    expect(MetricDataResults).toEqual([
      {
        Id: 'q',
        Label: 'logins',
        Timestamps: [now, new Date(now.getTime() - 2 * MINUTE)],
        Values: [20, 2],
        StatusCode: 'Complete',
        Messages: undefined,
      },
    ]);
  });

  it('moves an alarm as the count of a metric filter does', async () => {
    await putAlarm();
    await client.send(
      new PutMetricDataCommand({
        Namespace: 'Trailbot',
        MetricData: [{ MetricName: 'root-usage', Value: 1 }],
      }),
    );
    pass(1);
    expect(await state()).toBe('ALARM');
  });

  it('shows up in the list of metrics', async () => {
    count();
    count(1, 'trail-tampering');
    const { Metrics } = await client.send(new ListMetricsCommand({ MetricName: 'trail-tampering' }));
    expect(Metrics).toEqual([{ Namespace: 'Trailbot', MetricName: 'trail-tampering', Dimensions: [] }]);
  });

  it('is refused without a value or in a range that ends before it starts', async () => {
    await expect(
      client.send(new PutMetricDataCommand({ Namespace: 'Test', MetricData: [{ MetricName: 'm' }] })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
    await expect(
      client.send(
        new GetMetricStatisticsCommand({
          Namespace: 'Test',
          MetricName: 'm',
          StartTime: now,
          EndTime: now,
          Period: 60,
          Statistics: ['Sum'],
        }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  });
});
