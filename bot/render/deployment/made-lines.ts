// What a template makes, in plain words: every resource is in one of the lines.
import type { DeploymentPlan } from '../../domain/deployment/deployment-plan.ts';
import { guardAlarms } from '../../domain/deployment/guard-alarms.ts';
import type { Counts } from './template-resources.ts';

interface Made {
  readonly plan: DeploymentPlan;
  /** Of the short name of a type: `SQS::Queue`. */
  readonly count: (type: string) => number;
}

/** Types that the line speaks of, and the line. */
type Line = readonly [types: readonly string[], say: (made: Made) => string];

const LINES: readonly Line[] = [
  [
    ['CloudTrail::Trail'],
    ({ plan }) =>
      `1 trail, ${plan.trailName}: every Region, every management event, signed log files${plan.organizationId === undefined ? '' : ', for all accounts of the organization'}`,
  ],
  [
    ['S3::Bucket', 'S3::BucketPolicy'],
    ({ plan }) => `1 bucket for its log files: never public, each file kept for ${plan.archiveDays} days`,
  ],
  [
    ['Logs::LogGroup'],
    ({ plan, count }) => {
      const own = count('Logs::LogGroup') - (plan.existing.logGroup ? 0 : 1);
      const trails = plan.existing.logGroup
        ? []
        : [`1 log group for the trail, ${plan.logGroup}, kept for ${plan.logDays} days`];
      return [...trails, `${own} log groups for the functions`].join('; ');
    },
  ],
  [
    ['Logs::MetricFilter', 'CloudWatch::Alarm'],
    ({ plan, count }) => {
      const guards = Math.min(guardAlarms(plan.logGroup).length, count('CloudWatch::Alarm'));
      const detections = count('CloudWatch::Alarm') - guards;
      return `${many(count('Logs::MetricFilter'), 'metric filter')} and ${many(detections, 'alarm')}, an alarm for each detection; ${many(guards, 'alarm')} on Trailbot itself`;
    },
  ],
  [
    ['Logs::SubscriptionFilter'],
    () => '1 subscription to the log group, so that each event is looked at as it comes in',
  ],
  [
    ['Logs::QueryDefinition', 'CloudWatch::Dashboard'],
    ({ count }) =>
      `${many(count('Logs::QueryDefinition'), 'saved query', 'saved queries')} and ${many(count('CloudWatch::Dashboard'), 'dashboard')} in CloudWatch`,
  ],
  [
    ['SNS::Topic', 'SNS::TopicPolicy', 'SNS::Subscription'],
    ({ plan, count }) =>
      `${many(count('SNS::Topic'), 'topic')}; ${plan.emails.length === 0 ? 'nobody is told by email' : `by email to ${plan.emails.join(', ')}, once each has confirmed it by the link that AWS sends`}`,
  ],
  [
    ['Lambda::Function', 'IAM::Role'],
    ({ count }) =>
      `${many(count('Lambda::Function'), 'function')} in Lambda, and ${many(count('IAM::Role'), 'IAM role')}: one for each function, the others for AWS's services`,
  ],
  [['Lambda::Url'], () => '1 web address, for Slack: what Slack did not sign is turned away'],
  [
    ['SQS::Queue', 'SQS::QueuePolicy'],
    ({ count }) => `${many(count('SQS::Queue'), 'queue')}, with those for what failed`,
  ],
  [['DynamoDB::Table'], () => '1 table for incidents, decisions and who made them'],
  [
    ['Scheduler::Schedule', 'Scheduler::ScheduleGroup'],
    ({ plan, count }) =>
      `${many(count('Scheduler::Schedule'), 'schedule')}, among them the daily review at ${plan.review.at} (${plan.review.timeZone}) in #${plan.review.channel}`,
  ],
  [
    ['KMS::Key', 'KMS::Alias'],
    ({ plan }) =>
      `1 KMS key, for the topics${plan.encryption === 'kms' ? ' and for what the trail writes' : ''}`,
  ],
  [
    ['Lambda::Permission', 'Lambda::EventSourceMapping', 'Lambda::EventInvokeConfig'],
    ({ count }) =>
      `${count('Lambda::Permission') + count('Lambda::EventSourceMapping') + count('Lambda::EventInvokeConfig')} connections between these`,
  ],
];

/** One sentence for each kind. What has no words of its own is told by its type: nothing is made unsaid. */
export function madeLines(plan: DeploymentPlan, made: Counts): readonly string[] {
  const count = (type: string) => made[`AWS::${type}`] ?? 0;
  const said = LINES.filter(([types]) => types.some((type) => count(type) > 0));
  const known = new Set(LINES.flatMap(([types]) => types.map((type) => `AWS::${type}`)));
  const others = Object.entries(made).filter(([type]) => !known.has(type));
  return [
    ...said.map(([, say]) => say({ plan, count })),
    ...others.map(([type, number]) => `${number} of ${type}`),
  ];
}

function many(number: number, one: string, more = `${one}s`): string {
  return `${number} ${number === 1 ? one : more}`;
}
