// What alarms, functions, queues and the rest cost: what is paid by the piece or by the run.
import type { DeploymentPlan } from './deployment-plan.ts';
import { archiveFiles } from './estimate-archive.ts';
import { amount, type CostLine, costLine } from './estimate-line.ts';
import { FUNCTIONS } from './functions.ts';
import { PRICES, priceOf } from './prices.ts';
import type { Pieces, Usage } from './usage.ts';

const HOURS_PER_MONTH = 730;
/** Lambda asks each queue with five long polls at a time, of 20 seconds each. */
const POLLS_PER_QUEUE = 5 * (3_600 / 20) * HOURS_PER_MONTH;
/** An incident is looked at again at growing intervals, and its buttons are pressed. */
const RUNS_PER_INCIDENT = 30;
const STREAM_SECONDS = 0.2;
const RUN_SECONDS = 2;
const WRITES_PER_INCIDENT = 100;
const READS_PER_INCIDENT = 300;
const TABLE_GB = 0.1;
/** What a function writes to its own log each time, Lambda's own lines included. */
const OWN_LOG_BYTES = 1_000;

/** GB a month that the functions write to logs of their own. */
export function ownLogGb(usage: Usage): number {
  const { stream, others } = runs(usage);
  return ((stream + others) * OWN_LOG_BYTES) / 1e9;
}

export function botLines(
  plan: DeploymentPlan,
  usage: Usage,
  pieces: Pieces,
  free: boolean,
): readonly CostLine[] {
  const { alarms, metrics, keys, polledQueues } = pieces;
  const { activeHours, incidents } = usage;
  const metricMonths = (metrics * activeHours) / HOURS_PER_MONTH;
  const polls = polledQueues * POLLS_PER_QUEUE;
  // Nobody is subscribed to a topic that is there already: only escalations are counted then.
  const emails = incidents * (plan.existing.topicArn === undefined ? 2 : 1) * plan.emails.length;
  return [
    costLine('Alarms', priceOf('alarm', alarms, free), `${alarms} for 0.10 each, 10 are free`),
    costLine(
      'Metrics',
      priceOf('metric', metricMonths, free),
      `${metrics}, billed for hours with values: ${activeHours} a month each; 10 are free`,
    ),
    dashboardLine(pieces, free),
    keyLine(plan, usage, keys, free),
    lambdaLine(usage, free),
    costLine(
      'SQS',
      priceOf('queueRequest', polls, free),
      `Lambda asks ${polledQueues} queues all day: ${amount(polls)} requests, 1 million free`,
    ),
    costLine(
      'SNS and email',
      priceOf('publish', incidents * 2, free) + priceOf('email', emails, free),
      `${amount(emails)} emails, 1,000 are free`,
    ),
    costLine(
      'DynamoDB',
      priceOf('tableWrite', incidents * WRITES_PER_INCIDENT, free) +
        priceOf('tableRead', incidents * READS_PER_INCIDENT, free) +
        priceOf('tableStorage', TABLE_GB, free) +
        priceOf('tableBackup', TABLE_GB, free),
      `${incidents} incidents; less than ${TABLE_GB} GB, backed up continuously`,
    ),
    costLine('SSM parameters, Scheduler', 0, 'standard parameters and these few schedules are free'),
  ];
}

/** https://aws.amazon.com/cloudwatch/pricing/: the first three of an account are free if they are small enough. */
const METRICS_ON_FREE_DASHBOARD = 50;

function dashboardLine({ dashboards, dashboardMetrics }: Pieces, free: boolean): CostLine {
  const isFree = free && dashboardMetrics <= METRICS_ON_FREE_DASHBOARD;
  const how = `${dashboards} with ${dashboardMetrics} metrics`;
  return costLine(
    'Dashboard',
    isFree ? 0 : priceOf('dashboard', dashboards, free),
    isFree
      ? `${how}; an account's first three with ${METRICS_ON_FREE_DASHBOARD} or fewer are free`
      : `${how} for 3.00; those with ${METRICS_ON_FREE_DASHBOARD} or fewer are free`,
  );
}

function runs({ eventsPerMonth, dataEventsPerMonth, streamBatch, incidents }: Usage) {
  return {
    stream: (eventsPerMonth + dataEventsPerMonth) / streamBatch,
    others: incidents * RUNS_PER_INCIDENT,
  };
}

function lambdaLine(usage: Usage, free: boolean): CostLine {
  const { stream, others } = runs(usage);
  const gbOf = (memoryMb: number) => memoryMb / 1_024;
  const seconds =
    stream * STREAM_SECONDS * gbOf(FUNCTIONS.stream.memoryMb) +
    others * RUN_SECONDS * gbOf(FUNCTIONS.job.memoryMb);
  return costLine(
    'Lambda',
    priceOf('invocation', stream + others, free) + priceOf('compute', seconds, free),
    `${amount(stream + others)} runs, ${amount(seconds)} GB-seconds; 1 million and 400,000 are free`,
  );
}

function keyLine({ encryption, existing }: DeploymentPlan, usage: Usage, keys: number, free: boolean) {
  const requests = encryption === 'kms' && !existing.trail ? archiveFiles(usage) : 0;
  const usd = priceOf('key', keys, free) + priceOf('keyRequest', requests, free);
  return costLine(
    'KMS',
    usd,
    keys === 0
      ? 'your own key is used'
      : `${keys === 1 ? '1 key' : `${keys} keys`} at ${PRICES.key.usd.toFixed(2)}; each of the first two yearly rotations adds as much`,
  );
}
