// The Lambda behind the release queue.
import { createQueueClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runRelease } from '../flow/containment/run-release.ts';
import { readReleaseConfig } from './config.ts';
import { connectRelease } from './connect-hands.ts';
import { createLineLog } from './line-log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readReleaseConfig();
const { settings } = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectRelease(config, settings.containment, createLineLog('release')),
  runRelease,
  createDeferMessage(createQueueClients(config.aws), config.queueUrl),
);
