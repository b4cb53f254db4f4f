// Joins the containing, releasing and revoking functions to the world: each with its own role, and none with Slack.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClaims } from '../aws/claims.ts';
import { createStateClients } from '../aws/clients.ts';
import { createContainingHands } from '../aws/containing-hands.ts';
import { createContainments } from '../aws/containments.ts';
import { createHandQueue } from '../aws/hand-queue.ts';
import { createIamFor } from '../aws/iam-for.ts';
import { createLater } from '../aws/later.ts';
import { createPrincipals } from '../aws/principals.ts';
import { createReleasingHands } from '../aws/releasing-hands.ts';
import { createRevokingHands } from '../aws/revoking-hands.ts';
import { CONTAIN_ROLE, RELEASE_ROLE, REVOKE_ROLE } from '../domain/naming.ts';
import type { ContainmentSettings } from '../domain/settings.ts';
import type { ContainDeps, ReleaseDeps, RevokeDeps } from '../flow/containment/hands-deps.ts';
import type { Log } from '../ports/run.ts';
import type { ContainConfig, HandsConfig, RevokeConfig } from './config.ts';
import type { Connect } from './connect.ts';
import { systemClock } from './system-clock.ts';

export function connectContain(
  config: ContainConfig,
  settings: ContainmentSettings,
  log: Log,
): Connect<ContainDeps> {
  const { clients, iamFor, deps } = connectIam(config, CONTAIN_ROLE, settings, log);
  const hands = createContainingHands(iamFor, clients, config.revokeQueueUrl);
  return () => ({ ...deps, hands, containment: settings });
}

export function connectRelease(
  config: HandsConfig,
  settings: ContainmentSettings,
  log: Log,
): Connect<ReleaseDeps> {
  const { iamFor, deps } = connectIam(config, RELEASE_ROLE, settings, log);
  const hands = createReleasingHands(iamFor);
  return () => ({ ...deps, hands });
}

export function connectRevoke(
  { aws, accountId }: RevokeConfig,
  settings: ContainmentSettings,
  log: Log,
): Connect<RevokeDeps> {
  const { memberAccounts } = settings;
  const hands = createRevokingHands(createIamFor(aws, { accountId, role: REVOKE_ROLE, memberAccounts }));
  return () => ({ clock: systemClock, log, accountId, hands, containment: settings });
}

function connectIam(config: HandsConfig, role: string, { memberAccounts }: ContainmentSettings, log: Log) {
  const { aws, accountId, table, alertQueueUrl, queueUrl } = config;
  const clients = createStateClients(aws);
  const iamFor = createIamFor(aws, { accountId, role, memberAccounts });
  const deps = {
    accountId,
    clock: systemClock,
    pause: (milliseconds: number) => sleep(milliseconds),
    log,
    claims: createClaims(clients, table, systemClock),
    containments: createContainments(clients, table, systemClock, log),
    principals: createPrincipals(iamFor),
    later: createLater(clients, alertQueueUrl),
    queue: createHandQueue(clients, queueUrl),
  };
  return { clients, iamFor, deps };
}
