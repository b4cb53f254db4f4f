// What the jobs may look at in AWS: the log, the trail, and everything that `/trail status` checks.
import type { Statement } from '../containment/role-policies.ts';
import { TEST_STREAM } from '../naming.ts';
import { allowCalls, arnIn, type PermissionPlace } from './permission-place.ts';
import { QUEUES } from './queues.ts';

/** Events of the log group: exactly those that the metric filters counted. */
export function readLog(place: PermissionPlace): Statement {
  return allowCalls('ReadTheLog', 'logs', ['FilterLogEvents'], [logGroupArn(place)]);
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html knows no resource for it. */
export function readEventHistory(): Statement {
  return allowCalls('ReadEventHistory', 'cloudtrail', ['LookupEvents'], ['*']);
}

export function seeAlarms(place: PermissionPlace): Statement {
  return allowCalls('SeeAlarms', 'cloudwatch', ['DescribeAlarms'], [arnIn(place, 'cloudwatch', 'alarm:*')]);
}

/** Logs Insights. A running query is told by its id alone, from which no log group can be read. */
export function askLog(place: PermissionPlace): readonly Statement[] {
  return [
    allowCalls('AskTheLog', 'logs', ['StartQuery'], [logGroupArn(place)]),
    allowCalls('FollowQueries', 'logs', ['GetQueryResults', 'StopQuery'], ['*']),
  ];
}

/** `/trail test` writes a marked record beside CloudTrail's own, into a stream of its own. */
export function writeTestRecords(place: PermissionPlace): Statement {
  const stream = `log-group:${place.logGroup}:log-stream:${TEST_STREAM}`;
  return allowCalls(
    'WriteTestRecords',
    'logs',
    ['CreateLogStream', 'PutLogEvents'],
    [arnIn(place, 'logs', stream)],
  );
}

/** `/trail status`. */
export function seeHealth(place: PermissionPlace): readonly Statement[] {
  const { partition, region, accountId, trailName, trailAccountId = accountId } = place;
  const queues = Object.values(QUEUES).flatMap(({ name, deadLetters }) => [name, deadLetters]);
  return [
    allowCalls('SeeTrails', 'cloudtrail', ['DescribeTrails'], ['*']),
    allowCalls(
      'SeeTheTrail',
      'cloudtrail',
      ['GetTrailStatus', 'GetEventSelectors'],
      [`arn:${partition}:cloudtrail:${region}:${trailAccountId}:trail/${trailName}`],
    ),
    allowCalls('SeeLogGroups', 'logs', ['DescribeLogGroups'], [arnIn(place, 'logs', 'log-group:*')]),
    allowCalls(
      'SeeTheLogGroup',
      'logs',
      ['DescribeMetricFilters', 'DescribeSubscriptionFilters'],
      [logGroupArn(place)],
    ),
    allowCalls('SeeTopics', 'sns', ['ListTopics'], ['*']),
    allowCalls(
      'SeeTheTopic',
      'sns',
      ['ListSubscriptionsByTopic', 'GetSubscriptionAttributes'],
      // A subscription's ARN is its topic's with an id.
      [place.alertTopicArn, `${place.alertTopicArn}:*`],
    ),
    allowCalls(
      'SeeQueues',
      'sqs',
      ['GetQueueUrl', 'GetQueueAttributes'],
      queues.map((name) => arnIn(place, 'sqs', name)),
    ),
    // Settings of a bucket, no content.
    allowCalls(
      'SeeTheArchive',
      's3',
      [
        'GetBucketPublicAccessBlock',
        'GetBucketPolicyStatus',
        'GetBucketVersioning',
        'GetLifecycleConfiguration',
        'GetEncryptionConfiguration',
      ],
      [`arn:${partition}:s3:::${place.archiveBucket ?? '*'}`],
    ),
  ];
}

/**
 * For IAM a log group's ARN ends in `:*`, which stands for its streams:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
function logGroupArn(place: PermissionPlace): string {
  return arnIn(place, 'logs', `log-group:${place.logGroup}:*`);
}
