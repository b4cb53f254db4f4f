// What an estimate is made of: how much happens in a month, and how many of each thing there are.
import type { DeploymentPlan } from './deployment-plan.ts';
import { FUNCTION_NAMES } from './functions.ts';
import { guardAlarms } from './guard-alarms.ts';
import { QUEUES } from './queues.ts';

export interface Usage {
  /** Management events of all Regions and accounts of the trail, in a month. */
  readonly eventsPerMonth: number;
  /** Data events likewise: none where the plan names no bucket and no function. */
  readonly dataEventsPerMonth: number;
  /** Bytes of a record in the log group. */
  readonly recordBytes: number;
  /** Regions in which something happens all day: each writes a file every five minutes. */
  readonly busyRegions: number;
  /** Regions that are switched on: each has a digest every hour. */
  readonly regions: number;
  /** Trails that record management events already: only the first copy is free. */
  readonly otherTrails: number;
  /** Incidents a month. */
  readonly incidents: number;
  /** Hours a month in which a detection counts something, on average. */
  readonly activeHours: number;
  /** Queries a month that a person asks for, each over 24 hours of the log. */
  readonly queries: number;
  /** Events that CloudWatch Logs hands over at a time. */
  readonly streamBatch: number;
}

/** How many of what the deployment makes cost by the piece. */
export interface Pieces {
  readonly alarms: number;
  /** Metrics that the filters write: one for each detection. */
  readonly metrics: number;
  readonly dashboards: number;
  /** All that the dashboard shows: with more than 50 it is not free. */
  readonly dashboardMetrics: number;
  readonly keys: number;
  /** Queues that a function takes its work from: asked all day, also while they are empty. */
  readonly polledQueues: number;
}

/** Of a small company, where nothing else is known. A mean record is 1.5 to 2 kB. */
export function usualUsage(
  { dataEvents }: Pick<DeploymentPlan, 'dataEvents'>,
  said: Partial<Usage> & Pick<Usage, 'eventsPerMonth'>,
): Usage {
  const named = dataEvents.buckets.length + dataEvents.functions.length > 0;
  return {
    dataEventsPerMonth: named ? said.eventsPerMonth : 0,
    recordBytes: 1_750,
    busyRegions: 2,
    regions: 17,
    otherTrails: 0,
    incidents: 60,
    activeHours: activeHours(said.eventsPerMonth),
    queries: 60,
    streamBatch: 10,
    ...said,
  };
}

/** The more goes on, the more hours have something that a detection counts: 20 of a month at a million events. */
function activeHours(eventsPerMonth: number): number {
  return Math.round(Math.min(730, 20 * Math.sqrt(Math.max(1, eventsPerMonth / 1_000_000))));
}

/** On the dashboard: volume of the log, two of each queue, three of each function. */
const BOT_METRICS = 2 + 2 * Object.keys(QUEUES).length + 3 * FUNCTION_NAMES.length;

/** @param detections - how many the catalog has, those without an alarm included */
export function piecesOf(plan: DeploymentPlan, detections: number): Pieces {
  const counted = detections - plan.withoutAlarm.length;
  return {
    alarms: counted + guardAlarms(plan.logGroup).length,
    metrics: counted,
    dashboards: 1,
    dashboardMetrics: counted + BOT_METRICS,
    keys: plan.existing.kmsKeyArn === undefined ? 1 : 0,
    polledQueues: Object.keys(QUEUES).length,
  };
}
