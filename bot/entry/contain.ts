// The Lambda behind the containment queue.
import { createQueueClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runContain } from '../flow/containment/run-contain.ts';
import { readContainConfig } from './config.ts';
import { connectContain } from './connect-hands.ts';
import { createLineLog } from './line-log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readContainConfig();
const { settings } = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectContain(config, settings.containment, createLineLog('contain')),
  runContain,
  createDeferMessage(createQueueClients(config.aws), config.queueUrl),
);
