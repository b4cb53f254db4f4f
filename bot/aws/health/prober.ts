// Writes test records to the trail's log group, into a stream of their own beside CloudTrail's.
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { TrailbotError } from '../../domain/errors.ts';
import { TEST_STREAM } from '../../domain/naming.ts';
import type { Prober } from '../../ports/aws.ts';
import type { Clock } from '../../ports/run.ts';
import { callAws } from '../aws-error.ts';
import type { Clients } from '../clients.ts';
import { unlessMissing } from './read-once.ts';

/** @throws TrailbotError `aws_failed` from `put` also when CloudWatch Logs took the call and not the event. */
export function createProber({ logs }: Pick<Clients, 'logs'>, logGroupName: string, clock: Clock): Prober {
  const place = { logGroupName, logStreamName: TEST_STREAM };
  return {
    async put(record) {
      await callAws('logs:CreateLogStream', () =>
        unlessMissing(['ResourceAlreadyExistsException'], logs.send(new CreateLogStreamCommand(place))),
      );
      const event = { timestamp: clock.now().getTime(), message: JSON.stringify(record) };
      const { rejectedLogEventsInfo } = await callAws('logs:PutLogEvents', () =>
        logs.send(new PutLogEventsCommand({ ...place, logEvents: [event] })),
      );
      if (rejectedLogEventsInfo === undefined) return;
      throw new TrailbotError({
        code: 'aws_failed',
        message: 'CloudWatch Logs refused the test event: its time is out of range.',
        hint: "Set the clock of the machine that the bot runs on, and look at the log group's retention.",
      });
    },
  };
}
