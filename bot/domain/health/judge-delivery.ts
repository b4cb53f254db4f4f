// Whether the trail is logging, and whether what it logs arrives: in S3, in CloudWatch Logs, and as digests.
import { nameDuration } from '../context/name-duration.ts';
import { cutText } from '../cut-text.ts';
import type { ExistingResources } from '../deployment/deployment-settings.ts';
import { DELIVERY_ROLE } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';
import type { Settings } from '../settings.ts';
import type { Finding } from './health.ts';
import { bucketPlace } from './judge-bucket.ts';
import { type TrailDescription, trailPlace } from './judge-trail.ts';
import { both, broken, find, type Judgement, ok, type Reading, warning } from './reading.ts';
import { awsCommand } from './remedy-words.ts';

/** As `cloudtrail:GetTrailStatus` gives it. */
export interface TrailStatus {
  readonly IsLogging?: boolean | undefined;
  readonly StartLoggingTime?: Date | undefined;
  readonly StopLoggingTime?: Date | undefined;
  readonly LatestDeliveryTime?: Date | undefined;
  readonly LatestDeliveryError?: string | undefined;
  readonly LatestCloudWatchLogsDeliveryTime?: Date | undefined;
  readonly LatestCloudWatchLogsDeliveryError?: string | undefined;
  readonly LatestDigestDeliveryTime?: Date | undefined;
  readonly LatestDigestDeliveryError?: string | undefined;
}

const MINUTE_MS = 60_000;
/** CloudTrail delivers about every five minutes, also in an account where little happens. */
const LATE_MS = 30 * MINUTE_MS;
/** Digests come each hour, also when there was nothing to log. */
const DIGEST_LATE_MS = 120 * MINUTE_MS;

/** @param existing - what was there already, and is its owner's to set up */
export function judgeDelivery(
  trail: Reading<TrailDescription>,
  status: Reading<TrailStatus>,
  settings: Settings['trail'],
  now: Date,
  existing: Existing = { trail: false, logGroup: false },
): readonly Finding[] {
  const { name, logGroup, homeRegion: region } = settings;
  const known = both(trail, status);
  const place = trailPlace(trail, settings);
  const bucket = bucketPlace(trail, settings, 'permissions');
  return [
    find({ check: 'trail-logging', title: 'It is logging', place }, status, (found) => {
      if (found.IsLogging) return ok(since('Since', found.StartLoggingTime, now));
      return broken(
        `It was stopped${found.StopLoggingTime ? ` ${ago(found.StopLoggingTime, now)}` : ''}: nothing is recorded.`,
        `Start it now: ${awsCommand('cloudtrail', 'start-logging', '--region', region, '--name', name)}`,
      );
    }),
    find(
      { check: 's3-delivery', title: 'Log files reach S3', place: bucket },
      known,
      ([{ S3BucketName }, found]) =>
        arrival({
          at: found.LatestDeliveryTime,
          error: found.LatestDeliveryError,
          lateAfterMs: LATE_MS,
          status: found,
          now,
          remedy: `In the S3 console, bucket ${S3BucketName ?? 'of the trail'}: see that the bucket is there, that its policy lets cloudtrail.amazonaws.com put objects, and that its key does.`,
        }),
    ),
    find(
      { check: 'logs-delivery', title: 'Events reach CloudWatch Logs', place },
      known,
      ([found, delivery]) => {
        const target = groupOf(found.CloudWatchLogsLogGroupArn);
        if (target !== logGroup) {
          return broken(
            `The trail delivers to ${target === undefined ? 'no log group' : `another log group, ${cutText(target, 120)}`}: no alarm can go off.`,
            pointTo(found, settings, existing),
          );
        }
        return arrival({
          at: delivery.LatestCloudWatchLogsDeliveryTime,
          error: delivery.LatestCloudWatchLogsDeliveryError,
          lateAfterMs: LATE_MS,
          status: delivery,
          now,
          remedy: `In the CloudTrail console, trail ${name}, CloudWatch Logs: see that its role is there and may write to ${logGroup}.`,
        });
      },
    ),
    find({ check: 'digest-delivery', title: 'Digests reach S3', place }, known, ([found, delivery]) => {
      const remedy = `In the CloudTrail console, trail ${name}: see that log file validation is on and that the bucket's policy lets CloudTrail write.`;
      if (!found.LogFileValidationEnabled)
        return warning('There are none: log file validation is off.', remedy);
      return arrival({
        at: delivery.LatestDigestDeliveryTime,
        error: delivery.LatestDigestDeliveryError,
        lateAfterMs: DIGEST_LATE_MS,
        status: delivery,
        now,
        remedy,
      });
    }),
  ];
}

type Existing = Pick<ExistingResources, 'trail' | 'logGroup'>;

/** Without a log group of ours there is no delivery role of ours either. */
function pointTo(
  { TrailARN = '' }: TrailDescription,
  { name, logGroup, homeRegion: region }: Settings['trail'],
  existing: Existing,
): string {
  const arn = parseArn(TrailARN);
  if (arn === undefined || (existing.trail && existing.logGroup))
    return `In the CloudTrail console, trail ${name}, CloudWatch Logs: set the log group ${logGroup}.`;
  const { partition, accountId } = arn;
  const group = `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroup}:*`;
  const role = `arn:${partition}:iam::${accountId}:role/${DELIVERY_ROLE}`;
  const update = awsCommand(
    ...['cloudtrail', 'update-trail', '--region', region, '--name', name],
    ...['--cloud-watch-logs-log-group-arn', group, '--cloud-watch-logs-role-arn', role],
  );
  return `Have it deliver to ${logGroup}: ${update}`;
}

interface Arrival {
  readonly at: Date | undefined;
  readonly error: string | undefined;
  readonly lateAfterMs: number;
  readonly status: TrailStatus;
  readonly now: Date;
  readonly remedy: string;
}

function arrival({ at, error, lateAfterMs, status, now, remedy }: Arrival): Judgement {
  const last = at ? `the last arrived ${ago(at, now)}` : 'none arrived yet';
  if (error) return broken(`CloudTrail reports ${cutText(error, 200)}; ${last}.`, remedy);
  // A trail that was stopped is one trouble, not four.
  if (!status.IsLogging)
    return { state: 'unknown', detail: 'because the trail is stopped', remedy: 'Start it first.' };
  // A trail that was just started has delivered nothing yet, and is not late.
  const from = at ?? status.StartLoggingTime;
  if (from === undefined || now.getTime() - from.getTime() > lateAfterMs)
    return broken(`Late: ${last}.`, remedy);
  return ok(`${last[0]?.toUpperCase()}${last.slice(1)}.`);
}

/** The log group's name in `arn:aws:logs:us-east-1:123456789012:log-group:NAME:*`. */
function groupOf(arn: string | undefined): string | undefined {
  const [kind, name] = parseArn(arn ?? '')?.resource.split(':') ?? [];
  return kind === 'log-group' ? name : undefined;
}

function since(word: string, at: Date | undefined, now: Date): string {
  return at ? `${word} ${nameDuration(now.getTime() - at.getTime())}.` : 'Yes.';
}

function ago(at: Date, now: Date): string {
  return `${nameDuration(now.getTime() - at.getTime())} ago`;
}
