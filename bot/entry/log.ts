// Structured logs: one JSON line each, as CloudWatch Logs Insights reads them.
import { Logger } from '@aws-lambda-powertools/logger';
import type { Log } from '../ports/run.ts';

/** @param functionName names the door, in every line. */
export function createLog(functionName: string): Log {
  const logger = new Logger({ serviceName: `trailbot-${functionName}` });
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, fields = {}) => logger.error(message, { ...fields }),
  };
}
