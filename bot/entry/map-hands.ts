// Runs the functions that may change IAM in the sandbox, as Lambda would: each on its queue, and as its own role.
import { createClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { HANDS_SECONDS } from '../domain/containment/hand-task.ts';
import { FUNCTIONS } from '../domain/deployment/functions.ts';
import { QUEUES } from '../domain/deployment/queues.ts';
import { TABLE } from '../domain/naming.ts';
import type { ContainmentSettings } from '../domain/settings.ts';
import { runContain } from '../flow/containment/run-contain.ts';
import { runRelease } from '../flow/containment/run-release.ts';
import { runRevoke } from '../flow/containment/run-revoke.ts';
import type { Log } from '../ports/run.ts';
import type { SandboxAws } from '../sandbox/aws/sandbox-aws.ts';
import type { Provisioned } from '../sandbox/provision/provision.ts';
import type { Hand } from '../sandbox/provision/provision-bot-roles.ts';
import type { Connect } from './connect.ts';
import { connectContain, connectRelease, connectRevoke } from './connect-hands.ts';
import { createQueueHandler } from './queue-handler.ts';

/** @param made the queues, and a session of each role. */
export function mapHands(aws: SandboxAws, made: Provisioned, settings: ContainmentSettings, log: Log): void {
  const { alertQueueUrl, containQueueUrl, releaseQueueUrl, revokeQueueUrl, roleCredentials } = made;
  const { accountId, region } = aws;
  const configOf = (hand: Hand, queueUrl: string) => ({
    ...{ accountId, table: TABLE, alertQueueUrl, queueUrl },
    aws: { region, endpoint: aws.url, credentials: roleCredentials[hand] },
  });
  const map = <Deps extends { readonly log: Log }>(
    hand: Hand,
    config: ReturnType<typeof configOf>,
    connectDeps: Connect<Deps>,
    run: (body: string, deps: Deps) => Promise<void>,
  ) => {
    const { name: queue } = QUEUES[hand];
    const { name: functionName } = FUNCTIONS[hand];
    const defer = createDeferMessage(createClients(config.aws), config.queueUrl);
    const mapping = { functionName, batchSize: 1, timeoutSeconds: HANDS_SECONDS };
    aws.lambda.mapQueue(queue, createQueueHandler(connectDeps, run, defer), mapping);
  };
  const contain = { ...configOf('contain', containQueueUrl), revokeQueueUrl };
  map('contain', contain, connectContain(contain, settings, log), runContain);
  const release = configOf('release', releaseQueueUrl);
  map('release', release, connectRelease(release, settings, log), runRelease);
  const revoke = configOf('revoke', revokeQueueUrl);
  map('revoke', revoke, connectRevoke(revoke, settings, log), runRevoke);
}
