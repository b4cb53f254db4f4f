// The Lambda behind the revocation queue: the only function that may write an inline policy.
import { createQueueClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runRevoke } from '../flow/containment/run-revoke.ts';
import { readRevokeConfig } from './config.ts';
import { connectRevoke } from './connect-hands.ts';
import { createLineLog } from './line-log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readRevokeConfig();
const { settings } = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectRevoke(config, settings.containment, createLineLog('revoke')),
  runRevoke,
  createDeferMessage(createQueueClients(config.aws), config.queueUrl),
);
