import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlarmNotice, Notice } from '../../../bot/domain/alarm/alarm.ts';
import { parseNotice } from '../../../bot/domain/alarm/parse-notice.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:security-alerts';
const ALARM = {
  AlarmName: 'root-usage',
  AlarmDescription: null,
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  NewStateReason: 'Threshold Crossed: 1 datapoint [1.0] was greater than or equal to the threshold (1.0).',
  StateChangeTime: '2026-11-22T14:03:11.345+0000',
  Region: 'EU (Ireland)',
  AlarmArn: 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:root-usage',
  OldStateValue: 'OK',
  Trigger: {
    MetricName: 'root-usage',
    Namespace: 'Trailbot',
    Statistic: 'SUM',
    Dimensions: [],
    Period: 60,
    EvaluationPeriods: 3,
    Threshold: 1,
    TreatMissingData: 'notBreaching',
  },
};

function envelope(message: unknown): string {
  return JSON.stringify({
    Type: 'Notification',
    MessageId: '3f0c5d8e-9a3c-5f0f-8f0a-0a6b2c4d8e10',
    TopicArn: TOPIC,
    Subject: 'ALARM: "root-usage" in EU (Ireland)',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: '2026-11-22T14:03:12.000Z',
  });
}

function parseAlarm(body: string): AlarmNotice {
  const notice: Notice = parseNotice(body);
  if (notice.kind !== 'alarm') throw new Error(`taken for something else: ${notice.text}`);
  return notice;
}

describe('a metric alarm', () => {
  it('is read with its Region code from the ARN, because Region is a display name', () => {
    expect(parseAlarm(envelope(ALARM))).toEqual({
      kind: 'alarm',
      name: 'root-usage',
      arn: ALARM.AlarmArn,
      description: undefined,
      accountId: '123456789012',
      region: 'eu-west-1',
      state: 'ALARM',
      previousState: 'OK',
      reason: ALARM.NewStateReason,
      changedAt: new Date('2026-11-22T14:03:11.345Z'),
      form: 'metric',
      rangeSeconds: 180,
      threshold: 1,
      namespace: 'Trailbot',
      children: [],
    });
  });

  it('reads the same with raw message delivery and from the Sns object of a Lambda record', () => {
    const raw = parseAlarm(JSON.stringify(ALARM));
    expect(parseAlarm(envelope(ALARM))).toEqual(raw);
  });

  it('that was set by hand keeps the reason of whoever set it', () => {
    const forced = { ...ALARM, NewStateReason: 'testing', StateReasonData: undefined };
    expect(parseAlarm(envelope(forced)).reason).toBe('testing');
  });

  it('without an ARN, as in 2017, takes the Region of its topic', () => {
    const { AlarmArn: _, ...old } = ALARM;
    expect(parseAlarm(envelope(old))).toMatchObject({ arn: undefined, region: 'eu-west-1' });
  });

  it('without a readable time takes the time it was published', () => {
    const undated = { ...ALARM, StateChangeTime: 'yesterday' };
    expect(parseAlarm(envelope(undated)).changedAt).toEqual(new Date('2026-11-22T14:03:12Z'));
  });

  it('with colons in its name keeps the whole name', () => {
    const arn = 'arn:aws:cloudwatch:eu-west-1:123456789012:alarm:a: b';
    const composite = {
      ...ALARM,
      AlarmRule: 'ALARM("a: b")',
      TriggeringChildren: [{ Arn: arn, State: { Value: 'ALARM' } }],
    };
    expect(parseAlarm(envelope(composite)).children).toEqual(['a: b']);
  });
});

describe('other forms of alarm', () => {
  it('reads namespace and longest period of a metric-math alarm from its metrics', () => {
    const metric = (Period: number) => ({
      Id: `m${Period}`,
      MetricStat: { Metric: { MetricName: 'x', Namespace: 'Trailbot', Dimensions: [] }, Period, Stat: 'Sum' },
    });
    const Trigger = {
      EvaluationPeriods: 2,
      Threshold: 5,
      Metrics: [{ Id: 'e1', Expression: 'm60+m300' }, metric(60), metric(300)],
    };
    const notice = parseAlarm(envelope({ ...ALARM, Trigger }));
    expect(notice).toMatchObject({
      form: 'metric-math',
      rangeSeconds: 600,
      threshold: 5,
      namespace: 'Trailbot',
    });
  });

  it('names the children of a composite alarm that are in alarm', () => {
    const child = (name: string, Value: string) => ({
      Arn: `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`,
      State: { Value, Timestamp: '2026-11-22T14:03:11.345+0000' },
    });
    const { Trigger: _, ...rest } = ALARM;
    const TriggeringChildren = [child('root-usage', 'ALARM'), child('iam-change', 'OK')];
    const notice = parseAlarm(envelope({ ...rest, AlarmRule: 'ALARM("root-usage")', TriggeringChildren }));
    expect(notice).toMatchObject({ form: 'composite', children: ['root-usage'], rangeSeconds: 0 });
  });

  it('reads one contributor of a multi-series alarm, which names the alarm and its state as others do', () => {
    const contributor = { ...ALARM, Trigger: undefined, AlarmContributorId: '6d442278dba546f6' };
    expect(parseAlarm(envelope(contributor))).toMatchObject({ name: 'root-usage', state: 'ALARM' });
  });

  const change = {
    alarmName: 'root-usage',
    state: { value: 'ALARM', reason: 'crossed', timestamp: '2026-11-22T14:03:11.345+0000' },
    previousState: { value: 'INSUFFICIENT_DATA' },
    configuration: {
      description: 'Root was used',
      metrics: [
        { id: 'a', metricStat: { metric: { namespace: 'Trailbot', name: 'root-usage' }, period: 60 } },
      ],
    },
  };

  it.each([
    ['an EventBridge rule', { 'detail-type': 'CloudWatch Alarm State Change', detail: change }],
    ['a direct Lambda action', { source: 'aws.cloudwatch', alarmArn: ALARM.AlarmArn, alarmData: change }],
  ])('reads the shape of %s', (_, shape) => {
    const outer = { ...shape, account: '123456789012', region: 'eu-west-1', resources: [ALARM.AlarmArn] };
    expect(parseAlarm(JSON.stringify(outer))).toMatchObject({
      name: 'root-usage',
      arn: ALARM.AlarmArn,
      accountId: '123456789012',
      region: 'eu-west-1',
      previousState: 'INSUFFICIENT_DATA',
      description: 'Root was used',
      rangeSeconds: 60,
      namespace: 'Trailbot',
    });
  });
});

describe('what is not an alarm', () => {
  it('comes back with its text, subject and topic', () => {
    expect(parseNotice(envelope('Your budget is exceeded'))).toEqual({
      kind: 'other',
      subject: 'ALARM: "root-usage" in EU (Ireland)',
      text: 'Your budget is exceeded',
      topicArn: TOPIC,
      messageId: '3f0c5d8e-9a3c-5f0f-8f0a-0a6b2c4d8e10',
    });
  });

  it('is not opened like an envelope only because it has a field named Message', () => {
    const body = JSON.stringify({ Message: 'inner', AlarmName: '' });
    expect(parseNotice(body)).toMatchObject({ kind: 'other', text: body });
  });

  it.each(['NewStateValue', 'AlarmName'])('includes an alarm without a usable %s', (field) => {
    expect(parseNotice(envelope({ ...ALARM, [field]: 7 })).kind).toBe('other');
  });

  it('never makes it throw', () => {
    const field = fc.constantFrom(...Object.keys(ALARM), 'alarmData', 'detail', 'detail-type', '__proto__');
    const nearly = fc.dictionary(field, fc.jsonValue()).map((changes) => ({ ...ALARM, ...changes }));
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      nearly.map(envelope),
      nearly.map((one) => JSON.stringify(one)),
    );
    fc.assert(fc.property(body, (text) => ['alarm', 'other'].includes(parseNotice(text).kind)));
  });

  it('keeps changedAt and rangeSeconds usable whatever the numbers', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(-1, 1e300, Number.MAX_SAFE_INTEGER));
    fc.assert(
      fc.property(number, number, (Period, EvaluationPeriods) => {
        const { rangeSeconds, changedAt } = parseAlarm(
          envelope({ ...ALARM, Trigger: { Period, EvaluationPeriods } }),
        );
        expect(rangeSeconds).toBeGreaterThanOrEqual(0);
        expect(rangeSeconds).toBeLessThanOrEqual(604_800);
        expect(changedAt.getTime()).not.toBeNaN();
      }),
    );
  });
});
