// Joins Slack's requests to the job queue, and to the modals that cannot wait for it.
import type { Receiver } from '@slack/bolt';
import { createJobQueue } from '../aws/job-queue.ts';
import { readIngressSecrets } from '../aws/parameters.ts';
import { createPostToAws, type PostToAws } from '../aws/post-to-aws.ts';
import type { Log } from '../ports/run.ts';
import type { Views } from '../ports/slack.ts';
import { createWebClient } from '../slack/chat.ts';
import { createApp } from '../slack/create-app.ts';
import type { IngressDeps } from '../slack/ingress-deps.ts';
import { createReceiver, type RequestReceiver } from '../slack/receiver.ts';
import { isTokenRefused } from '../slack/slack-error.ts';
import { createViews } from '../slack/views.ts';
import { functionCredentials, type IngressConfig } from './config.ts';
import { type LateIngress, lateIngress } from './late-ingress.ts';
import { systemClock } from './system-clock.ts';

type Names = Pick<IngressDeps, 'detections' | 'queries'>;

export interface IngressOptions extends Names {
  readonly token: string;
  readonly signingSecret: string;
  readonly log: Log;
  /** Slack does not take the token. */
  readonly onTokenRefused?: () => void;
}

/** The ingress over the secrets that are stored, now or later. */
export function openIngress(config: IngressConfig, options: Names & { readonly log: Log }): LateIngress {
  const post = postFor(config);
  return lateIngress({
    read: () => readIngressSecrets(post, config),
    open: (secrets, onTokenRefused) => createIngress(config, { ...options, ...secrets, onTokenRefused }),
    clock: systemClock,
    log: options.log,
  });
}

export function createIngress(config: IngressConfig, options: IngressOptions): RequestReceiver {
  const { signingSecret, log } = options;
  const { slackApiUrl: apiUrl, slackTeamId: teamId } = config;
  const receiver = createReceiver({
    signingSecret,
    clock: systemClock,
    log,
    ...(apiUrl && { apiUrl }),
    ...(teamId && { teamId }),
  });
  listen(receiver, config, options);
  return receiver;
}

/** Joins what `receiver` receives to the job queue. */
export function listen(
  receiver: Receiver,
  config: IngressConfig,
  { token, log, detections, queries, onTokenRefused }: Omit<IngressOptions, 'signingSecret'>,
): void {
  const { jobQueueUrl, slackApiUrl } = config;
  const views = createViews(createWebClient({ token, ...(slackApiUrl && { apiUrl: slackApiUrl }) }));
  createApp({
    receiver,
    token,
    jobs: createJobQueue(postFor(config), jobQueueUrl),
    views: onTokenRefused === undefined ? views : telling(views, onTokenRefused),
    clock: systemClock,
    log,
    detections,
    queries,
  });
}

function postFor({ region, credentials = functionCredentials(), awsEndpoint }: IngressConfig): PostToAws {
  return createPostToAws({ region, credentials, ...(awsEndpoint && { endpoint: awsEndpoint }) }, systemClock);
}

/** Whoever pressed is told that it did not work; the next press finds the new token. */
function telling({ open, update, publishHome }: Views, onTokenRefused: () => void): Views {
  const told = <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) => {
    return (...args: Args): Promise<T> =>
      call(...args).catch((error: unknown) => {
        if (isTokenRefused(error)) onTokenRefused();
        throw error;
      });
  };
  return { open: told(open), update: told(update), publishHome: told(publishHome) };
}
