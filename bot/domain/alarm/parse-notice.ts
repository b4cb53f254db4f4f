// Tells what SNS delivered apart: an alarm's state change in any of the shapes that AWS sends, or something else.

import type { JsonObject } from '../event/trail-event.ts';
import { parseArn } from '../parse-arn.ts';
import {
  dateAt,
  isJsonObject,
  listAt,
  numberAt,
  objectAt,
  parseJson,
  textAt,
  valueAt,
} from '../read-json.ts';
import type { AlarmNotice, AlarmState, Notice } from './alarm.ts';

/** CloudWatch looks back seven days at most. */
const LONGEST_RANGE_SECONDS = 604_800;

interface Envelope {
  readonly subject: string | undefined;
  readonly topicArn: string | undefined;
  readonly messageId: string | undefined;
  readonly sentAt: Date | undefined;
  readonly text: string;
}

/**
 * The body of an SQS message that SNS filled, with raw delivery off (an envelope) or on (the message itself), or the
 * `Sns` object of a Lambda record. Whatever is not recognised as an alarm comes back as `other`. Never throws.
 */
export function parseNotice(body: string): Notice {
  const envelope = openEnvelope(body);
  const message = parseJson(envelope.text);
  const alarm = isJsonObject(message) ? parseAlarm(message, envelope) : undefined;
  if (alarm) return alarm;
  const { subject, topicArn, messageId, text } = envelope;
  return { kind: 'other', subject, text, topicArn, messageId };
}

function openEnvelope(body: string): Envelope {
  const json = parseJson(body);
  const text = valueAt(json, 'Message');
  // A message of somebody's own may well have a field "Message": only SNS also names the topic.
  if (typeof text !== 'string' || parseArn(textAt(json, 'TopicArn')) === undefined) {
    return { subject: undefined, topicArn: undefined, messageId: undefined, sentAt: undefined, text: body };
  }
  return {
    subject: textAt(json, 'Subject') || undefined,
    topicArn: textAt(json, 'TopicArn'),
    messageId: textAt(json, 'MessageId') || undefined,
    sentAt: dateAt(json, 'Timestamp'),
    text,
  };
}

function parseAlarm(message: JsonObject, envelope: Envelope): AlarmNotice | undefined {
  if (textAt(message, 'AlarmName') !== '') return parseSnsAlarm(message, envelope);
  if (textAt(message, 'alarmData', 'alarmName') !== '') {
    return parseStateChange(objectAt(message, 'alarmData'), textAt(message, 'alarmArn'), message, envelope);
  }
  if (textAt(message, 'detail-type') === 'CloudWatch Alarm State Change') {
    const [arn] = listAt(message, 'resources');
    return parseStateChange(
      objectAt(message, 'detail'),
      typeof arn === 'string' ? arn : '',
      message,
      envelope,
    );
  }
  return undefined;
}

/** What an alarm itself publishes. A contributor of a multi-series alarm has another body; the names are the same. */
function parseSnsAlarm(message: JsonObject, envelope: Envelope): AlarmNotice | undefined {
  const state = parseState(valueAt(message, 'NewStateValue'));
  const changedAt = dateAt(message, 'StateChangeTime') ?? envelope.sentAt;
  if (state === undefined || changedAt === undefined) return undefined;
  const arn = parseArn(textAt(message, 'AlarmArn'));
  const trigger = objectAt(message, 'Trigger');
  const series = listAt(trigger, 'Metrics');
  const composite = Object.hasOwn(message, 'AlarmRule') || Object.hasOwn(message, 'TriggeringChildren');
  const period = numberAt(trigger, 'Period') ?? longestPeriod(series, ['MetricStat', 'Period'], ['Period']);
  const namespaces = series.map((one) => textAt(one, 'MetricStat', 'Metric', 'Namespace'));
  return {
    kind: 'alarm',
    name: textAt(message, 'AlarmName'),
    arn: arn && textAt(message, 'AlarmArn'),
    description: textAt(message, 'AlarmDescription') || undefined,
    accountId: textAt(message, 'AWSAccountId') || arn?.accountId || '',
    // An alarm publishes only to topics of its own Region, so the topic knows where an alarm without ARN lives.
    region: arn?.region || parseArn(envelope.topicArn ?? '')?.region || '',
    state,
    previousState: parseState(valueAt(message, 'OldStateValue')),
    reason: textAt(message, 'NewStateReason'),
    changedAt,
    form: composite ? 'composite' : series.length > 0 ? 'metric-math' : 'metric',
    rangeSeconds: rangeSeconds(period, numberAt(trigger, 'EvaluationPeriods')),
    threshold: numberAt(trigger, 'Threshold'),
    namespace: textAt(trigger, 'Namespace') || namespaces.find((name) => name !== ''),
    children: childrenInAlarm(listAt(message, 'TriggeringChildren'), 'Arn', ['State', 'Value']),
  };
}

/** The shape that EventBridge (`detail`) and a direct Lambda action (`alarmData`) share. */
function parseStateChange(
  change: JsonObject,
  arnText: string,
  outer: JsonObject,
  envelope: Envelope,
): AlarmNotice | undefined {
  const state = parseState(valueAt(change, 'state', 'value'));
  const changedAt = dateAt(change, 'state', 'timestamp') ?? dateAt(outer, 'time') ?? envelope.sentAt;
  const name = textAt(change, 'alarmName');
  if (name === '' || state === undefined || changedAt === undefined) return undefined;
  const arn = parseArn(arnText);
  const configuration = objectAt(change, 'configuration');
  const series = listAt(configuration, 'metrics');
  const data = parseJson(textAt(change, 'state', 'reasonData'));
  const namespaces = series.map((one) => textAt(one, 'metricStat', 'metric', 'namespace'));
  const composite = Object.hasOwn(configuration, 'alarmRule');
  return {
    kind: 'alarm',
    name,
    arn: arn && arnText,
    description: textAt(configuration, 'description') || undefined,
    accountId: textAt(outer, 'accountId') || textAt(outer, 'account') || arn?.accountId || '',
    region: arn?.region || textAt(outer, 'region'),
    state,
    previousState: parseState(valueAt(change, 'previousState', 'value')),
    reason: textAt(change, 'state', 'reason'),
    changedAt,
    form: composite ? 'composite' : series.length > 1 ? 'metric-math' : 'metric',
    // This shape does not say how many periods are evaluated; the datapoints of the reason are the periods that were.
    rangeSeconds: rangeSeconds(
      longestPeriod(series, ['metricStat', 'period'], ['period']),
      Math.max(1, listAt(data, 'evaluatedDatapoints').length),
    ),
    threshold: numberAt(data, 'threshold'),
    namespace: namespaces.find((one) => one !== ''),
    children: childrenInAlarm(listAt(data, 'triggeringAlarms'), 'arn', ['state', 'value']),
  };
}

function parseState(value: unknown): AlarmState | undefined {
  return value === 'ALARM' || value === 'OK' || value === 'INSUFFICIENT_DATA' ? value : undefined;
}

/** 0 when the notice does not say. */
function rangeSeconds(period: number | undefined, periods: number | undefined): number {
  const seconds = (period ?? 0) * (periods ?? 1);
  return Math.min(Math.max(0, seconds), LONGEST_RANGE_SECONDS);
}

function longestPeriod(
  series: readonly unknown[],
  ...paths: readonly (readonly string[])[]
): number | undefined {
  const periods = series.flatMap((one) => paths.map((path) => numberAt(one, ...path) ?? 0));
  const longest = periods.reduce((most, period) => Math.max(most, period), 0);
  return longest === 0 ? undefined : longest;
}

function childrenInAlarm(
  children: readonly unknown[],
  arnKey: string,
  state: readonly string[],
): readonly string[] {
  return children.flatMap((child) => {
    const resource = parseArn(textAt(child, arnKey))?.resource ?? '';
    const inAlarm = ['ALARM', ''].includes(textAt(child, ...state));
    return inAlarm && resource.startsWith('alarm:') ? [resource.slice('alarm:'.length)] : [];
  });
}
