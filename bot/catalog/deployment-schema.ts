// What `deployment` in templates/settings.yml may say. Nothing in it is needed before `npm run deploy`.
import * as z from 'zod';
import { PRESETS } from '../domain/deployment/deployment-settings.ts';
import { LOG_DAYS } from '../domain/deployment/log-days.ts';

const list = (entry: z.ZodType<string, string>) =>
  z
    .array(entry)
    .max(250)
    .nullish()
    .transform((entries): string[] => entries ?? []);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);
const bucket = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "is not a bucket's name");
const functionArn = z
  .string()
  .regex(
    /^(\*|arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64})$/,
    "is not a function's ARN, or * for all",
  );

const dataEvents = orEmpty(
  z.strictObject({
    buckets: list(z.union([z.literal('*'), bucket], "is not a bucket's name, or * for all")).describe(
      'buckets whose objects are watched; * for all',
    ),
    functions: list(functionArn).describe('ARNs of functions whose calls are recorded; * for all'),
  }),
).describe('what is recorded beside management events, for 0.10 USD per 100,000 events');

const existing = orEmpty(
  z.strictObject({
    trail: flag.describe('whether `trail.name` is a trail that is there already'),
    logGroup: flag.describe('whether `trail.logGroup` is there already'),
    table: flag.describe('whether the table of an earlier deployment is there'),
    bucket: bucket.exactOptional().describe('a bucket for the log files that is there already'),
    topicArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/, "is not a topic's ARN")
      .exactOptional()
      .describe('a topic that alarms notify already'),
    kmsKeyArn: z
      .string()
      .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]{1,128}$/, "is not a KMS key's ARN")
      .exactOptional()
      .describe('a KMS key that is there already'),
  }),
).describe('what is there already and is used as it is: never changed, never deleted');

export const deploymentSchema = orEmpty(
  z.strictObject({
    accountId: z
      .string()
      .regex(/^\d{12}$/, 'is not an account id: 12 digits, in quotes')
      .exactOptional()
      .describe('the account to deploy into'),
    emails: list(z.email('is not an email address')).describe('who hears of every alarm by email'),
    presets: z
      .array(z.enum(PRESETS))
      .nullish()
      .transform((presets) => [...new Set(presets ?? [])])
      .describe(`what has to be complied with: ${PRESETS.join(', ')}`),
    organizationId: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, "is not an organization's id")
      .exactOptional()
      .describe('for a trail of the whole organization'),
    encryption: z
      .enum(['sse-s3', 'kms'])
      .nullish()
      .transform((value) => value ?? ('sse-s3' as const))
      .describe('sse-s3, or kms with a key of its own for 1 USD a month'),
    dataEvents,
    insights: flag.describe('whether CloudTrail Insights looks for unusual call rates'),
    objectLockDays: z
      .int()
      .min(1)
      .max(3_650)
      .exactOptional()
      .describe('days for which nobody can delete an archived log file; only for a new bucket'),
    logDays: z
      .literal(LOG_DAYS)
      .exactOptional()
      .describe('days that the log group keeps: those that CloudWatch Logs offers, 30 by default'),
    archiveDays: z
      .int()
      .min(91)
      .max(36_500)
      .exactOptional()
      .describe('days that the archive keeps, 91 at least, 2557 (seven years) by default'),
    existing,
    withoutAlarm: list(z.string().max(60)).describe(
      'detections without a metric filter and an alarm: the subscription still sees their events',
    ),
    slackTeamId: z
      .string()
      .regex(/^T[A-Z0-9]{6,20}$/, "is not a Slack workspace's id (T…)")
      .exactOptional()
      .describe('the Slack workspace; `npm run connect` fills it in'),
  }),
).describe('how Trailbot is deployed; `npm run deploy` asks for what is missing');

/** What is not said is as if every key below it were not. */
function orEmpty<T extends z.ZodType>(said: T) {
  return said.nullish().transform((value): z.output<T> => value ?? said.parse({}));
}
