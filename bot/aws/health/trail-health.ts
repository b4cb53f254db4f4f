// Looks at everything between an API call and the bot, all at once, and says for each part whether it can be trusted.
import type { Detection } from '../../domain/detection/detection.ts';
import type { Settings } from '../../domain/settings.ts';
import type { TrailHealth } from '../../ports/aws.ts';
import type { Clock } from '../../ports/run.ts';
import type { ClientOptions } from '../clients.ts';
import { checkAlerting } from './check-alerting.ts';
import { checkLogGroup } from './check-log-group.ts';
import { checkTrail } from './check-trail.ts';
import { createHealthClients, type HealthClients } from './health-clients.ts';
import { createReadOnce } from './read-once.ts';

export interface TrailHealthOptions {
  readonly catalog: { readonly detections: readonly Detection[]; readonly settings: Settings };
  readonly clock: Clock;
  /** After so many milliseconds what has not answered is `unknown`. Default: 5 seconds. */
  readonly withinMs?: number;
}

/**
 * About twenty calls over six services, three of them to CloudTrail, which allows ten a second.
 * What cannot be read is `unknown` and names the IAM action; a check never rejects because of AWS.
 */
export function createTrailHealth(
  options: ClientOptions,
  { catalog, clock, withinMs = 5_000 }: TrailHealthOptions,
): TrailHealth {
  const { detections, settings } = catalog;
  let clients: Promise<HealthClients> | undefined;
  return {
    async check() {
      clients ??= createHealthClients(options);
      const loaded = await clients;
      const read = createReadOnce(withinMs);
      const groups = await Promise.all([
        checkTrail(loaded, read, settings, clock),
        checkLogGroup(loaded, read, settings, detections),
        checkAlerting(loaded, read, settings, detections),
      ]);
      return groups.flat();
    },
  };
}
