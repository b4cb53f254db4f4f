// Joins Slack's requests to the job queue.
import { createClients } from '../aws/clients.ts';
import { createJobs } from '../aws/jobs.ts';
import type { Log } from '../ports.ts';
import { createApp } from '../slack/create-app.ts';
import { createReceiver, type RequestReceiver } from '../slack/receiver.ts';
import type { Config } from './config.ts';
import { clientOptions, systemClock } from './connect.ts';

export interface IngressSecrets {
  readonly token: string;
  readonly signingSecret: string;
  readonly log: Log;
}

export function createIngress(
  config: Config,
  { token, signingSecret, log }: IngressSecrets,
): RequestReceiver {
  const receiver = createReceiver({ signingSecret, clock: systemClock, log });
  const jobs = createJobs(createClients(clientOptions(config)), config.jobQueueUrl);
  createApp({ receiver, token, jobs });
  return receiver;
}
