// The Lambda behind the job queue.
import { createQueueClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runQueued } from '../flow/queued.ts';
import { readConfig } from './config.ts';
import { clientOptions } from './connect.ts';
import { connectJobs } from './connect-jobs.ts';
import { createLineLog } from './line-log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readConfig();
const catalog = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectJobs(config, catalog, createLineLog('job')),
  runQueued,
  createDeferMessage(createQueueClients(clientOptions(config)), config.jobQueueUrl),
);
