import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { Detections } from '../../../infra/constructs/detections.ts';
import { detection } from '../../support/alert-fixtures.ts';

const { detections } = loadCatalog(TEMPLATES);
const LIST = `{ ${Array.from({ length: 60 }, (_, index) => `($.eventName = "DeleteThis${index}")`).join(' || ')} }`;

function synth(
  of: readonly Detection[],
  topicIn: (stack: Stack) => ITopic = (stack) => new Topic(stack, 'Topic'),
) {
  const stack = new Stack(new App(), 'Stack');
  const logGroup = LogGroup.fromLogGroupName(stack, 'LogGroup', 'the/group');
  const topic = topicIn(stack);
  if (topic instanceof Topic) topic.addToResourcePolicy(policyOf(topic));
  new Detections(stack, 'Detections', { detections: of, logGroup, topic });
  return Template.fromStack(stack);
}

function policyOf(topic: Topic) {
  return new PolicyStatement({
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
  });
}

function idsOf(template: Template, type: string): readonly string[] {
  return Object.keys(template.findResources(type));
}

describe('the detections of the templates', () => {
  let template: Template;
  beforeAll(() => {
    template = synth(detections);
  }, 60_000);

  it('are counted by the text that the file has, each match as one, and nothing when there is none', () => {
    for (const { id, filter } of detections) {
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterName: id,
        FilterPattern: filter,
        LogGroupName: 'the/group',
        MetricTransformations: [
          { MetricName: id, MetricNamespace: 'Trailbot', MetricValue: '1', DefaultValue: Match.absent() },
        ],
      });
    }
    template.resourceCountIs('AWS::Logs::MetricFilter', detections.length);
  });

  it('ring within a minute, say when it is over, and are quiet without data', () => {
    const [topic] = idsOf(template, 'AWS::SNS::Topic');
    for (const { id, title, alarm } of detections) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: id,
        AlarmDescription: Match.stringLikeRegexp(`^${title.replace(/[()?+.]/g, '\\$&')}\\.`),
        Namespace: 'Trailbot',
        MetricName: id,
        Dimensions: Match.absent(),
        Statistic: 'Sum',
        Period: alarm.period,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        Threshold: alarm.threshold,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        TreatMissingData: 'notBreaching',
        ActionsEnabled: true,
        AlarmActions: [{ Ref: topic }],
        OKActions: [{ Ref: topic }],
        InsufficientDataActions: Match.absent(),
      });
    }
  });

  it('ring only once the topic lets alarms speak', () => {
    const [policy] = idsOf(template, 'AWS::SNS::TopicPolicy');
    for (const [id, { DependsOn }] of Object.entries(template.findResources('AWS::CloudWatch::Alarm'))) {
      expect([id, DependsOn]).toEqual([id, expect.arrayContaining([policy])]);
    }
  });

  it('are not changed in the log group more than five at once', () => {
    const waiting = Object.values(template.findResources('AWS::Logs::MetricFilter')).map(
      ({ DependsOn }) => DependsOn,
    );
    expect(waiting.filter((before) => before === undefined)).toHaveLength(5);
  });

  it('keep their names in the stack when others come or go, so that an update replaces nothing', () => {
    const fewer = synth(detections.toReversed().filter((_, index) => index % 2 === 0));
    for (const type of ['AWS::Logs::MetricFilter', 'AWS::CloudWatch::Alarm']) {
      expect(idsOf(template, type)).toEqual(expect.arrayContaining([...idsOf(fewer, type)]));
    }
  });
});

describe('a detection', () => {
  it('whose filter is too long counts in one metric by several filters', () => {
    const template = synth([detection({ id: 'all-gone', filter: LIST })]);
    for (const FilterName of ['all-gone-part1', 'all-gone-part2']) {
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterName,
        MetricTransformations: [Match.objectLike({ MetricName: 'all-gone' })],
      });
    }
    template.resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });

  it('tells a topic that was there before', () => {
    const arn = 'arn:aws:sns:us-east-1:123456789012:alarms';
    const template = synth([detection({ id: 'root-usage' })], (stack) =>
      Topic.fromTopicArn(stack, 'Topic', arn),
    );
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: [arn], OKActions: [arn] });
  });

  it('that AWS would not take is refused by name, before anything is deployed', () => {
    const filter = LIST.replaceAll('"DeleteThis', '"*DeleteThis');
    expect(() => synth([detection({ id: 'all-gone', filter })])).toThrow(
      expect.objectContaining({
        code: 'deployment_refused',
        message: expect.stringContaining('all-gone'),
        hint: expect.stringContaining('two detections'),
      }),
    );
  });

  it('is refused together with all others that AWS would not take', () => {
    const filter = LIST.replaceAll('"DeleteThis', '"*DeleteThis');
    const both = ['all-gone', 'all-lost'].map((id) => detection({ id, filter }));
    expect(() => synth(both)).toThrow(/all-gone[\s\S]*all-lost/);
  });
});
