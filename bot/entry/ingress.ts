// Joins Slack's requests to the job queue, and to the modals that cannot wait for it.
import type { Receiver } from '@slack/bolt';
import { createJobQueue } from '../aws/job-queue.ts';
import { createPostToAws } from '../aws/post-to-aws.ts';
import type { Log } from '../ports/run.ts';
import { createWebClient } from '../slack/chat.ts';
import { createApp } from '../slack/create-app.ts';
import type { IngressDeps } from '../slack/ingress-deps.ts';
import { createReceiver, type RequestReceiver } from '../slack/receiver.ts';
import { createViews } from '../slack/views.ts';
import { functionCredentials, type IngressConfig } from './config.ts';
import { systemClock } from './system-clock.ts';

export interface IngressOptions extends Pick<IngressDeps, 'detections' | 'queries'> {
  readonly token: string;
  readonly signingSecret: string;
  readonly log: Log;
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
  { region, credentials = functionCredentials(), awsEndpoint, jobQueueUrl, slackApiUrl }: IngressConfig,
  { token, log, detections, queries }: Omit<IngressOptions, 'signingSecret'>,
): void {
  const place = { region, credentials, ...(awsEndpoint && { endpoint: awsEndpoint }) };
  const client = createWebClient({ token, ...(slackApiUrl && { apiUrl: slackApiUrl }) });
  createApp({
    receiver,
    token,
    jobs: createJobQueue(createPostToAws(place, systemClock), jobQueueUrl),
    views: createViews(client),
    clock: systemClock,
    log,
    detections,
    queries,
  });
}
