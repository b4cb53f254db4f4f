// Sets the sandbox's AWS up as the infrastructure does, from the same catalog and through the real SDK.
import { PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { Catalog } from '../../catalog/load-catalog.ts';
import { withAlarm } from '../../domain/health/without-alarm.ts';
import { archiveBucket, BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../domain/naming.ts';
import { ACCOUNT_ID } from '../aws/account.ts';
import type { Service } from '../aws/call.ts';
import { MEMBER_ACCOUNT_ID } from '../aws/iam/iam-accounts.ts';
import { provisionBotRoles, type RoleCredentials } from './provision-bot-roles.ts';
import { provisionBucket } from './provision-bucket.ts';
import { CREDENTIALS, createProvisionClients } from './provision-clients.ts';
import { provisionDetection } from './provision-detections.ts';
import { provisionLogGroup } from './provision-log-group.ts';
import { type Messaging, provisionMessaging } from './provision-messaging.ts';
import { type PlantKey, type Principal, provisionPrincipals } from './provision-principals.ts';
import { provisionTable } from './provision-table.ts';
import { RESIDENTS } from './residents.ts';

export interface ProvisionOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly catalog: Catalog;
  readonly secrets: { readonly botToken: string; readonly signingSecret: string };
  readonly principals?: readonly Principal[];
  /** What no API call can do: answer a confirmation mail, make keys of known ids, act in or have things of another account. */
  readonly inside?: {
    readonly sns: { confirmationToken(endpoint: string): string | undefined; plantTopic(arn: string): void };
    readonly iam: { readonly plantAccessKey: PlantKey };
    iamOf(accountId: string): { readonly service: Service };
  };
}

/** What the bot's functions find in their environment. */
export interface Provisioned extends Messaging {
  readonly botTokenParameter: string;
  readonly signingSecretParameter: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Sessions of the roles that the functions have which may change IAM. */
  readonly roleCredentials: RoleCredentials;
}

/** Idempotent but for the sessions: what is there already is brought to the state of the catalog. */
export async function provision(options: ProvisionOptions): Promise<Provisioned> {
  const { endpoint, region, catalog, secrets, principals = [], inside } = options;
  const { trail, containment, deployment } = catalog.settings;
  const existingTopicArn = inside && deployment.existing.topicArn;
  if (existingTopicArn !== undefined) inside?.sns.plantTopic(existingTopicArn);
  const archivePlace = { accountId: ACCOUNT_ID, region, trailName: trail.name };
  const memberIam = inside?.iamOf(MEMBER_ACCOUNT_ID).service;
  const clients = createProvisionClients(endpoint, region);
  try {
    const [messaging, roleCredentials] = await Promise.all([
      provisionMessaging(clients, ACCOUNT_ID, region, inside?.sns.confirmationToken, existingTopicArn),
      provisionBotRoles(clients, { accountId: ACCOUNT_ID, region, containment, memberIam }),
      provisionLogGroup(clients, ACCOUNT_ID, trail),
      provisionBucket(clients.s3, archiveBucket(ACCOUNT_ID), archivePlace),
      provisionTable(clients.dynamo),
      provisionPrincipals(clients.iam, [...RESIDENTS, ...principals], inside?.iam.plantAccessKey),
      putSecret(clients.ssm, BOT_TOKEN_PARAMETER, secrets.botToken),
      putSecret(clients.ssm, SIGNING_SECRET_PARAMETER, secrets.signingSecret),
    ]);
    await Promise.all(
      withAlarm(catalog.detections, deployment.withoutAlarm).map((detection) =>
        provisionDetection(clients, detection, trail.logGroup, messaging.topicArn),
      ),
    );
    return {
      ...messaging,
      botTokenParameter: BOT_TOKEN_PARAMETER,
      signingSecretParameter: SIGNING_SECRET_PARAMETER,
      credentials: CREDENTIALS,
      roleCredentials,
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

async function putSecret(ssm: SSMClient, Name: string, Value: string): Promise<void> {
  await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }));
}
