// The Lambda behind the log group's subscription filter.
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readConfig } from './config.ts';
import { connectStream } from './connect.ts';
import { createLineLog } from './line-log.ts';
import { createStreamHandler } from './stream-handler.ts';

const catalog = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createStreamHandler(connectStream(readConfig(), catalog, createLineLog('stream')));
