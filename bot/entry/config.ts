// What a function needs to know from its environment: names of things, never a secret. The only reader of process.env.
import type { ClientOptions } from '../aws/clients.ts';
import { TrailbotError } from '../domain/errors.ts';

export interface Config {
  readonly region: string;
  /** The bot's own account. */
  readonly accountId: string;
  readonly table: string;
  readonly alertQueueUrl: string;
  readonly jobQueueUrl: string;
  readonly containQueueUrl: string;
  readonly releaseQueueUrl: string;
  readonly escalationTopicArn: string;
  readonly botTokenParameter: string;
  readonly signingSecretParameter: string;
  /** The bot's own workspace (T…); without it the ingress lets jobs ask Slack who belongs to it. */
  readonly slackTeamId?: string;
  /** Other places that speak AWS's and Slack's protocols. Default: AWS and Slack themselves. */
  readonly awsEndpoint?: string;
  readonly slackApiUrl?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What the ingress finds in its environment: it reaches its secrets and the job queue, and nothing else. */
export type IngressConfig = Pick<
  Config,
  | 'region'
  | 'jobQueueUrl'
  | 'botTokenParameter'
  | 'signingSecretParameter'
  | 'slackTeamId'
  | 'slackApiUrl'
  | 'awsEndpoint'
  | 'credentials'
>;

/** What the functions that change IAM find in their environment. */
export interface HandsConfig {
  readonly aws: ClientOptions;
  /** The bot's own account. */
  readonly accountId: string;
  readonly table: string;
  readonly alertQueueUrl: string;
  /** The function's own queue. */
  readonly queueUrl: string;
}

/** The containing function alone asks for revocations. */
export type ContainConfig = HandsConfig & { readonly revokeQueueUrl: string };
/** The revoking function keeps nothing and tells nobody. */
export type RevokeConfig = Pick<HandsConfig, 'aws' | 'accountId' | 'queueUrl'>;

type Env = Readonly<Record<string, string | undefined>>;

/** @throws TrailbotError `config_missing` that names every variable that is not as it should be. */
export function readConfig(env: Env = process.env): Config {
  return read(env, (from) => ({
    ...ingressConfig(from, env),
    accountId: accountIdFrom(from),
    table: from.text('TRAILBOT_TABLE'),
    alertQueueUrl: from.url('TRAILBOT_ALERT_QUEUE_URL'),
    containQueueUrl: from.url('TRAILBOT_CONTAIN_QUEUE_URL'),
    releaseQueueUrl: from.url('TRAILBOT_RELEASE_QUEUE_URL'),
    escalationTopicArn: from.text('TRAILBOT_ESCALATION_TOPIC_ARN'),
  }));
}

/** @throws as {@link readConfig} */
export function readIngressConfig(env: Env = process.env): IngressConfig {
  return read(env, (from) => ingressConfig(from, env));
}

function ingressConfig({ text, url }: Reader, env: Env): IngressConfig {
  return {
    region: text('AWS_REGION'),
    jobQueueUrl: url('TRAILBOT_JOB_QUEUE_URL'),
    // Names of SSM SecureString parameters.
    botTokenParameter: text('TRAILBOT_BOT_TOKEN_PARAMETER'),
    signingSecretParameter: text('TRAILBOT_SIGNING_SECRET_PARAMETER'),
    ...(env.TRAILBOT_SLACK_TEAM_ID && { slackTeamId: env.TRAILBOT_SLACK_TEAM_ID }),
  };
}

/** Of the containing function. @throws as {@link readConfig} */
export function readContainConfig(env: Env = process.env): ContainConfig {
  return read(env, (from) => ({
    ...handsConfig(from, 'TRAILBOT_CONTAIN_QUEUE_URL'),
    revokeQueueUrl: from.url('TRAILBOT_REVOKE_QUEUE_URL'),
  }));
}

/** Of the releasing function. @throws as {@link readConfig} */
export function readReleaseConfig(env: Env = process.env): HandsConfig {
  return read(env, (from) => handsConfig(from, 'TRAILBOT_RELEASE_QUEUE_URL'));
}

/** Of the revoking function. @throws as {@link readConfig} */
export function readRevokeConfig(env: Env = process.env): RevokeConfig {
  return read(env, (from) => handConfig(from, 'TRAILBOT_REVOKE_QUEUE_URL'));
}

function handsConfig(from: Reader, queue: string): HandsConfig {
  return {
    ...handConfig(from, queue),
    table: from.text('TRAILBOT_TABLE'),
    alertQueueUrl: from.url('TRAILBOT_ALERT_QUEUE_URL'),
  };
}

function handConfig(from: Reader, queue: string): RevokeConfig {
  return {
    aws: { region: from.text('AWS_REGION') },
    accountId: accountIdFrom(from),
    queueUrl: from.url(queue),
  };
}

function accountIdFrom({ text }: Reader): string {
  return text('TRAILBOT_ACCOUNT_ID', (value) => /^\d{12}$/.test(value));
}

interface Reader {
  text(name: string, isRight?: (value: string) => boolean): string;
  url(name: string): string;
}

function read<T>(env: Env, make: (from: Reader) => T): T {
  const wrong: string[] = [];
  const text = (name: string, isRight = (value: string) => value !== ''): string => {
    const value = env[name] ?? '';
    if (!isRight(value)) wrong.push(name);
    return value;
  };
  const config = make({ text, url: (name) => text(name, URL.canParse) });
  if (wrong.length === 0) return config;
  throw new TrailbotError({
    code: 'config_missing',
    message: `The function's environment lacks, or has wrong: ${wrong.join(', ')}.`,
    hint: 'Deploy again: the stack sets these variables.',
  });
}

/** The signing secret that a sandbox signs and checks with, so that any program can send it signed requests. */
export function sandboxSigningSecret(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return env.SLACK_SIGNING_SECRET || 'sandbox-signing-secret';
}

/** Lambda hands a function its role's credentials in the environment; they outlive the function's process. */
export function functionCredentials(env: Readonly<Record<string, string | undefined>> = process.env): {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
} {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const { AWS_SESSION_TOKEN: sessionToken } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new TrailbotError({
      code: 'config_missing',
      message: 'The function has no AWS credentials in its environment.',
      hint: 'Give the function an execution role.',
    });
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/**
 * The tokens for `npm start -- --slack`. The message never holds one.
 * @throws TrailbotError `config_missing` that names what is not there, or not the token of that name.
 */
export function slackTokens(env: Readonly<Record<string, string | undefined>> = process.env): {
  readonly botToken: string;
  readonly appToken: string;
} {
  const { SLACK_BOT_TOKEN: botToken = '', SLACK_APP_TOKEN: appToken = '' } = env;
  const wrong = [
    ...(botToken.startsWith('xoxb-') ? [] : ['SLACK_BOT_TOKEN (it begins with xoxb-)']),
    ...(appToken.startsWith('xapp-') ? [] : ['SLACK_APP_TOKEN (it begins with xapp-)']),
  ];
  if (wrong.length > 0) {
    throw new TrailbotError({
      code: 'config_missing',
      message: `--slack needs ${wrong.join(' and ')} in the environment.`,
      hint: 'Create an app from templates/slack-manifest.yml with Socket Mode on; both tokens are on its settings pages.',
    });
  }
  return { botToken, appToken };
}

/** Whether the SDK's own variables name a place that is not AWS's: buckets have no host names of their own there. */
export function hasAwsEndpoint(env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL);
}

/** What `npm run connect` takes from the environment in place of asking. */
export function givenSlackSecrets(env: Readonly<Record<string, string | undefined>> = process.env): {
  readonly botToken?: string;
  readonly signingSecret?: string;
} {
  const { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret } = env;
  return { ...(botToken && { botToken }), ...(signingSecret && { signingSecret }) };
}

/**
 * Without `--` npm takes the flags behind `npm run deploy` for its own, and what was meant to be a dry run is none.
 * @throws TrailbotError `input_unreadable` when it did
 */
export function refuseFlagsOfNpm(
  command: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const kept = ['dry-run', 'yes', 'force'].filter(
    (flag) => env[`npm_config_${flag.replace('-', '_')}`] === 'true',
  );
  if (kept.length === 0) return;
  const flags = kept.map((flag) => `--${flag}`).join(' ');
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `npm kept ${flags} for itself.`,
    hint: `Put -- before it: npm run ${command} -- ${flags}`,
  });
}
