// Builds the SDK clients, one of each, with limits that suit a Lambda: few retries, short time-outs. A function's bundle
// has those that its door asks for.
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface ClientOptions {
  readonly region: string;
  /** Another place that speaks AWS's protocols. Default: AWS itself. */
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** How often and how long a call is tried, so that a run ends before its function is stopped. */
export const CLIENT_LIMITS = {
  maxAttempts: 3,
  // Without the last of these the SDK only warns that a request takes too long, and waits on.
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};

export interface Clients {
  readonly logs: CloudWatchLogsClient;
  readonly cloudWatch: CloudWatchClient;
  readonly iam: IAMClient;
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
  readonly dynamo: DynamoDBDocumentClient;
  /** CloudTrail's event history is kept in each Region. */
  readonly cloudTrail: (region: string) => CloudTrailClient;
}

export function createClients(options: ClientOptions): Clients {
  return { ...createEventClients(options), ...createAlarmClients(options) };
}

/** For what an event leads to: everything but the alarms. */
export function createEventClients(options: ClientOptions): Omit<Clients, 'cloudWatch'> {
  const shared = { ...options, ...CLIENT_LIMITS };
  const trails = new Map<string, CloudTrailClient>();
  return {
    ...createStateClients(options),
    logs: new CloudWatchLogsClient(shared),
    iam: new IAMClient(shared),
    sns: new SNSClient(shared),
    cloudTrail: (region) => {
      const client = trails.get(region) ?? new CloudTrailClient({ ...shared, region });
      trails.set(region, client);
      return client;
    },
  };
}

export function createAlarmClients(options: ClientOptions): Pick<Clients, 'cloudWatch'> {
  return { cloudWatch: new CloudWatchClient({ ...options, ...CLIENT_LIMITS }) };
}

/** For the functions that keep state and pass work on, and ask nobody. */
export function createStateClients(options: ClientOptions): Pick<Clients, 'dynamo' | 'sqs'> {
  const dynamo = new DynamoDBClient({ ...options, ...CLIENT_LIMITS });
  return {
    ...createQueueClients(options),
    dynamo: DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } }),
  };
}

/** For the functions that only take work from a queue. */
export function createQueueClients(options: ClientOptions): Pick<Clients, 'sqs'> {
  return { sqs: new SQSClient({ ...options, ...CLIENT_LIMITS }) };
}
