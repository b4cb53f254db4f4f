// A bucket and a log group for a replay to read, in a sandbox of their own.
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsAccess } from '../../bot/aws/replay/aws-access.ts';
import { type SandboxAws, startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { QUICK } from './world.ts';

export const BUCKET = 'example-trail';
export const GROUP = '/example/trail';

export interface ReplayAws {
  readonly aws: SandboxAws;
  readonly access: AwsAccess;
  put(key: string, body: string | Buffer): Promise<void>;
  /** At most 10,000 at a time. @param timestamp - of the log events, milliseconds since 1970 */
  log(messages: readonly string[], timestamp: number): Promise<void>;
  /** Calls of an operation since `from`. */
  calls(operation: string, from?: number): SandboxAws['calls'];
  close(): Promise<void>;
}

/** @param region - of the bucket */
export async function startReplayAws(region = 'us-east-1'): Promise<ReplayAws> {
  const aws = await startSandboxAws({ port: 0, pace: QUICK });
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  const access = { region: 'us-east-1', endpoint: aws.url, credentials };
  const s3 = new S3Client({ ...access, region, forcePathStyle: true });
  const logs = new CloudWatchLogsClient(access);
  const stream = { logGroupName: GROUP, logStreamName: '123456789012_CloudTrail_us-east-1' };
  await Promise.all([
    s3.send(new CreateBucketCommand({ Bucket: BUCKET })),
    logs
      .send(new CreateLogGroupCommand({ logGroupName: GROUP }))
      .then(() => logs.send(new CreateLogStreamCommand(stream))),
  ]);
  return {
    aws,
    access,
    put: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }))),
    async log(messages, timestamp) {
      const logEvents = messages.map((message) => ({ timestamp, message }));
      for (let at = 0; at < logEvents.length; at += 500)
        await logs.send(new PutLogEventsCommand({ ...stream, logEvents: logEvents.slice(at, at + 500) }));
    },
    calls: (operation, from = 0) => aws.calls.slice(from).filter((call) => call.operation === operation),
    async close() {
      s3.destroy();
      logs.destroy();
      await aws.close();
    },
  };
}

/** The records with other times: one each so many milliseconds from then on. */
export function timed(texts: readonly string[], from: number, step: number): readonly string[] {
  return texts.map((text, n) =>
    text.replace(
      /"eventTime":"[^"]*"/,
      `"eventTime":"${new Date(from + n * step).toISOString().slice(0, 19)}Z"`,
    ),
  );
}
