// Reads a log group with its metric filters and subscriptions: an existing one has room for so many only.
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { AccountLook } from '../../ports/setup.ts';
import type { ClientOptions } from '../clients.ts';
import { allPages } from '../health/read-once.ts';
import { callAsCaller } from './call-as-caller.ts';

export function createLogGroupLook(options: ClientOptions): Pick<AccountLook, 'logGroup'> {
  const logs = new CloudWatchLogsClient(options);
  return {
    async logGroup(logGroupName) {
      const { logGroups = [] } = await callAsCaller('logs:DescribeLogGroups', () =>
        logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName })),
      );
      const description = logGroups.find((group) => group.logGroupName === logGroupName);
      if (description === undefined) return undefined;
      const [filters, { subscriptionFilters: subscriptions = [] }] = await Promise.all([
        allPages(async (nextToken) => {
          const page = await callAsCaller('logs:DescribeMetricFilters', () =>
            logs.send(new DescribeMetricFiltersCommand({ logGroupName, nextToken })),
          );
          return { items: page.metricFilters ?? [], next: page.nextToken };
        }),
        callAsCaller('logs:DescribeSubscriptionFilters', () =>
          logs.send(new DescribeSubscriptionFiltersCommand({ logGroupName })),
        ),
      ]);
      return { description, filters, subscriptions, keyId: description.kmsKeyId };
    },
  };
}
