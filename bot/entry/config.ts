// What a function needs to know from its environment: names of things, never a secret. The only reader of process.env.
import { z } from 'zod';
import { TrailbotError } from '../domain/errors.ts';

const schema = z.object({
  AWS_REGION: z.string().min(1),
  TRAILBOT_TABLE: z.string().min(1),
  TRAILBOT_ALERT_QUEUE_URL: z.url(),
  TRAILBOT_JOB_QUEUE_URL: z.url(),
  /** Names of SSM SecureString parameters. */
  TRAILBOT_BOT_TOKEN_PARAMETER: z.string().min(1),
  TRAILBOT_SIGNING_SECRET_PARAMETER: z.string().min(1),
});

export interface Config {
  readonly region: string;
  readonly table: string;
  readonly alertQueueUrl: string;
  readonly jobQueueUrl: string;
  readonly botTokenParameter: string;
  readonly signingSecretParameter: string;
  /** Other places that speak AWS's and Slack's protocols. Default: AWS and Slack themselves. */
  readonly awsEndpoint?: string;
  readonly slackApiUrl?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** @throws TrailbotError `config_missing` that names every variable that is not as it should be. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const parsed = schema.safeParse(env);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    throw new TrailbotError({
      code: 'config_missing',
      message: `The function's environment lacks, or has wrong: ${names}.`,
      hint: 'Deploy again: the stack sets these variables.',
    });
  }
  const { data } = parsed;
  return {
    region: data.AWS_REGION,
    table: data.TRAILBOT_TABLE,
    alertQueueUrl: data.TRAILBOT_ALERT_QUEUE_URL,
    jobQueueUrl: data.TRAILBOT_JOB_QUEUE_URL,
    botTokenParameter: data.TRAILBOT_BOT_TOKEN_PARAMETER,
    signingSecretParameter: data.TRAILBOT_SIGNING_SECRET_PARAMETER,
  };
}

/** The signing secret that a sandbox signs and checks with, so that any program can send it signed requests. */
export function sandboxSigningSecret(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  return env.SLACK_SIGNING_SECRET || 'sandbox-signing-secret';
}
