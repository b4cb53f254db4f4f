// Joins the flows to the world: real adapters for every port, built once for the life of a process.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createAccessKeys } from '../aws/access-keys.ts';
import { createAlarms } from '../aws/alarms.ts';
import { createAudit } from '../aws/audit.ts';
import { createClaims } from '../aws/claims.ts';
import { createClicks } from '../aws/clicks.ts';
import { type Clients, createClients } from '../aws/clients.ts';
import { createContainments } from '../aws/containments.ts';
import { createEscalation } from '../aws/escalation.ts';
import { createEventHistory } from '../aws/event-history.ts';
import { createHandQueue } from '../aws/hand-queue.ts';
import { createProber } from '../aws/health/prober.ts';
import { createTrailHealth } from '../aws/health/trail-health.ts';
import { createIamFor } from '../aws/iam-for.ts';
import { createIncidents } from '../aws/incidents.ts';
import { createInsights } from '../aws/insights.ts';
import { createLater } from '../aws/later.ts';
import { createPrincipals } from '../aws/principals.ts';
import { createProfiles } from '../aws/profiles.ts';
import { createReviews } from '../aws/reviews.ts';
import { readSecrets } from '../aws/secrets.ts';
import { createSuppressions } from '../aws/suppressions.ts';
import { createTrailLog } from '../aws/trail-log.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import { createCharts } from '../chart/create-charts.ts';
import { compileCatalog } from '../domain/detection/compile-detection.ts';
import { LOOK_ROLE } from '../domain/naming.ts';
import type { Settings } from '../domain/settings.ts';
import type { AlertDeps } from '../flow/alert-deps.ts';
import type { JobDeps } from '../flow/job-deps.ts';
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

/** For the alert and stream flows. */
export function connect(config: Config, catalog: Catalog, log: Log): Connect<AlertDeps> {
  const clients = createClients(clientOptions(config));
  const { views: _unused, ...slack } = lateSlack(() => connectSlack(config), log);
  const fixed = { ...alertDeps(config, catalog, clients, log), ...slack };
  return () => ({ ...fixed, run: randomUUID() });
}

/** For the job flow, which also asks Insights, opens views and looks at the trail itself. */
export function connectJobs(config: Config, catalog: Catalog, log: Log): Connect<JobDeps> {
  const clients = createClients(clientOptions(config));
  const fixed = {
    ...alertDeps(config, catalog, clients, log),
    ...lateSlack(() => connectSlack(config), log),
    insights: createInsights(clients, catalog.settings.trail.logGroup),
    charts: createCharts(),
    clicks: createClicks(clients, config.table, systemClock),
    health: createTrailHealth(clientOptions(config), { catalog, clock: systemClock }),
    prober: createProber(clients, catalog.settings.trail.logGroup, systemClock),
  };
  return () => ({ ...fixed, run: randomUUID() });
}

function alertDeps(config: Config, { detections, queries, settings }: Catalog, clients: Clients, log: Log) {
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
    alarms: createAlarms(clients),
    accessKeys: createAccessKeys(clients),
    later: createLater(clients, config.alertQueueUrl),
    escalation: createEscalation(clients, config.escalationTopicArn),
    ...containing(config, settings, clients),
    ...stores(clients, config.table, log),
  };
}

function containing(config: Config, { containment }: Settings, clients: Clients) {
  const { accountId } = config;
  const iamFor = createIamFor(clientOptions(config), { ...containment, accountId, role: LOOK_ROLE });
  return {
    accountId,
    principals: createPrincipals(iamFor),
    containQueue: createHandQueue(clients, config.containQueueUrl),
    releaseQueue: createHandQueue(clients, config.releaseQueueUrl),
  };
}

function stores(clients: Clients, table: string, log: Log) {
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

async function connectSlack(config: Config): Promise<SlackPorts> {
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

export function clientOptions({
  region,
  awsEndpoint,
  credentials,
}: Config): Parameters<typeof createClients>[0] {
  return { region, ...(awsEndpoint && { endpoint: awsEndpoint }), ...(credentials && { credentials }) };
}
