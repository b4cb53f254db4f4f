// The bot and the sandbox in one process: the same handlers as in Lambda, reached over HTTP as AWS and Slack reach them.
import { createClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { type Catalog, loadCatalog } from '../catalog/load-catalog.ts';
import { ALERT_QUEUE, JOB_QUEUE, STREAM_FUNCTION, TABLE } from '../domain/naming.ts';
import { runAlert } from '../flow/alert.ts';
import { runJob } from '../flow/job.ts';
import type { Log } from '../ports.ts';
import { type SandboxAws, startSandboxAws } from '../sandbox/aws/sandbox-aws.ts';
import { FAST, type Pace } from '../sandbox/pace.ts';
import { provision } from '../sandbox/provision/provision.ts';
import { parseRecords } from '../sandbox/records/read-records.ts';
import { playScenario } from '../sandbox/scenarios/play-scenario.ts';
import { scenarios } from '../sandbox/scenarios/scenarios.ts';
import { type SandboxSlack, startSandboxSlack } from '../sandbox/slack/sandbox-slack.ts';
import type { RequestReceiver } from '../slack/receiver.ts';
import type { Config } from './config.ts';
import { clientOptions, connect } from './connect.ts';
import { createIngress } from './ingress.ts';
import { createQueueHandler } from './queue-handler.ts';
import { createStreamHandler } from './stream-handler.ts';

export const TEMPLATES = new URL('../../templates/', import.meta.url);
const TOKEN = 'xoxb-sandbox';

export interface LocalWorldOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly log: Log;
  readonly signingSecret: string;
  readonly pace?: Pace;
  readonly catalog?: Catalog;
  /** Milliseconds that every answer takes. */
  readonly latency?: { readonly awsMs: number; readonly slackMs: number };
  /** Whether CloudWatch Logs also hands each event to the stream function. Default: yes. */
  readonly stream?: boolean;
  /** Whether Slack's rate limits hold. Default: yes. */
  readonly rateLimits?: boolean;
}

export interface LocalWorld {
  readonly aws: SandboxAws;
  readonly slack: SandboxSlack;
  readonly config: Config;
  readonly catalog: Catalog;
  fireScenario(id: string): Promise<void>;
  close(): Promise<void>;
}

export async function startLocalWorld(options: LocalWorldOptions): Promise<LocalWorld> {
  const {
    log,
    signingSecret,
    pace = FAST,
    catalog = loadCatalog(TEMPLATES),
    latency,
    stream = true,
    rateLimits = true,
  } = options;
  const region = catalog.settings.trail.homeRegion;
  const aws = await startSandboxAws({
    port: options.awsPort,
    pace,
    region,
    ...(latency && { latencyMs: latency.awsMs }),
  });
  let ingress: RequestReceiver | undefined;
  const fireScenario = (id: string) => playScenario(id, aws.trail);
  const slack = await startSandboxSlack({
    port: options.port,
    signingSecret,
    rateLimits,
    ...(latency && { latencyMs: latency.slackMs }),
    ingress: async (request) => ingress?.handle(request) ?? { status: 503, body: 'starting' },
    scenarios,
    fireScenario,
    dropFile: async (name, content) => {
      const { records, skipped } = parseRecords(name, content);
      await aws.trail.deliver(records);
      return { records: records.length, skipped: skipped.length };
    },
    facts: () => [
      { label: 'AWS endpoint', value: aws.url },
      { label: 'Delivery delay', value: `${pace.deliveryDelay() / 1_000} s (${pace.name})` },
      { label: 'Detections', value: String(catalog.detections.length) },
    ],
  });
  const made = await provision({
    endpoint: aws.url,
    region,
    catalog,
    secrets: { botToken: TOKEN, signingSecret },
    principals: scenarios.flatMap((scenario) => scenario.principals),
    inside: aws,
  });
  const config: Config = {
    ...made,
    region,
    table: TABLE,
    awsEndpoint: aws.url,
    slackApiUrl: `${slack.url}/api/`,
  };
  ingress = createIngress(config, { token: TOKEN, signingSecret, log });
  const deps = connect(config, catalog, log);
  const clients = createClients(clientOptions(config));
  const defer = (queueUrl: string) => createDeferMessage(clients, queueUrl);
  aws.lambda.mapQueue(ALERT_QUEUE, createQueueHandler(deps, runAlert, defer(config.alertQueueUrl)), {
    functionName: 'trailbot-alert',
    maxConcurrency: 5,
  });
  aws.lambda.mapQueue(JOB_QUEUE, createQueueHandler(deps, runJob, defer(config.jobQueueUrl)), {
    functionName: 'trailbot-job',
  });
  if (stream) aws.lambda.onSubscription(STREAM_FUNCTION, createStreamHandler(deps));
  return {
    aws,
    slack,
    config,
    catalog,
    fireScenario,
    close: async () => {
      await aws.close();
      await slack.close();
    },
  };
}
