// The trail's log group: where CloudTrail delivers to, and the subscription that streams each event.
import {
  type CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { archiveBucket, STREAM_FUNCTION } from '../../domain/naming.ts';
import type { Settings } from '../../domain/settings.ts';
import { tolerate } from './tolerate.ts';

export interface LogGroupClients {
  readonly logs: CloudWatchLogsClient;
  readonly cloudTrail: CloudTrailClient;
}

export const RETENTION_DAYS = 30;

/** Idempotent. Resolves when metric filters can be put. */
export async function provisionLogGroup(
  { logs, cloudTrail }: LogGroupClients,
  accountId: string,
  { name, logGroup: logGroupName, homeRegion }: Settings['trail'],
): Promise<void> {
  const exists = 'ResourceAlreadyExistsException';
  await tolerate(exists, logs.send(new CreateLogGroupCommand({ logGroupName })));
  const logStreamName = `${accountId}_CloudTrail_${homeRegion}`;
  await Promise.all([
    tolerate(exists, logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))),
    logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: RETENTION_DAYS })),
    logs.send(
      new PutSubscriptionFilterCommand({
        logGroupName,
        filterName: STREAM_FUNCTION,
        // The empty pattern passes everything: the function decides with the detections' own filters.
        filterPattern: '',
        destinationArn: `arn:aws:lambda:${homeRegion}:${accountId}:function:${STREAM_FUNCTION}`,
      }),
    ),
    provisionTrail(
      cloudTrail,
      name,
      `arn:aws:logs:${homeRegion}:${accountId}:log-group:${logGroupName}:*`,
      accountId,
    ),
  ]);
}

/** The sandbox starts with the trail of the guide; the settings may name another trail or log group. */
async function provisionTrail(
  cloudTrail: CloudTrailClient,
  Name: string,
  CloudWatchLogsLogGroupArn: string,
  accountId: string,
): Promise<void> {
  const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({ trailNameList: [Name] }));
  const [trail] = trailList;
  if (trail?.CloudWatchLogsLogGroupArn === CloudWatchLogsLogGroupArn) return;
  const to = {
    Name,
    CloudWatchLogsLogGroupArn,
    CloudWatchLogsRoleArn: `arn:aws:iam::${accountId}:role/CloudTrail_CloudWatchLogs_Role`,
  };
  if (trail !== undefined) {
    await cloudTrail.send(new UpdateTrailCommand(to));
    return;
  }
  await cloudTrail.send(
    new CreateTrailCommand({
      ...to,
      S3BucketName: archiveBucket(accountId),
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
    }),
  );
  await cloudTrail.send(new StartLoggingCommand({ Name }));
}
