// CloudTrail in memory: a trail that delivers to CloudWatch Logs some time later, and the event history.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import { archiveBucket, LOG_GROUP, TRAIL_NAME } from '../../../domain/naming.ts';
import type { Pace } from '../../pace.ts';
import type { Service } from '../call.ts';
import type { Clock } from '../clock.ts';
import { createHistory } from './cloudtrail-history.ts';
import { type LogBatch, planLogBatches } from './cloudtrail-log-batches.ts';
import { type LogFile, planLogFiles } from './cloudtrail-log-files.ts';
import { createLookup } from './cloudtrail-lookup.ts';
import { regionOf } from './cloudtrail-record.ts';
import { admits } from './cloudtrail-selectors.ts';
import { createTrail, type Trail } from './cloudtrail-trail.ts';
import { createTrails } from './cloudtrail-trails.ts';

export interface CloudTrailOptions {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly accountId: string;
  /** The trail's home Region. */
  readonly region: string;
  /** Writes a batch to the log group. As CloudTrail does, it must make the stream where there is none. */
  readonly putLogEvents: (batch: LogBatch) => unknown;
  /** Where log files go. */
  readonly archive: Archive;
}

export interface Archive {
  /** S3's error code for what CloudTrail would write to that bucket, or nothing when it may. */
  refusal(bucket: string): string | undefined;
  put(bucket: string, file: LogFile): void;
}

export interface CloudTrail {
  readonly service: Service;
  /** After `pace.deliveryDelay()`: into the event history, and to the log groups of the trails that record it. */
  deliver(records: readonly JsonObject[]): Promise<void>;
  /** Into the event history only, at once. */
  remember(records: readonly JsonObject[]): void;
  /** For a record, or its JSON, that somebody else put into the trail's log group: into the event history. */
  observe(record: unknown): void;
  /**
   * From now on no log group gets anything, as if the trail's role were broken: its status says that the last delivery
   * was at `since`, and `error`. Undefined ends it.
   */
  interruptLogs(interruption: { readonly since: Date; readonly error?: string } | undefined): void;
  /** Records over CloudTrail's limit of 256 KB, which no log group got. */
  readonly oversized: number;
  /** Resolves when nothing is on its way any more. */
  settle(): Promise<void>;
  /** Drops what is on its way. */
  close(): void;
}

/** What turns a trail off is recorded by the trail all the same: CloudTrail acts on it afterwards. */
const LAST_WORDS = ['StopLogging', 'DeleteTrail', 'PutEventSelectors', 'UpdateTrail'];

export function createCloudTrail({
  clock,
  pace,
  accountId,
  region,
  putLogEvents,
  archive,
}: CloudTrailOptions): CloudTrail {
  const history = createHistory(region);
  const trails = createTrails(clock, accountId, auditTrail(clock, accountId, region), (bucket) =>
    archive.refusal(bucket),
  );
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  let oversized = 0;

  async function log(trail: Trail, records: readonly JsonObject[]): Promise<void> {
    const now = clock.now();
    if (records.length > 0) store(trail, records, now);
    const group = groupNameOf(trail);
    if (group === undefined || trail.logsInterruption !== undefined) return;
    const plan = planLogBatches(records, (record) => streamOf(record, trail), now.getTime());
    oversized += plan.oversized;
    try {
      for (const batch of plan.batches) await putLogEvents({ logGroupName: group, ...batch });
      if (plan.batches.length > 0) {
        trail.logsError = undefined;
        trail.lastLogsDelivery = now;
      }
    } catch (error) {
      trail.logsError = error instanceof Error ? error.message : String(error);
    }
  }

  function store(trail: Trail, records: readonly JsonObject[], now: Date): void {
    const { bucket, prefix } = trail.settings;
    if (archive.refusal(bucket) !== undefined) return;
    const regionOfRecord = (record: JsonObject) => regionOf(record, trail.homeRegion);
    for (const file of planLogFiles(records, { accountId, prefix, regionOf: regionOfRecord, now }))
      archive.put(bucket, file);
    trail.lastDelivery = now;
  }

  function streamOf(record: JsonObject, trail: Trail): string {
    return `${accountId}_CloudTrail_${regionOf(record, trail.homeRegion)}`;
  }

  async function deliverLater(records: readonly JsonObject[]): Promise<void> {
    const recorded = trails
      .all()
      .map((trail) => [trail, records.filter((it) => isRecordedBy(trail, it))] as const);
    const stopped = await sleep(pace.deliveryDelay(), false, { signal: stop.signal }).catch(() => true);
    if (stopped) return;
    for (const record of records) history.add(record);
    await Promise.all(recorded.map(([trail, own]) => log(trail, own)));
  }

  return {
    service: { ...trails.service, LookupEvents: createLookup(history, clock) },
    get oversized() {
      return oversized;
    },
    async deliver(records) {
      const work = deliverLater(records).finally(() => underWay.delete(work));
      underWay.add(work);
      await work;
    },
    remember(records) {
      for (const record of records) history.add(record);
    },
    observe: (record) => history.add(record),
    interruptLogs(interruption) {
      for (const trail of trails.all())
        trail.logsInterruption = interruption && { since: interruption.since, error: interruption.error };
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: () => stop.abort(),
  };
}

function isRecordedBy(trail: Trail, record: JsonObject): boolean {
  const own = record.eventSource === 'cloudtrail.amazonaws.com';
  if (own && LAST_WORDS.includes(String(record.eventName))) return true;
  const here = trail.settings.multiRegion || regionOf(record, trail.homeRegion) === trail.homeRegion;
  return trail.isLogging && here && admits(trail.selectors, record);
}

function groupNameOf({ settings }: Trail): string | undefined {
  return /:log-group:([^:]+)/.exec(settings.logGroupArn ?? '')?.[1];
}

/** The trail of the guide: all Regions, global services, validated log files, CloudWatch Logs. */
function auditTrail(clock: Clock, accountId: string, region: string): Trail {
  const trail = createTrail(TRAIL_NAME, region, accountId, {
    bucket: archiveBucket(accountId),
    prefix: undefined,
    globalEvents: true,
    multiRegion: true,
    validation: true,
    logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${LOG_GROUP}:*`,
    logRoleArn: `arn:aws:iam::${accountId}:role/CloudTrail_CloudWatchLogs_Role`,
    kmsKeyId: undefined,
  });
  trail.isLogging = true;
  trail.startedAt = clock.now();
  return trail;
}
