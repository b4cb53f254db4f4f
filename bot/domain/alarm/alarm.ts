// What SNS delivers to the alert queue, told apart: an alarm's state change, or something else that must still be shown.

export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

export interface AlarmNotice {
  readonly kind: 'alarm';
  readonly name: string;
  /** Absent in notifications of 2017 and before. */
  readonly arn: string | undefined;
  readonly description: string | undefined;
  readonly accountId: string;
  /** Region code, taken from the ARN: `Region` in the payload is a display name. */
  readonly region: string;
  readonly state: AlarmState;
  readonly previousState: AlarmState | undefined;
  readonly reason: string;
  readonly changedAt: Date;
  readonly form: 'metric' | 'metric-math' | 'composite';
  /** EvaluationPeriods × Period, in seconds: how far before `changedAt` the counted events may lie. */
  readonly rangeSeconds: number;
  readonly threshold: number | undefined;
  readonly namespace: string | undefined;
  /** For a composite alarm: the names of the children in alarm. */
  readonly children: readonly string[];
}

/** A message that is not an alarm: posted as it is, because nothing that reaches the topic is dropped. */
export interface OtherNotice {
  readonly kind: 'other';
  readonly subject: string | undefined;
  readonly text: string;
  readonly topicArn: string | undefined;
  readonly messageId: string | undefined;
}

export type Notice = AlarmNotice | OtherNotice;
