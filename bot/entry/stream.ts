// The Lambda behind the log group's subscription filter.
import { loadCatalog } from '../catalog/load-catalog.ts';
import { readConfig } from './config.ts';
import { connect } from './connect.ts';
import { createLog } from './log.ts';
import { createStreamHandler } from './stream-handler.ts';

const catalog = loadCatalog(new URL('../../templates/', import.meta.url));

export const handler = createStreamHandler(connect(readConfig(), catalog, createLog('stream')));
