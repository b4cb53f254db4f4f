// What the trail, its log group and its archive cost: what grows with the number of events.
import type { DeploymentPlan } from './deployment-plan.ts';
import { archiveCost, archiveFiles } from './estimate-archive.ts';
import { amount, type CostLine, costLine } from './estimate-line.ts';
import { priceOf } from './prices.ts';
import type { Usage } from './usage.ts';

const DAYS_PER_MONTH = 365 / 12;
/** What CloudWatch Logs counts for each event beside its text. */
const EVENT_OVERHEAD_BYTES = 26;
/** How small the log group's storage is beside what came in. */
const STORED = 0.15;
const INSIGHT_KINDS = 2;

/** @param ownLogGb - what the functions write to logs of their own */
export function trailLines(
  plan: DeploymentPlan,
  usage: Usage,
  ownLogGb: number,
  free: boolean,
): readonly CostLine[] {
  const { eventsPerMonth, dataEventsPerMonth, recordBytes, queries } = usage;
  const events = eventsPerMonth + dataEventsPerMonth;
  const gb = (events * (recordBytes + EVENT_OVERHEAD_BYTES)) / 1e9;
  const stored = (gb * STORED * plan.logDays) / DAYS_PER_MONTH;
  const scanned = (gb * queries) / DAYS_PER_MONTH;
  const isThere = plan.existing.trail && plan.existing.logGroup;
  const newGb = (isThere ? 0 : gb) + ownLogGb;
  return [
    managementLine(plan, usage, free),
    ...(dataEventsPerMonth > 0
      ? [
          costLine(
            'Data events',
            priceOf('dataEvents', dataEventsPerMonth, free),
            `${amount(dataEventsPerMonth)} at 0.10 for 100,000`,
          ),
        ]
      : []),
    ...(plan.insights
      ? [
          costLine(
            'CloudTrail Insights',
            INSIGHT_KINDS * priceOf('insights', eventsPerMonth, free),
            `at most: two kinds, each 0.35 for 100,000 management events`,
          ),
        ]
      : []),
    costLine(
      'CloudWatch Logs, what comes in',
      priceOf('logIngest', newGb, free),
      isThere
        ? `${amount(newGb)} GB of Trailbot's own logs; the trail's come in already`
        : `${amount(newGb)} GB at 0.50, the first 5 GB are free`,
    ),
    plan.existing.logGroup
      ? costLine('CloudWatch Logs, what is kept', 0, `log group ${plan.logGroup} is there already`)
      : costLine(
          'CloudWatch Logs, what is kept',
          priceOf('logStorage', stored, free),
          `${plan.logDays} days, compressed ${amount(stored)} GB at 0.03`,
        ),
    costLine(
      'Logs Insights queries',
      priceOf('logQueries', scanned, free),
      `${queries} over a day each: ${amount(scanned)} GB at 0.005`,
    ),
    archiveLine(plan, usage, (events * recordBytes) / 1e9),
  ];
}

function managementLine({ existing }: DeploymentPlan, usage: Usage, free: boolean): CostLine {
  const what = 'CloudTrail, management events';
  if (existing.trail) return costLine(what, 0, 'the trail is there already');
  if (usage.otherTrails === 0) return costLine(what, 0, 'the first copy in each Region is free');
  return costLine(
    what,
    priceOf('secondCopy', usage.eventsPerMonth, free),
    `another trail records them already: ${amount(usage.eventsPerMonth)} at 2.00 for 100,000`,
  );
}

function archiveLine(plan: DeploymentPlan, usage: Usage, rawGb: number): CostLine {
  const what = 'S3, the archive';
  if (plan.existing.trail) return costLine(what, 0, "the trail's bucket is there already");
  const { storageUsd, requestsUsd, fullGb, moved } = archiveCost(plan, usage, rawGb);
  const classes = moved
    ? 'in colder classes from day 30'
    : 'in files too small for colder classes to be cheaper';
  return costLine(
    what,
    storageUsd + requestsUsd,
    `once full, after ${plan.archiveDays} days: ${amount(fullGb)} GB ${classes}; ${amount(archiveFiles(usage))} new files a month`,
  );
}
