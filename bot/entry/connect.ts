// Joins the flows to the world: real adapters for every port, built once for the life of a process.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createAccessKeys } from '../aws/access-keys.ts';
import { createAlarms } from '../aws/alarms.ts';
import { createClaims } from '../aws/claims.ts';
import { type Clients, createClients } from '../aws/clients.ts';
import { createEventHistory } from '../aws/event-history.ts';
import { createIncidents } from '../aws/incidents.ts';
import { createLater } from '../aws/later.ts';
import { createProfiles } from '../aws/profiles.ts';
import { createReviews } from '../aws/reviews.ts';
import { readSecrets } from '../aws/secrets.ts';
import { createTrailLog } from '../aws/trail-log.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import { compileCatalog } from '../domain/detection/compile-detection.ts';
import type { AlertDeps } from '../flow/alert-deps.ts';
import { createGeo } from '../geo/create-geo.ts';
import type { Clock, Log } from '../ports.ts';
import { createChat, createWebClient } from '../slack/chat.ts';
import type { Config } from './config.ts';
import { lateChat } from './late-chat.ts';

export const systemClock: Clock = { now: () => new Date() };

/** For each invocation its own `run`, so that two of them never take each other for themselves. */
export type Connect = () => AlertDeps;

export function connect(config: Config, { detections, settings }: Catalog, log: Log): Connect {
  const clients = createClients(clientOptions(config));
  const geo = createGeo({ log });
  const catalog = compileCatalog(detections);
  const fixed = {
    newId: () => randomUUID().slice(0, 8),
    clock: systemClock,
    pause: (milliseconds: number) => sleep(milliseconds),
    log,
    catalog,
    settings,
    geo,
    trailLog: createTrailLog(clients, settings.trail.logGroup),
    history: createEventHistory(clients, systemClock),
    alarms: createAlarms(clients),
    accessKeys: createAccessKeys(clients),
    later: createLater(clients, config.alertQueueUrl),
    ...stores(clients, config.table),
    chat: lateChat(() => connectChat(config), log),
  };
  return () => ({ ...fixed, run: randomUUID() });
}

function stores(
  clients: Clients,
  table: string,
): Pick<AlertDeps, 'profiles' | 'claims' | 'incidents' | 'reviews'> {
  return {
    profiles: createProfiles(clients, table, systemClock),
    claims: createClaims(clients, table, systemClock),
    incidents: createIncidents(clients, table),
    reviews: createReviews(clients, table),
  };
}

async function connectChat(config: Config): Promise<AlertDeps['chat']> {
  const name = config.botTokenParameter;
  const secrets = await readSecrets(createSecretsClient(config), [name]);
  const token = secrets[name] ?? '';
  return createChat(createWebClient({ token, ...(config.slackApiUrl && { apiUrl: config.slackApiUrl }) }));
}

export function createSecretsClient(config: Config): SSMClient {
  return new SSMClient(clientOptions(config));
}

export function clientOptions({
  region,
  awsEndpoint,
  credentials,
}: Config): Parameters<typeof createClients>[0] {
  return { region, ...(awsEndpoint && { endpoint: awsEndpoint }), ...(credentials && { credentials }) };
}
