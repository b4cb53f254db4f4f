// Joins the flows to the world: real adapters for every port, built once for the life of a process.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createAccessKeys } from '../aws/access-keys.ts';
import { createAlarms } from '../aws/alarms.ts';
import { createAudit } from '../aws/audit.ts';
import { createClaims } from '../aws/claims.ts';
import { type ClientOptions, type Clients, createAlarmClients, createEventClients } from '../aws/clients.ts';
import { createContainments } from '../aws/containments.ts';
import { createEscalation } from '../aws/escalation.ts';
import { createEventHistory } from '../aws/event-history.ts';
import { createHandQueue } from '../aws/hand-queue.ts';
import { createIncidents } from '../aws/incidents.ts';
import { createLater } from '../aws/later.ts';
import { createProfiles } from '../aws/profiles.ts';
import { createReviews } from '../aws/reviews.ts';
import { readSecrets } from '../aws/secrets.ts';
import { createSuppressions } from '../aws/suppressions.ts';
import { createTrailLog } from '../aws/trail-log.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import { compileCatalog } from '../domain/detection/compile-detection.ts';
import type { AlarmDeps, AlertDeps } from '../flow/alert-deps.ts';
import { createGeo } from '../geo/create-geo.ts';
import type { Log } from '../ports/run.ts';
import { createAnswers } from '../slack/answers.ts';
import { createChat, createWebClient } from '../slack/chat.ts';
import { createPeople } from '../slack/people.ts';
import { createPlaces } from '../slack/places.ts';
import { createViews } from '../slack/views.ts';
import type { Config } from './config.ts';
import { lateSlack, type SlackPorts } from './late-slack.ts';
import { systemClock } from './system-clock.ts';

/** For each invocation its own `run`, so that two of them never take each other for themselves. */
export type Connect<Deps> = () => Deps;

/** For the stream flow. */
export function connectStream(config: Config, catalog: Catalog, log: Log): Connect<AlertDeps> {
  const { views: _unused, ...slack } = connectSlack(config, log);
  const clients = createEventClients(clientOptions(config));
  const fixed = { ...alertDeps(config, catalog, clients, log), ...slack };
  return () => ({ ...fixed, run: randomUUID() });
}

/** For the alert flow, which also looks at the alarm again. */
export function connect(config: Config, catalog: Catalog, log: Log): Connect<AlarmDeps> {
  const alarms = createAlarms(createAlarmClients(clientOptions(config)));
  const stream = connectStream(config, catalog, log);
  return () => ({ ...stream(), alarms });
}

type EventClients = Omit<Clients, 'cloudWatch'>;

/** What all who look at events have, without Slack. */
export function alertDeps(
  config: Config,
  { detections, queries, settings }: Catalog,
  clients: EventClients,
  log: Log,
) {
  return {
    newId: () => randomUUID().slice(0, 8),
    clock: systemClock,
    pause: (milliseconds: number) => sleep(milliseconds),
    log,
    catalog: compileCatalog(detections),
    queries,
    settings,
    geo: createGeo({ log }),
    trailLog: createTrailLog(clients, settings.trail.logGroup),
    history: createEventHistory(clients, systemClock),
    accessKeys: createAccessKeys(clients),
    later: createLater(clients, config.alertQueueUrl),
    escalation: createEscalation(clients, config.escalationTopicArn),
    accountId: config.accountId,
    containQueue: createHandQueue(clients, config.containQueueUrl),
    releaseQueue: createHandQueue(clients, config.releaseQueueUrl),
    ...stores(clients, config.table, log),
  };
}

function stores(clients: EventClients, table: string, log: Log) {
  const suppressions = createSuppressions(clients, table, systemClock, log);
  return {
    profiles: createProfiles(clients, table, systemClock),
    claims: createClaims(clients, table, systemClock),
    incidents: createIncidents(clients, table),
    reviews: createReviews(clients, table, suppressions),
    suppressions,
    audit: createAudit(clients, table),
    containments: createContainments(clients, table, systemClock, log),
  };
}

/** With the token that is stored by then. */
export function connectSlack(config: Config, log: Log): SlackPorts {
  return lateSlack(() => slackNow(config), log);
}

async function slackNow(config: Config): Promise<SlackPorts> {
  const name = config.botTokenParameter;
  const secrets = await readSecrets(createSecretsClient(config), [name]);
  const client = createWebClient({
    token: secrets[name] ?? '',
    ...(config.slackApiUrl && { apiUrl: config.slackApiUrl }),
  });
  return {
    chat: createChat(client),
    answers: createAnswers(client),
    people: createPeople(client, systemClock),
    places: createPlaces(client, systemClock),
    views: createViews(client),
  };
}

export function createSecretsClient(config: Config): SSMClient {
  return new SSMClient(clientOptions(config));
}

export function clientOptions({ region, awsEndpoint, credentials }: Config): ClientOptions {
  return { region, ...(awsEndpoint && { endpoint: awsEndpoint }), ...(credentials && { credentials }) };
}
