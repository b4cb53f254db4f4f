// Trailbot as it is deployed: each function's bundle in a process of its own, between the sandbox's AWS and Slack.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clients, createClients } from '../../bot/aws/clients.ts';
import { type Catalog, loadCatalog } from '../../bot/catalog/load-catalog.ts';
import {
  FUNCTION_NAMES,
  FUNCTIONS,
  type FunctionName,
  type QueueName,
} from '../../bot/domain/deployment/functions.ts';
import { QUEUES } from '../../bot/domain/deployment/queues.ts';
import {
  BOT_TOKEN_PARAMETER,
  SIGNING_SECRET_PARAMETER,
  STREAM_FUNCTION,
  TABLE,
} from '../../bot/domain/naming.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { type SandboxAws, startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { type Provisioned, provision } from '../../bot/sandbox/provision/provision.ts';
import { scenarios } from '../../bot/sandbox/scenarios/scenarios.ts';
import { type SandboxSlack, startSandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';
import { writeBundles } from '../../infra/bundle/write-bundles.ts';
import { ALEX, SAM } from '../support/triage-stage.ts';
import { QUICK, SIGNING_SECRET } from '../support/world.ts';
import type { Answered } from './bundle-process.ts';

const REGION = 'us-east-1';
const TOKEN = 'xoxb-bundles';
/** Each function is a process that loads its bundle with its first event. */
const PATIENCE_MS = 50_000;

/** A function's process. */
interface Running {
  readonly process: ChildProcess;
  invoke(event: object): Promise<unknown>;
  /** What it wrote. */
  readonly log: () => string;
  /** Megabytes after the last event. */
  readonly memoryMb: () => number;
}

export interface BundleStage {
  readonly aws: SandboxAws;
  readonly slack: SandboxSlack;
  readonly clients: Clients;
  readonly made: Provisioned;
  readonly functions: { readonly [name in FunctionName]: Running };
  close(): Promise<void>;
}

/** Nothing of the repository is within the functions' reach. Of the detections, alarms are made for `alarms` only. */
export async function startBundles(alarms: readonly string[]): Promise<BundleStage> {
  const templates = loadCatalog(TEMPLATES);
  const people = { responders: [ALEX, SAM], approvers: [ALEX, SAM], actors: {} };
  const catalog: Catalog = { ...templates, settings: { ...templates.settings, people } };
  const folder = await mkdtemp(join(tmpdir(), 'trailbot-bundles-'));
  const [bundles, aws, slack] = await Promise.all([
    writeBundles(catalog, folder),
    startSandboxAws({ port: 0, pace: QUICK, region: REGION }),
    startSlack(),
  ]);
  const made = await provision({
    endpoint: aws.url,
    region: REGION,
    catalog: { ...catalog, detections: catalog.detections.filter(({ id }) => alarms.includes(id)) },
    secrets: { botToken: TOKEN, signingSecret: SIGNING_SECRET },
    principals: scenarios.flatMap(({ principals }) => principals),
    inside: aws,
  });
  const started = FUNCTION_NAMES.map(async (name) => {
    const env = environmentOf(name, aws, made);
    return [name, await start([bundles[name], aws.url, slack.url], env)] as const;
  });
  const functions = Object.fromEntries(await Promise.all(started)) as BundleStage['functions'];
  connectFunctions(aws, functions);
  return {
    aws,
    slack,
    made,
    functions,
    clients: createClients({ region: REGION, endpoint: aws.url, credentials: made.credentials }),
    close: async () => {
      await Promise.all([aws.close(), slack.close()]);
      for (const { process } of Object.values(functions)) process.disconnect();
      await rm(folder, { recursive: true });
    },
  };
}

/** Waits until `find` finds something. @throws Error that shows what the functions wrote when it does not */
export async function until<T>(
  { functions }: BundleStage,
  find: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > end) {
      const logs = Object.entries(functions).map(([name, { log }]) => `${name}:\n${log()}`);
      throw new Error(`not within ${PATIENCE_MS / 1_000} s; the functions wrote:\n${logs.join('\n')}`);
    }
    await sleep(20);
  }
}

function connectFunctions({ lambda }: SandboxAws, functions: BundleStage['functions']): void {
  for (const name of FUNCTION_NAMES) {
    const { queue, name: functionName, timeoutSeconds, batchSize } = FUNCTIONS[name];
    if (queue === undefined) continue;
    const mapping = { functionName, timeoutSeconds, ...(batchSize && { batchSize }) };
    const invoke = functions[name].invoke as Parameters<typeof lambda.mapQueue>[1];
    lambda.mapQueue(QUEUES[queue].name, invoke, mapping);
  }
  lambda.onSubscription(STREAM_FUNCTION, functions.stream.invoke);
}

function startSlack(): Promise<SandboxSlack> {
  const nothing = async () => undefined;
  return startSandboxSlack({
    port: 0,
    signingSecret: SIGNING_SECRET,
    rateLimits: false,
    ingress: async () => ({ status: 503, body: 'the tests ask the function themselves' }),
    scenarios: [],
    fireScenario: nothing,
    dropFile: async () => ({ records: 0, skipped: 0 }),
  });
}

function environmentOf(name: FunctionName, aws: SandboxAws, made: Provisioned): NodeJS.ProcessEnv {
  const { credentials, roleCredentials } = made;
  const roles: Partial<Record<FunctionName, (typeof roleCredentials)['contain']>> = roleCredentials;
  const role = roles[name];
  const url = (queue: QueueName) => made[`${queue}QueueUrl`];
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: (role ?? credentials).accessKeyId,
    AWS_SECRET_ACCESS_KEY: (role ?? credentials).secretAccessKey,
    ...(role && { AWS_SESSION_TOKEN: role.sessionToken }),
    TRAILBOT_ACCOUNT_ID: aws.accountId,
    TRAILBOT_TABLE: TABLE,
    TRAILBOT_ALERT_QUEUE_URL: url('alert'),
    TRAILBOT_JOB_QUEUE_URL: url('job'),
    TRAILBOT_CONTAIN_QUEUE_URL: url('contain'),
    TRAILBOT_RELEASE_QUEUE_URL: url('release'),
    TRAILBOT_REVOKE_QUEUE_URL: url('revoke'),
    TRAILBOT_ESCALATION_TOPIC_ARN: made.escalationTopicArn,
    TRAILBOT_BOT_TOKEN_PARAMETER: BOT_TOKEN_PARAMETER,
    TRAILBOT_SIGNING_SECRET_PARAMETER: SIGNING_SECRET_PARAMETER,
  };
}

async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const [cwd] = args;
  const child = fork(new URL('bundle-process.ts', import.meta.url), args, { cwd, env, stdio: 'pipe' });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => {
      log += part.toString('utf8');
    });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A function's process ended with ${code}:\n${log}`);
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message'), ended]);
  return { process: child, ...talkTo(child, ended), log: () => log };
}

function talkTo(child: ChildProcess, ended: Promise<never>): Pick<Running, 'invoke' | 'memoryMb'> {
  const waiting = new Map<number, (answered: Answered) => void>();
  let asked = 0;
  let rss = 0;
  child.on('message', (answered: Answered) => {
    rss = answered.rss;
    waiting.get(answered.id)?.(answered);
    waiting.delete(answered.id);
  });
  return {
    memoryMb: () => Math.round(rss / 1_000_000),
    async invoke(event) {
      asked += 1;
      const id = asked;
      const answer = new Promise<Answered>((resolve) => waiting.set(id, resolve));
      child.send({ id, event });
      const { result, error } = await Promise.race([answer, ended]);
      if (error !== undefined) throw new Error(error);
      return result;
    },
  };
}
