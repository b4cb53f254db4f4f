// The sandbox's AWS, put together: one endpoint, and between its services the paths that events take on AWS.
import { LOG_GROUP } from '../../domain/naming.ts';
import type { Pace } from '../pace.ts';
import { ACCOUNT_ID } from './account.ts';
import { type Clock, SYSTEM_CLOCK } from './clock.ts';
import { type CloudTrail, createCloudTrail } from './cloudtrail/cloudtrail.ts';
import { createCallRecorder } from './cloudtrail/record-calls.ts';
import { createCloudWatch } from './cloudwatch/cloudwatch.ts';
import { startDynamo } from './dynamodb/dynamodb.ts';
import { createFaults, type Faults, type RecordedCall } from './faults.ts';
import type { Iam } from './iam/iam.ts';
import { createAccounts } from './iam/iam-accounts.ts';
import { createInsights } from './insights/insights.ts';
import { createLambda, type Lambda } from './lambda/lambda.ts';
import { createLogs } from './logs/logs.ts';
import { createS3 } from './s3/s3.ts';
import { createSns, type Sns } from './sns/sns.ts';
import { createSqs, type Sqs } from './sqs/sqs.ts';
import { createSsm } from './ssm.ts';
import { createSts } from './sts.ts';
import { startAwsServer } from './wire/server.ts';

export interface SandboxAwsOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly pace: Pace;
  readonly clock?: Clock;
  /** Added to every answer, in milliseconds. */
  readonly latencyMs?: number;
  /** The home Region of what the sandbox has from the start; us-east-1 when left out. */
  readonly region?: string;
}

export interface SandboxAws {
  /** The endpoint for the SDK and for `aws --endpoint-url`. */
  readonly url: string;
  readonly accountId: string;
  /** The home Region. */
  readonly region: string;
  readonly faults: Faults;
  /** Every call that came over the wire. */
  readonly calls: readonly RecordedCall[];
  readonly trail: CloudTrail;
  readonly lambda: Lambda;
  readonly sqs: Sqs;
  readonly sns: Sns;
  /** Of the home account. */
  readonly iam: Iam;
  /** Of the home account or of the member account `210987654321`. @throws Error for any other */
  iamOf(accountId: string): Iam;
  /** What could not be delivered to a subscription's function, oldest first; the last 100. */
  readonly undelivered: readonly { readonly logGroup: string; readonly cause: unknown }[];
  /** Ends everything. Nothing keeps the process alive afterwards. */
  close(): Promise<void>;
}

const KEPT_FAILURES = 100;

/** @throws the listen error, for example EADDRINUSE. */
export async function startSandboxAws(options: SandboxAwsOptions): Promise<SandboxAws> {
  const { port, pace, clock = SYSTEM_CLOCK, latencyMs = 0, region = 'us-east-1' } = options;
  const place = { clock, accountId: ACCOUNT_ID, region };
  let url = '';

  const faults = createFaults();
  const undelivered: { logGroup: string; cause: unknown }[] = [];
  const sqs = createSqs({ ...place, pace, url: () => url });
  const sns = createSns({
    ...place,
    deliverToQueue: (arn, body, attributes) => sqs.deliver(arn, body, attributes),
  });
  const accounts = createAccounts({ ...place, propagationMs: () => pace.iamPropagation?.() ?? 0 });
  const sts = createSts({ clock, accounts });
  const lambda = createLambda({ ...place, sqs, pace });
  const cloudWatch = createCloudWatch({
    clock,
    pace,
    notify: (arn, subject, message) => sns.publish(arn, subject, message),
  });
  const logs = createLogs({
    clock,
    onMetric: cloudWatch.record,
    deliverSubscription({ destinationArn, data }) {
      const isKnown = lambda.invokeAsync(destinationArn, { awslogs: { data } });
      if (!isKnown) throw new Error(`There is no function ${destinationArn}`);
    },
    onUndelivered(logGroup, cause) {
      undelivered.push({ logGroup, cause });
      if (undelivered.length > KEPT_FAILURES) undelivered.shift();
    },
    onEvents(group, events) {
      if (group === LOG_GROUP) for (const { message } of events) trail.observe(message);
    },
  });
  const insights = createInsights({ clock, groups: logs.groups });
  const s3 = createS3(place);
  const trail = createCloudTrail({
    ...place,
    pace,
    putLogEvents: logs.put,
    archive: {
      refusal: (bucket) => s3.refusalFor('cloudtrail.amazonaws.com', bucket),
      put: (bucket, { key, content }) => s3.put(bucket, key, content, 'gzip'),
    },
  });

  const recorder = createCallRecorder({
    clock,
    identify: accounts.identify,
    deliver: (records) => trail.deliver(records),
  });

  const dynamo = await startDynamo();
  const closeServices = async () => {
    cloudWatch.close();
    trail.close();
    await lambda.close();
    sqs.close();
    await dynamo.close();
  };
  const server = await startAwsServer({
    port,
    clock,
    latencyMs,
    faults,
    dynamodb: dynamo,
    gate: { authorise: accounts.authorise, answered: recorder.answered },
    services: {
      logs: { ...logs.service, ...insights.service },
      monitoring: cloudWatch.service,
      cloudtrail: trail.service,
      sns: sns.service,
      sqs: sqs.service,
      iam: accounts.service,
      sts: sts.service,
      ssm: createSsm(clock).service,
      s3: s3.service,
    },
  }).catch(async (error: unknown) => {
    await closeServices();
    throw error;
  });
  url = server.url;

  return {
    url,
    accountId: ACCOUNT_ID,
    region,
    faults,
    calls: faults.calls,
    trail,
    lambda,
    sqs,
    sns,
    iam: accounts.home,
    iamOf: accounts.iamOf,
    undelivered,
    async close() {
      await closeServices();
      await server.close();
    },
  };
}
