// What AWS would hand the bot: an alarm whose event lies in the log, or the event itself.
import { randomUUID } from 'node:crypto';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Clients } from '../../bot/aws/clients.ts';
import { LOG_GROUP, METRIC_NAMESPACE } from '../../bot/domain/naming.ts';
import { stopLogging } from '../support/trail-records.ts';

/** The detection that counts {@link stopLogging}. */
const DETECTION = 'cloudtrail-changes';
const ACCOUNT = '123456789012';
const PLACE = { logGroupName: LOG_GROUP, logStreamName: 'benchmark' };

/** Alarms so far apart that none finds the events of the one before. */
const BETWEEN_MS = 600_000;

export interface Alarms {
  /** Puts a new person's event into the log. @returns the notification of its alarm, as the queue's message has it */
  next(): Promise<string>;
}

export async function createAlarms({ logs }: Pick<Clients, 'logs'>, count: number): Promise<Alarms> {
  await logs.send(new CreateLogStreamCommand(PLACE));
  let at = Date.now() - count * BETWEEN_MS;
  return {
    async next() {
      at += BETWEEN_MS;
      const event = stopLogging(newName(), { eventTime: new Date(at - 60_000).toISOString() });
      const logEvents = [{ timestamp: at - 30_000, message: JSON.stringify(event) }];
      await logs.send(new PutLogEventsCommand({ ...PLACE, logEvents }));
      return alarmMessage(new Date(at));
    },
  };
}

/** A new person's event, as a message of the log. */
export function newEvent(): string {
  return JSON.stringify(stopLogging(newName()));
}

function newName(): string {
  return `user-${randomUUID().slice(0, 8)}`;
}

function alarmMessage(changedAt: Date): string {
  return JSON.stringify({
    AlarmName: DETECTION,
    AlarmArn: `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:${DETECTION}`,
    AWSAccountId: ACCOUNT,
    NewStateValue: 'ALARM',
    OldStateValue: 'OK',
    NewStateReason: 'Threshold Crossed: 1 datapoint was greater than or equal to the threshold (1.0).',
    StateChangeTime: changedAt.toISOString().replace('Z', '+0000'),
    Trigger: {
      MetricName: DETECTION,
      Namespace: METRIC_NAMESPACE,
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
    },
  });
}
