// Whether the trail's log group keeps events, can be counted and searched, and streams each event to the bot.

import type { DeploymentSettings } from '../deployment/deployment-settings.ts';
import { STREAM_FUNCTION } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import type { Place } from './place.ts';
import { putBack } from './put-back.ts';
import { broken, find, ok, type Reading, required, warning } from './reading.ts';
import { awsCommand, count } from './remedy-words.ts';

/** As `logs:DescribeLogGroups` gives it. */
export interface LogGroupDescription {
  readonly logGroupName?: string | undefined;
  readonly arn?: string | undefined;
  readonly retentionInDays?: number | undefined;
  readonly logGroupClass?: string | undefined;
}
/** As `logs:DescribeSubscriptionFilters` gives it. */
export interface SubscriptionFilter {
  readonly filterName?: string | undefined;
  readonly filterPattern?: string | undefined;
  readonly destinationArn?: string | undefined;
}

/** Below this an incident that was noticed after a holiday cannot be looked into any more. */
const LEAST_RETENTION_DAYS = 14;

/** What the settings say about the log group; what they ask for is no trouble. */
export interface LogChoices {
  readonly existing: { readonly logGroup: boolean };
  readonly logDays?: DeploymentSettings['logDays'];
}
const OWN: LogChoices = { existing: { logGroup: false } };

/** Where its metric filters and subscription filters are as well. A log group that is gone has no page. */
export function logGroupPlace(
  group: Reading<LogGroupDescription | undefined>,
  { logGroup, homeRegion: region }: Settings['trail'],
): Place {
  const isGone = 'value' in group && group.value === undefined;
  return { kind: 'log-group', region, name: isGone ? undefined : logGroup };
}

export function judgeLogGroup(
  group: Reading<LogGroupDescription | undefined>,
  subscriptions: Reading<readonly SubscriptionFilter[]>,
  settings: Settings['trail'],
  { existing, logDays = LEAST_RETENTION_DAYS }: LogChoices = OWN,
): readonly Finding[] {
  const { logGroup, homeRegion: region } = settings;
  const place = logGroupPlace(group, settings);
  const there = required(group, `there is no log group ${logGroup}`, 'Make the log group first.');
  const keep = `Set how long events are kept: ${awsCommand(
    ...['logs', 'put-retention-policy', '--region', region, '--log-group-name', logGroup],
    ...['--retention-in-days', '90'],
  )}`;
  return [
    find({ check: 'log-group', title: 'The log group is there', place }, group, (found) => {
      if (!found)
        return broken(
          `There is no log group ${logGroup} in ${region}: no alarm can go off.`,
          putBack('logGroup', existing.logGroup, 'trail.logGroup'),
        );
      const kind = found.logGroupClass ?? 'STANDARD';
      if (kind !== 'STANDARD')
        return broken(
          `Its class is ${kind}, which has no metric filters.`,
          'The class of a log group cannot be changed: make another of class STANDARD and point the trail to it.',
        );
      return ok(`${logGroup}, class STANDARD.`);
    }),
    find({ check: 'log-retention', title: 'Events are kept for a set time', place }, there, (found) => {
      const days = found.retentionInDays;
      if (days === undefined)
        return warning('No retention is set: events are kept, and paid for, forever.', keep);
      if (days < Math.min(LEAST_RETENTION_DAYS, logDays))
        return warning(`Events are kept for ${count(days, 'day')} only; queries see no further back.`, keep);
      return ok(`${count(days, 'day')}.`);
    }),
    find(
      { check: 'subscription-filter', title: 'Each event is streamed', place },
      subscriptions,
      (filters) => {
        const isOurs = ({ destinationArn }: SubscriptionFilter) =>
          parseArn(destinationArn ?? '')?.resource === `function:${STREAM_FUNCTION}`;
        const own = filters.filter(isOurs);
        const remedy = `In the CloudWatch console, log group ${logGroup}, Subscription filters: let one without a pattern go to the Lambda function ${STREAM_FUNCTION}.`;
        if (own.length === 0)
          return warning('No subscription filter: events come by alarm only, some minutes later.', remedy);
        if (own.every(({ filterPattern }) => filterPattern))
          return warning('The subscription filter has a pattern and lets only some events through.', remedy);
        return ok(`To ${STREAM_FUNCTION}.`);
      },
    ),
  ];
}
