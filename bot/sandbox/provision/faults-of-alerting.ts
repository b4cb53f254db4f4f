// Faults on the way of an alarm to the bot: what counts, what rings, who listens, and what was given up on.
import { DisableAlarmActionsCommand, EnableAlarmActionsCommand } from '@aws-sdk/client-cloudwatch';
import { DeleteMetricFilterCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListSubscriptionsByTopicCommand, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { GetQueueUrlCommand, PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { metricFiltersOf } from '../../domain/detection/alarm-definition.ts';
import { withAlarm } from '../../domain/health/without-alarm.ts';
import { ALERT_DLQ, ALERT_QUEUE, alarmName } from '../../domain/naming.ts';
import { ACCOUNT_ID } from '../aws/account.ts';
import { provisionDetection } from './provision-detections.ts';
import type { FaultTools, SwitchableFault } from './switch-faults.ts';

export function alertingFaults({
  clients,
  catalog,
  region,
  topicArn,
  tell,
}: FaultTools): readonly SwitchableFault[] {
  const { logs, cloudWatch, sns, sqs } = clients;
  const { detections, settings } = catalog;
  const logGroupName = settings.trail.logGroup;
  const [detection] = withAlarm(detections, settings.deployment.withoutAlarm);
  const AlarmNames = detection === undefined ? [] : [alarmName(detection.id)];
  const queueArn = `arn:aws:sqs:${region}:${ACCOUNT_ID}:${ALERT_QUEUE}`;
  const dlq = async () => (await sqs.send(new GetQueueUrlCommand({ QueueName: ALERT_DLQ }))).QueueUrl;
  return [
    {
      id: 'filter-deleted',
      title: 'Metric filter deleted',
      async on() {
        if (detection === undefined) return;
        const [first] = metricFiltersOf(detection);
        const about = { logGroupName, filterName: first?.filterName };
        tell('logs:DeleteMetricFilter', about);
        await logs.send(new DeleteMetricFilterCommand(about));
      },
      async off() {
        if (detection !== undefined) await provisionDetection(clients, detection, logGroupName, topicArn);
      },
    },
    {
      id: 'alarm-silenced',
      title: 'Alarm actions off',
      async on() {
        tell('monitoring:DisableAlarmActions', { alarmNames: AlarmNames });
        await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
      },
      async off() {
        await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
      },
    },
    {
      id: 'bot-unsubscribed',
      title: 'Bot unsubscribed',
      async on() {
        const { Subscriptions = [] } = await sns.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: topicArn }),
        );
        const own = Subscriptions.find(({ Endpoint }) => Endpoint === queueArn);
        tell('sns:Unsubscribe', { subscriptionArn: own?.SubscriptionArn });
        await sns.send(new UnsubscribeCommand({ SubscriptionArn: own?.SubscriptionArn }));
      },
      async off() {
        await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn }));
      },
    },
    {
      id: 'dead-letter',
      title: 'An alert given up on',
      async on() {
        const MessageBody = 'an alert that could not be handled';
        await sqs.send(new SendMessageCommand({ QueueUrl: await dlq(), MessageBody }));
      },
      async off() {
        await sqs.send(new PurgeQueueCommand({ QueueUrl: await dlq() }));
      },
    },
  ];
}
