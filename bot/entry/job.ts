// The Lambda behind the job queue.
import { createClients } from '../aws/clients.ts';
import { createDeferMessage } from '../aws/defer-message.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { runJob } from '../flow/job.ts';
import { readConfig } from './config.ts';
import { clientOptions, connectJobs } from './connect.ts';
import { createLog } from './log.ts';
import { createQueueHandler } from './queue-handler.ts';

const config = readConfig();
const catalog = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createQueueHandler(
  connectJobs(config, catalog, createLog('job')),
  runJob,
  createDeferMessage(createClients(clientOptions(config)), config.jobQueueUrl),
);
