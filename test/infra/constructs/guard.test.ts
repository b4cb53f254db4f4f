import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from '../../../bot/domain/deployment/functions.ts';
import { guardAlarms } from '../../../bot/domain/deployment/guard-alarms.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { Guard } from '../../../infra/constructs/guard.ts';
import { Queues } from '../../../infra/constructs/queues.ts';

const { detections } = loadCatalog(TEMPLATES);

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly alarms?: readonly string[];
    readonly states?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
    readonly period?: number;
  };
}

let template: Template;
beforeAll(() => {
  const env = { account: '123456789012', region: 'us-east-1' };
  const stack = new Stack(new App(), 'Stack', { env });
  const functions = Object.fromEntries(
    FUNCTION_NAMES.map((name) => [name, LambdaFunction.fromFunctionName(stack, name, FUNCTIONS[name].name)]),
  ) as { [name in FunctionName]: ReturnType<typeof LambdaFunction.fromFunctionName> };
  const topic = new Topic(stack, 'Escalations');
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
    }),
  );
  const queues = new Queues(stack, 'Queues', { alerts: new Topic(stack, 'Alerts') });
  new Guard(stack, 'Guard', { queues, functions, detections, topic, logGroupName: 'the/group' });
  template = Template.fromStack(stack);
}, 60_000);

describe('the alarms on the bot', () => {
  it('page the people of the escalation topic and nobody else, also when it is over', () => {
    const [escalations] = Object.keys(template.findResources('AWS::SNS::Topic')).filter((id) =>
      id.startsWith('Escalations'),
    );
    const to = [{ Ref: escalations }];
    const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
    expect(alarms).toHaveLength(guardAlarms('the/group').length);
    for (const { Properties } of alarms) {
      expect(Properties).toMatchObject({ ActionsEnabled: true, AlarmActions: to, OKActions: to });
    }
  });

  it('page only once the topic lets alarms speak', () => {
    const [policy] = Object.keys(template.findResources('AWS::SNS::TopicPolicy')).filter((id) =>
      id.startsWith('Escalations'),
    );
    for (const [id, { DependsOn }] of Object.entries(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect([id, DependsOn]).toEqual([id, expect.arrayContaining([policy])]);
    }
  });

  it('are what was decided, word for word', () => {
    const operators = {
      'at or above': 'GreaterThanOrEqualToThreshold',
      below: 'LessThanThreshold',
    };
    for (const alarm of guardAlarms('the/group')) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: alarm.name,
        AlarmDescription: alarm.description,
        Namespace: alarm.namespace,
        MetricName: alarm.metricName,
        Dimensions: Object.entries(alarm.dimensions)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([Name, Value]) => ({ Name, Value })),
        Statistic: alarm.statistic,
        Period: alarm.periodSeconds,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        EvaluationPeriods: alarm.evaluationPeriods,
        Threshold: alarm.threshold,
        ComparisonOperator: operators[alarm.rings],
        TreatMissingData: alarm.missingData,
      });
    }
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'trailbot-trail-silent',
      Dimensions: [{ Name: 'LogGroupName', Value: 'the/group' }],
      TreatMissingData: 'breaching',
    });
  });
});

describe('the dashboard', () => {
  let widgets: readonly Widget[];
  let body: string;
  beforeAll(() => {
    const [dashboard] = Object.values(template.findResources('AWS::CloudWatch::Dashboard'));
    expect(dashboard?.Properties.DashboardName).toBe('Trailbot');
    // Names of queues and the partition are only known to CloudFormation.
    body = dashboard?.Properties.DashboardBody['Fn::Join'][1]
      .map((part: unknown) => (typeof part === 'string' ? part : 'known-later'))
      .join('');
    widgets = JSON.parse(body).widgets;
  });

  it('shows the count of every detection by its title', () => {
    const shown = widgets
      .flatMap(({ properties }) => properties.metrics ?? [])
      .map((metric) => JSON.stringify(metric));
    for (const { id, title } of detections) {
      const found = shown.find((metric) => metric.startsWith(JSON.stringify(['Trailbot', id]).slice(0, -1)));
      expect(found).toContain(JSON.stringify(title));
      expect(found).toContain('"stat":"Sum"');
    }
  });

  it('shows which detections are on, and how every alarm on the bot is', () => {
    const [on, bot] = widgets.filter(({ type }) => type === 'alarm');
    expect(on?.properties.states).toEqual(['ALARM']);
    expect(on?.properties.alarms?.map((arn) => arn.split(':').at(-1))).toEqual(
      detections.map(({ id }) => id),
    );
    expect(bot?.properties.alarms).toHaveLength(guardAlarms('the/group').length);
    expect(bot?.properties.states).toBeUndefined();
  });

  it('is within what CloudWatch takes', () => {
    let metrics = 0;
    for (const { properties } of widgets) {
      expect(properties.alarms?.length ?? 0).toBeLessThanOrEqual(100);
      expect(properties.metrics?.length ?? 0).toBeLessThanOrEqual(100);
      metrics += properties.metrics?.length ?? 0;
    }
    expect(metrics).toBeLessThanOrEqual(500);
    expect(body).toContain('the/group');
  });
});
