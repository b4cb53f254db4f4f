// One trail: its settings, whether it logs, and how its deliveries went.
import { AwsFault, type Input } from '../call.ts';
import { flagOf, textOf } from '../input-members.ts';
import { DEFAULT_SELECTORS, type Selectors } from './cloudtrail-selectors.ts';

export interface Trail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  settings: TrailSettings;
  selectors: Selectors;
  insights: readonly Input[];
  isLogging: boolean;
  isDeleted: boolean;
  startedAt: Date | undefined;
  stoppedAt: Date | undefined;
  lastDelivery: Date | undefined;
  lastLogsDelivery: Date | undefined;
  logsError: string | undefined;
  /** While set, CloudWatch Logs gets nothing: since when, and what CloudTrail says of it. */
  logsInterruption: { readonly since: Date; readonly error: string | undefined } | undefined;
}

export interface TrailSettings {
  readonly bucket: string;
  readonly prefix: string | undefined;
  readonly globalEvents: boolean;
  readonly multiRegion: boolean;
  readonly validation: boolean;
  readonly logGroupArn: string | undefined;
  readonly logRoleArn: string | undefined;
  readonly kmsKeyId: string | undefined;
}

export function createTrail(
  name: string,
  homeRegion: string,
  accountId: string,
  settings: TrailSettings,
): Trail {
  return {
    name,
    arn: `arn:aws:cloudtrail:${homeRegion}:${accountId}:trail/${name}`,
    homeRegion,
    settings,
    selectors: DEFAULT_SELECTORS,
    insights: [],
    isLogging: false,
    isDeleted: false,
    startedAt: undefined,
    stoppedAt: undefined,
    lastDelivery: undefined,
    lastLogsDelivery: undefined,
    logsError: undefined,
    logsInterruption: undefined,
  };
}

/** What CreateTrail and UpdateTrail set; what the call leaves out stays as in `before`. */
export function parseSettings(input: Input, before?: TrailSettings): TrailSettings {
  const bucket = textOf(input, 'S3BucketName') ?? before?.bucket ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw new AwsFault('InvalidS3BucketNameException', `Bucket name is not valid: ${bucket}`);
  }
  return {
    bucket,
    prefix: textOf(input, 'S3KeyPrefix') ?? before?.prefix,
    globalEvents: flagOf(input, 'IncludeGlobalServiceEvents') ?? before?.globalEvents ?? true,
    multiRegion: flagOf(input, 'IsMultiRegionTrail') ?? before?.multiRegion ?? false,
    validation: flagOf(input, 'EnableLogFileValidation') ?? before?.validation ?? false,
    logGroupArn: emptied(textOf(input, 'CloudWatchLogsLogGroupArn') ?? before?.logGroupArn),
    logRoleArn: emptied(textOf(input, 'CloudWatchLogsRoleArn') ?? before?.logRoleArn),
    kmsKeyId: emptied(textOf(input, 'KmsKeyId') ?? before?.kmsKeyId),
  };
}

/** An empty text takes a setting away. */
function emptied(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** As CreateTrail and UpdateTrail answer. */
export function renderSettings({ name, arn, settings }: Trail): Input {
  return {
    Name: name,
    S3BucketName: settings.bucket,
    S3KeyPrefix: settings.prefix,
    IncludeGlobalServiceEvents: settings.globalEvents,
    IsMultiRegionTrail: settings.multiRegion,
    TrailARN: arn,
    LogFileValidationEnabled: settings.validation,
    CloudWatchLogsLogGroupArn: settings.logGroupArn,
    CloudWatchLogsRoleArn: settings.logRoleArn,
    KmsKeyId: settings.kmsKeyId,
    IsOrganizationTrail: false,
  };
}

/** As DescribeTrails and GetTrail answer. */
export function renderTrail(trail: Trail): Input {
  return {
    ...renderSettings(trail),
    HomeRegion: trail.homeRegion,
    HasCustomEventSelectors: trail.selectors !== DEFAULT_SELECTORS,
    HasInsightSelectors: trail.insights.length > 0,
  };
}

const DELIVERY_INTERVAL = 300_000;
const DIGEST_INTERVAL = 3_600_000;

/**
 * As GetTrailStatus answers. No account is ever quiet for long, so a trail that logs and has no delivery error has
 * delivered in the last five minutes even when no scenario ran.
 * @param refusal what S3 says to the trail now, an error code
 */
export function renderStatus(trail: Trail, now: Date, refusal: string | undefined): Input {
  const { isLogging, startedAt, stoppedAt, logsInterruption, settings } = trail;
  const logsError = logsInterruption?.error ?? trail.logsError;
  const until = isLogging ? now : (stoppedAt ?? now);
  const mark = lastMark(startedAt, until, DELIVERY_INTERVAL);
  const delivered = newest(trail.lastDelivery, refusal === undefined ? mark : undefined);
  const logged =
    logsInterruption?.since ?? newest(trail.lastLogsDelivery, logsError === undefined ? mark : undefined);
  const digested = settings.validation ? lastMark(startedAt, until, DIGEST_INTERVAL) : undefined;
  return {
    IsLogging: isLogging,
    LatestDeliveryTime: delivered,
    LatestDeliveryError: refusal,
    StartLoggingTime: startedAt,
    StopLoggingTime: stoppedAt,
    LatestCloudWatchLogsDeliveryError: logsError,
    LatestCloudWatchLogsDeliveryTime: settings.logGroupArn === undefined ? undefined : logged,
    LatestDigestDeliveryTime: digested,
    LatestDigestDeliveryError: settings.validation ? refusal : undefined,
    LatestDeliveryAttemptTime: delivered?.toISOString() ?? '',
    LatestNotificationAttemptTime: '',
    LatestNotificationAttemptSucceeded: '',
    LatestDeliveryAttemptSucceeded: delivered?.toISOString() ?? '',
    TimeLoggingStarted: startedAt?.toISOString() ?? '',
    TimeLoggingStopped: stoppedAt?.toISOString() ?? '',
  };
}

/** The last full interval before `until`, but not before `from`. */
function lastMark(from: Date | undefined, until: Date, interval: number): Date | undefined {
  if (from === undefined) return undefined;
  return newest(from, new Date(Math.floor(until.getTime() / interval) * interval));
}

function newest(left: Date | undefined, right: Date | undefined): Date | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left > right ? left : right;
}
