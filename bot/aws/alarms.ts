// The state of CloudWatch alarms.
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Alarms } from '../ports/aws.ts';
import { callAws } from './aws-error.ts';
import type { Clients } from './clients.ts';

export function createAlarms({ cloudWatch }: Pick<Clients, 'cloudWatch'>): Alarms {
  return {
    async state(name) {
      const { MetricAlarms } = await callAws('cloudwatch:DescribeAlarms', () =>
        cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [name] })),
      );
      const [alarm] = MetricAlarms ?? [];
      return alarm?.StateValue && { value: alarm.StateValue, since: alarm.StateTransitionedTimestamp };
    },
  };
}
