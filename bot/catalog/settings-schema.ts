// What templates/settings.yml may say; the descriptions are what an editor shows and what an error asks for.
import * as z from 'zod';
import { isRegion } from '../domain/is-region.ts';
import { deploymentSchema } from './deployment-schema.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const NO_HASH = 'without the # (in YAML a # begins a comment)';

const label = z.string().trim().min(1).max(60);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of the form HH:MM in quotes');
const channel = z
  .string()
  .regex(/^([CG][A-Z0-9]{8,20}|[^\sA-Z#@<>&|,."'`]{1,80})$/, "is not a Slack channel's name or id");

const somebody = z
  .string()
  .regex(/^[UWS][A-Z0-9]{6,20}$/, 'is not a Slack member id (U…) or user group id (S…)');
const member = z.string().regex(/^[UW][A-Z0-9]{6,20}$/, 'is not a Slack member id (U…)');
const list = (key: z.ZodType<string, string>) =>
  z
    .array(key)
    .max(100)
    .nullish()
    .transform((entries): string[] => entries ?? []);

/** An empty map is written as a key with nothing behind it as soon as its entries are commented out. */
function namesOf(key: z.ZodType<string, string>, description: string) {
  return z
    .record(key, label.describe('the name people use'))
    .nullish()
    .transform((names): Record<string, string> => names ?? {})
    .describe(description);
}

const workingHours = z
  .strictObject({
    timeZone: z
      .string()
      .refine(isTimeZone, 'is not an IANA time zone')
      .describe('an IANA time zone, for example Europe/Amsterdam'),
    days: z
      .array(z.enum(WEEKDAYS))
      .max(7)
      .transform((days) => [...new Set(days.map((day) => WEEKDAYS.indexOf(day) + 1))].sort())
      .describe(`weekdays: ${WEEKDAYS.join(', ')}`),
    from: time.describe("when work begins, for example '08:00'"),
    to: time.describe("when work ends, for example '19:00'"),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'is not later than `from`' });

/** templates/settings.yml. */
export const settingsSchema = z.strictObject({
  accounts: namesOf(
    z.string().regex(/^\d{12}$/, 'is not an account id: 12 digits, in quotes'),
    "12-digit account ids, each in quotes, and their names: '123456789012': production",
  ),
  networks: namesOf(
    z.union([z.cidrv4(), z.cidrv6()], 'is not a CIDR block'),
    "CIDR blocks, each in quotes, and their names: '192.0.2.0/24': Office",
  ),
  regions: z
    .array(z.string().refine(isRegion, "is not a Region's code"))
    .max(8)
    .describe('the Regions you work in, at most 8, for example us-east-1'),
  workingHours: workingHours.describe('when your people usually work'),
  channels: z
    .strictObject({
      critical: channel.describe(`the Slack channel for critical incidents, ${NO_HASH}`),
      high: channel.describe(`the Slack channel for high incidents, ${NO_HASH}`),
      medium: channel.describe(`the Slack channel for medium incidents, ${NO_HASH}`),
      low: channel.describe(`the Slack channel for low incidents, ${NO_HASH}`),
    })
    .describe('the Slack channel for each severity'),
  fallbackChannel: channel.describe(`the Slack channel for everything else that reaches the bot, ${NO_HASH}`),
  trail: z
    .strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,127}$/, "is not a trail's name")
        .describe("the trail's name"),
      logGroup: z
        .string()
        .regex(/^[\w./#-]{1,512}$/, "is not a log group's name")
        .describe('the CloudWatch Logs log group that the trail writes to'),
      homeRegion: z
        .string()
        .refine(isRegion, "is not a Region's code")
        .describe("the Region of the trail's log group, for example us-east-1"),
    })
    .describe('where CloudTrail writes'),
  incidentQuietHours: z
    .number()
    .min(1)
    .max(168)
    .describe('hours without activity (1 to 168) after which an incident is over'),
  people: z
    .strictObject({
      responders: list(somebody).describe('who may acknowledge, resolve, suppress and mute; empty: nobody'),
      approvers: list(somebody).describe('who may approve a containment; empty: nobody'),
      onCall: somebody
        .exactOptional()
        .describe('who is mentioned when nobody acknowledges a critical incident: a member or a user group'),
      actors: z
        .record(z.string().min(1).max(128), member)
        .nullish()
        .transform((names): Record<string, string> => names ?? {})
        .describe(
          'IAM user names or role session names, and the Slack member behind each: mallory: U0123ABCDEF',
        ),
    })
    .describe('who may do what; ids are under "Copy member ID" in a Slack profile'),
  answersIn: list(channel).describe(
    `the Slack channels in which buttons and commands are answered, ${NO_HASH}; empty: none`,
  ),
  escalation: z
    .strictObject({
      remindMinutes: z
        .number()
        .min(1)
        .max(120)
        .describe('minutes (1 to 120) until the on-call people are mentioned'),
      pageMinutes: z
        .number()
        .min(1)
        .max(240)
        .describe('minutes (1 to 240) until the escalation topic is told'),
    })
    .refine(({ remindMinutes, pageMinutes }) => remindMinutes < pageMinutes, {
      path: ['pageMinutes'],
      error: 'is not later than `remindMinutes`',
    })
    .describe('what happens when nobody acknowledges a critical incident'),
  containment: z
    .strictObject({
      breakGlass: list(
        z
          .string()
          .regex(
            /^arn:aws[a-z-]*:iam::\d{12}:(user|role)\/[\w+=,.@*/-]{1,500}$/,
            'is not the ARN of an IAM user or role; * stands for any characters',
          ),
      ).describe('ARNs of the users and roles that are never contained; * stands for any characters'),
      onePersonWhenCritical: z
        .boolean()
        .describe(
          'whether an approver may approve their own request to contain the actor of a critical incident',
        ),
      memberAccounts: z
        .record(
          z.string().regex(/^\d{12}$/, 'is not an account id: 12 digits, in quotes'),
          z.string().regex(/^[\w+=,.@:/-]{2,1224}$/, 'is not an external id'),
        )
        .nullish()
        .transform((ids): Record<string, string> => ids ?? {})
        .describe(
          'member accounts with the roles of templates/member-account.yml, and the external id of each',
        ),
    })
    .describe('who may be locked out of AWS, and how'),
  dailyReview: z
    .strictObject({
      at: time.describe("when it is posted, in the time zone of workingHours, for example '09:00'"),
      channel: channel.describe(`the Slack channel that it is posted in, ${NO_HASH}`),
    })
    .exactOptional()
    .describe('when what did not page is posted, to be signed off; the trail is looked at then too'),
  deployment: deploymentSchema,
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
