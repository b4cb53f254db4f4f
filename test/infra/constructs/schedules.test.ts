import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { planDeployment } from '../../../bot/domain/deployment/plan-deployment.ts';
import { parseScheduled } from '../../../bot/domain/scheduled.ts';
import type { Settings } from '../../../bot/domain/settings.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { Schedules } from '../../../infra/constructs/schedules.ts';

const { settings } = loadCatalog(TEMPLATES);
const ACCOUNT = '123456789012';

function synth(changes: Partial<Settings> = {}, env: { account?: string; region: string } = HERE) {
  const app = new App();
  const stack = new Stack(app, 'Test', { env });
  const queue = new Queue(stack, 'Queue', { enforceSSL: true });
  new Schedules(stack, 'Schedules', { plan: planDeployment({ ...settings, ...changes }), queue });
  return { app, stack, template: Template.fromStack(stack) };
}
const HERE = { account: ACCOUNT, region: 'us-east-1' };

const WEEKLY = {
  workingHours: { ...settings.workingHours, timeZone: 'America/New_York' },
  dailyReview: { at: '08:05', channel: 'security-review' },
};

describe('the schedules', () => {
  let template: Template;
  let nagged: readonly string[];
  beforeAll(() => {
    const made = synth(WEEKLY);
    template = made.template;
    const { violations } = new AwsSolutionsChecks(made.app).validateScope(made.stack);
    nagged = violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources
        .filter(({ constructPath }) => constructPath?.startsWith('Test/Schedules'))
        .map(({ constructPath }) => `${ruleName} ${constructPath}`),
    );
  });

  it.each([
    ['review', 'cron(5 8 * * ? *)'],
    ['check', 'cron(5 8 * * ? *)'],
    ['test', 'cron(5 9 ? * MON *)'],
  ])('puts the %s on the job queue when it is due, where the company is', (task, expression) => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: task,
      GroupName: Match.anyValue(),
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'America/New_York',
      Target: {
        Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Queue'), 'Arn'] },
        Input: `{"kind":"scheduled","task":"${task}","id":"<aws.scheduler.execution-id>","at":"<aws.scheduler.scheduled-time>"}`,
        RetryPolicy: { MaximumEventAgeInSeconds: 43_200, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: Match.anyValue() },
      },
    });
  });

  it('sends what the job function can read', () => {
    const schedules = Object.values(template.findResources('AWS::Scheduler::Schedule'));
    const read = schedules.map(({ Properties }) =>
      parseScheduled(
        String(Properties.Target.Input)
          .replace('<aws.scheduler.execution-id>', 'd32c5kddcf5bb8c3')
          .replace('<aws.scheduler.scheduled-time>', '2022-03-22T18:59:43Z'),
      ),
    );
    const at = new Date('2022-03-22T18:59:43Z');
    expect(read).toEqual(['review', 'check', 'test'].map((task) => ({ task, id: 'd32c5kddcf5bb8c3', at })));
  });

  it('have a role that may send to the job queue and its dead letters, and that this group alone can use', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName: 'trailbot-scheduler',
      ManagedPolicyArns: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sts:AssumeRole',
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': ACCOUNT },
              ArnEquals: { 'aws:SourceArn': inThis('scheduler', 'schedule-group/trailbot') },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Sid: 'GiveWork',
                Effect: 'Allow',
                Action: 'sqs:SendMessage',
                Resource: [
                  { 'Fn::GetAtt': [Match.stringLikeRegexp('^Queue'), 'Arn'] },
                  inThis('sqs', 'trailbot-jobs-dlq'),
                ],
              },
            ],
          },
        },
      ],
    });
    template.hasResourceProperties('AWS::Scheduler::ScheduleGroup', { Name: 'trailbot' });
    // A policy of its own would be what the library adds by itself.
    expect(template.findResources('AWS::IAM::Policy')).toEqual({});
  });

  it('are nothing that AwsSolutions finds fault with', () => {
    expect(nagged).toEqual([]);
  });
});

describe('the schedules of a company that said nothing', () => {
  it('are there as well, when its day begins', () => {
    const { dailyReview: _unsaid, ...rest } = settings;
    const { template } = synth(rest);
    template.resourceCountIs('AWS::Scheduler::Schedule', 3);
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Name: 'review',
      ScheduleExpression: 'cron(0 9 * * ? *)',
      ScheduleExpressionTimezone: settings.workingHours.timeZone,
    });
  });
});

describe('the schedules of an account that is not known', () => {
  it('name no account, no partition and no Region that CloudFormation does not fill in', () => {
    const text = JSON.stringify(synth({}, { region: 'cn-north-1' }).template.toJSON());
    expect(text).not.toMatch(/\d{12}|arn:aws/);
    expect(text).toContain(':schedule-group/trailbot');
  });
});

function inThis(service: string, resource: string) {
  return {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:us-east-1:${ACCOUNT}:${resource}`]],
  };
}
