// The Lambda behind the containment queue.
import { createClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runContain } from '../flow/containment/run-contain.ts';
import { readContainConfig } from './config.ts';
import { connectContain } from './connect-hands.ts';
import { createLog } from './log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readContainConfig();
const { settings } = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectContain(config, settings.containment, createLog('contain')),
  runContain,
  createDeferMessage(createClients(config.aws), config.queueUrl),
);
