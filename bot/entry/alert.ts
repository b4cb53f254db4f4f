// The Lambda behind the alert queue.
import { createQueueClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runAlert } from '../flow/alert.ts';
import { readConfig } from './config.ts';
import { clientOptions, connect } from './connect.ts';
import { createLineLog } from './line-log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readConfig();
const catalog = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connect(config, catalog, createLineLog('alert')),
  runAlert,
  createDeferMessage(createQueueClients(clientOptions(config)), config.alertQueueUrl),
);
