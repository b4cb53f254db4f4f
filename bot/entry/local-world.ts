// The bot and the sandbox in one process: the same handlers as in Lambda, reached over HTTP as AWS and Slack reach them.
import { createClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { type Catalog, loadCatalog } from '../catalog/load-catalog.ts';
import { JOB_SECONDS } from '../domain/job.ts';
import { ALERT_QUEUE, ESCALATION_TOPIC, JOB_QUEUE, STREAM_FUNCTION, TABLE } from '../domain/naming.ts';
import { runAlert } from '../flow/alert.ts';
import { runQueued } from '../flow/queued.ts';
import type { Log } from '../ports/run.ts';
import { parseRecords } from '../records/read-records.ts';
import { type SandboxAws, startSandboxAws } from '../sandbox/aws/sandbox-aws.ts';
import { FAST, type Pace } from '../sandbox/pace.ts';
import { createScheduleButtons } from '../sandbox/provision/fire-schedules.ts';
import { provision } from '../sandbox/provision/provision.ts';
import { createFaultSwitches, type FaultSwitches } from '../sandbox/provision/switch-faults.ts';
import { playScenario } from '../sandbox/scenarios/play-scenario.ts';
import { scenarios } from '../sandbox/scenarios/scenarios.ts';
import { type SandboxSlack, startSandboxSlack } from '../sandbox/slack/sandbox-slack.ts';
import { TEAM } from '../sandbox/slack/workspace.ts';
import type { RequestReceiver } from '../slack/receiver.ts';
import { createSocketModeReceiver } from '../slack/socket-mode.ts';
import type { Config } from './config.ts';
import { clientOptions, connect } from './connect.ts';
import { connectJobs } from './connect-jobs.ts';
import { createIngress, listen } from './ingress.ts';
import { mapHands } from './map-hands.ts';
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
  /** A real Slack workspace in place of the page. */
  readonly workspace?: { readonly botToken: string; readonly appToken: string };
}

export interface LocalWorld {
  readonly aws: SandboxAws;
  readonly slack: SandboxSlack;
  readonly config: Config;
  readonly catalog: Catalog;
  fireScenario(id: string): Promise<void>;
  /** Breaks something that `/trail status` looks at, or mends it. */
  readonly switchFault: FaultSwitches['set'];
  /** Has done now what is due by the clock: `review`, `check` or `test`. */
  fireSchedule(id: string): Promise<void>;
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
    workspace,
  } = options;
  const token = workspace?.botToken ?? TOKEN;
  const region = catalog.settings.trail.homeRegion;
  const aws = await startSandboxAws({
    port: options.awsPort,
    pace,
    region,
    ...(latency && { latencyMs: latency.awsMs }),
  });
  const switches = createFaultSwitches({
    endpoint: aws.url,
    region,
    catalog,
    trail: aws.trail,
    faults: aws.faults,
  });
  const schedules = createScheduleButtons(aws.url, region);
  let ingress: RequestReceiver | undefined;
  const closing = new AbortController();
  const live = { endpoint: aws.url, closed: closing.signal };
  const fireScenario = (id: string) => playScenario(id, aws.trail, { live });
  const slack = await startSandboxSlack({
    port: options.port,
    signingSecret,
    rateLimits,
    ...(latency && { latencyMs: latency.slackMs }),
    ingress: async (request) => ingress?.handle(request) ?? { status: 503, body: 'starting' },
    scenarios,
    fireScenario,
    switches,
    schedules,
    dropFile: async (name, content) => {
      const { records, skipped } = parseRecords(name, content);
      await aws.trail.deliver(records);
      return { records: records.length, skipped: skipped.length };
    },
    facts: () => [
      { label: 'AWS endpoint', value: aws.url },
      { label: 'Delivery delay', value: `${pace.deliveryDelay() / 1_000} s (${pace.name})` },
      { label: 'Detections', value: String(catalog.detections.length) },
      { label: 'Escalations by mail', value: escalationsIn(aws) },
    ],
  });
  const made = await provision({
    endpoint: aws.url,
    region,
    catalog,
    secrets: { botToken: token, signingSecret },
    principals: scenarios.flatMap((scenario) => scenario.principals),
    inside: aws,
  });
  const config: Config = {
    ...made,
    region,
    accountId: aws.accountId,
    table: TABLE,
    awsEndpoint: aws.url,
    ...(workspace === undefined && { slackApiUrl: `${slack.url}/api/`, slackTeamId: TEAM.id }),
  };
  const { detections, queries } = catalog;
  const socket = workspace && createSocketModeReceiver({ appToken: workspace.appToken, log });
  if (socket) listen(socket, config, { token, log, detections, queries });
  else ingress = createIngress(config, { token, signingSecret, log, detections, queries });
  const deps = connect(config, catalog, log);
  const clients = createClients(clientOptions(config));
  const defer = (queueUrl: string) => createDeferMessage(clients, queueUrl);
  aws.lambda.mapQueue(ALERT_QUEUE, createQueueHandler(deps, runAlert, defer(config.alertQueueUrl)), {
    functionName: 'trailbot-alert',
    maxConcurrency: 5,
  });
  aws.lambda.mapQueue(
    JOB_QUEUE,
    createQueueHandler(connectJobs(config, catalog, log), runQueued, defer(config.jobQueueUrl)),
    {
      functionName: 'trailbot-job',
      timeoutSeconds: JOB_SECONDS,
    },
  );
  mapHands(aws, made, catalog.settings.containment, log);
  if (stream) aws.lambda.onSubscription(STREAM_FUNCTION, createStreamHandler(deps));
  await socket?.start();
  return {
    aws,
    slack,
    config,
    catalog,
    fireScenario,
    switchFault: switches.set,
    fireSchedule: schedules.fire,
    close: async () => {
      closing.abort();
      await socket?.stop();
      switches.close();
      schedules.close();
      await aws.close();
      await slack.close();
    },
  };
}

function escalationsIn({ sns }: SandboxAws): string {
  const sent = sns.sent.filter(({ topicArn }) => topicArn.endsWith(`:${ESCALATION_TOPIC}`));
  const last = sent.at(-1)?.subject;
  return last === undefined ? 'none' : `${sent.length}, the last: ${last}`;
}
