// Joins the job flow to the world: what the alert flow has, and all that people can ask for.
import { randomUUID } from 'node:crypto';
import { createAlarms } from '../aws/alarms.ts';
import { createClicks } from '../aws/clicks.ts';
import { type ClientOptions, createClients } from '../aws/clients.ts';
import { createProber } from '../aws/health/prober.ts';
import { createIamFor } from '../aws/iam-for.ts';
import { createInsights } from '../aws/insights.ts';
import { createPrincipals } from '../aws/principals.ts';
import type { Catalog } from '../catalog/load-catalog.ts';
import { createCharts } from '../chart/create-charts.ts';
import { LOOK_ROLE } from '../domain/naming.ts';
import type { JobDeps } from '../flow/job-deps.ts';
import type { TrailHealth } from '../ports/aws.ts';
import type { Log } from '../ports/run.ts';
import type { Config } from './config.ts';
import { alertDeps, type Connect, clientOptions, connectSlack } from './connect.ts';
import { systemClock } from './system-clock.ts';

/** For the job flow, which also asks Insights, opens views and looks at the trail itself. */
export function connectJobs(config: Config, catalog: Catalog, log: Log): Connect<JobDeps> {
  const options = clientOptions(config);
  const clients = createClients(options);
  const { containment, trail } = catalog.settings;
  const place = { ...containment, accountId: config.accountId, role: LOOK_ROLE };
  const fixed = {
    ...alertDeps(config, catalog, clients, log),
    ...connectSlack(config, log),
    alarms: createAlarms(clients),
    principals: createPrincipals(createIamFor(options, place)),
    insights: createInsights(clients, trail.logGroup),
    charts: createCharts(),
    clicks: createClicks(clients, config.table, systemClock),
    health: lateHealth(options, catalog),
    prober: createProber(clients, trail.logGroup, systemClock),
  };
  return () => ({ ...fixed, run: randomUUID() });
}

/** Twenty checks and S3's client, loaded when somebody asks for the status: hardly any start ends in that. */
function lateHealth(options: ClientOptions, catalog: Catalog): TrailHealth {
  let loading: Promise<TrailHealth> | undefined;
  const load = async () => {
    const { createTrailHealth } = await import('../aws/health/trail-health.ts');
    return createTrailHealth(options, { catalog, clock: systemClock });
  };
  return {
    async check() {
      loading ??= load();
      return (await loading).check();
    },
  };
}
