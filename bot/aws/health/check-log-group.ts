// Checks the log group that the trail writes to, and what counts and streams its events.
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Detection } from '../../domain/detection/detection.ts';
import type { Finding } from '../../domain/health/health.ts';
import { judgeLogGroup } from '../../domain/health/judge-log-group.ts';
import { judgeMetricFilters } from '../../domain/health/judge-metric-filters.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Clients } from '../clients.ts';
import { allPages, type ReadOnce, unlessMissing } from './read-once.ts';

export async function checkLogGroup(
  { logs }: Pick<Clients, 'logs'>,
  read: ReadOnce,
  { trail, deployment }: Settings,
  detections: readonly Detection[],
): Promise<readonly Finding[]> {
  const logGroupName = trail.logGroup;
  const [group, filters, subscriptions] = await Promise.all([
    read('logs:DescribeLogGroups', async (options) => {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName });
      const { logGroups } = await logs.send(command, options);
      return logGroups?.find((found) => found.logGroupName === logGroupName);
    }),
    read('logs:DescribeMetricFilters', (options) =>
      allPages(async (nextToken) => {
        const command = new DescribeMetricFiltersCommand({ logGroupName, nextToken });
        const page = await unlessMissing(NO_GROUP, logs.send(command, options));
        return { items: page?.metricFilters ?? [], next: page?.nextToken };
      }),
    ),
    read('logs:DescribeSubscriptionFilters', async (options) => {
      const command = new DescribeSubscriptionFiltersCommand({ logGroupName });
      return (await unlessMissing(NO_GROUP, logs.send(command, options)))?.subscriptionFilters ?? [];
    }),
  ]);
  return [
    ...judgeLogGroup(group, subscriptions, trail, deployment),
    judgeMetricFilters(filters, detections, group, trail, deployment.withoutAlarm),
  ];
}
const NO_GROUP = ['ResourceNotFoundException'];
