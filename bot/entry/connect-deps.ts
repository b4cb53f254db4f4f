// What `npm run connect` works with: the caller's own credentials, and the same adapters that the job function has.
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import { CLIENT_LIMITS, type ClientOptions } from '../aws/clients.ts';
import { createDeployments } from '../aws/setup/find-deployment.ts';
import { createSecretStore } from '../aws/setup/store-secrets.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER, TABLE } from '../domain/naming.ts';
import type { FoundDeployment } from '../ports/setup-connect.ts';
import type { ConnectDeps } from '../setup/run-connect.ts';
import { createWebClient } from '../slack/chat.ts';
import { createSlackCheck } from '../slack/setup/check-slack.ts';
import { createRequestUrl } from '../slack/setup/request-url.ts';
import type { Config } from './config.ts';
import { connectJobs } from './connect-jobs.ts';
import { createConsoleLog } from './console-log.ts';
import { systemClock } from './system-clock.ts';

export interface ConnectPlace {
  readonly aws: ClientOptions;
  /** Another place that speaks Slack's Web API. Default: Slack itself. */
  readonly slackApiUrl?: string;
}

type Given = Pick<ConnectDeps, 'terminal' | 'manifest' | 'bindWorkspace'>;

export function connectDeps(place: ConnectPlace, catalog: Catalog, given: Given): ConnectDeps {
  const { aws, slackApiUrl } = place;
  const options = { ...aws, ...CLIENT_LIMITS };
  const clients = {
    sts: new STSClient(options),
    cloudFormation: new CloudFormationClient(options),
    sqs: new SQSClient(options),
  };
  return {
    ...given,
    settings: catalog.settings,
    deployments: createDeployments(clients, aws.region),
    slack: (token) =>
      createSlackCheck(createWebClient({ token, ...(slackApiUrl && { apiUrl: slackApiUrl }) })),
    store: createSecretStore(new SSMClient(options)),
    requestUrl: createRequestUrl(systemClock),
    pause: (milliseconds) => sleep(milliseconds),
    jobs: (deployment, clean) => {
      const log = createConsoleLog((line) => process.stderr.write(`${clean(line)}\n`));
      return connectJobs(configOf(deployment, place), catalog, log)();
    },
  };
}

function configOf(deployment: FoundDeployment, { aws, slackApiUrl }: ConnectPlace): Config {
  const { region, accountId, queueUrls, escalationTopicArn } = deployment;
  return {
    region,
    accountId,
    table: TABLE,
    alertQueueUrl: queueUrls.alert,
    jobQueueUrl: queueUrls.job,
    containQueueUrl: queueUrls.contain,
    releaseQueueUrl: queueUrls.release,
    escalationTopicArn,
    botTokenParameter: BOT_TOKEN_PARAMETER,
    signingSecretParameter: SIGNING_SECRET_PARAMETER,
    ...(aws.endpoint && { awsEndpoint: aws.endpoint }),
    ...(aws.credentials && { credentials: aws.credentials }),
    ...(slackApiUrl && { slackApiUrl }),
  };
}
