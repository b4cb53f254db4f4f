import { describe, expect, it } from 'vitest';
import { changeLines, compareTemplates } from '../../bot/setup/stack-changes.ts';
import { template } from '../support/deploy-stage.ts';

const alarm = (AlarmName: string, Threshold = 1) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { AlarmName, Threshold },
});
const TRAIL = { Type: 'AWS::CloudTrail::Trail', Properties: { TrailName: 'audit' } };
const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: { TableName: 'trailbot' },
  DeletionPolicy: 'Retain',
};

function changes(before: Record<string, object>, after: Record<string, object>): readonly string[] {
  return changeLines(compareTemplates(template(before), template(after)));
}

describe('what an update changes', () => {
  it('is nothing when only the order of keys, or what the CDK notes down, differs', () => {
    const other = {
      Metadata: { path: 'x' },
      Properties: { Threshold: 1, AlarmName: 'a' },
      Type: alarm('a').Type,
    };
    expect(changes({ A: alarm('a') }, { A: other })).toEqual(['Nothing: what is deployed is what would be.']);
  });

  it('is what is added, removed and changed, by kind and name', () => {
    const queue = (QueueName: string) => ({ Type: 'AWS::SQS::Queue', Properties: { QueueName } });
    expect(
      changes(
        { A: alarm('a'), Q: queue('old'), P: { Type: 'AWS::SQS::QueuePolicy' } },
        { A: alarm('a', 2), R: queue('new'), S: queue('newer'), P: { Type: 'AWS::SQS::QueuePolicy' } },
      ),
    ).toEqual(['Removed: 1 queue (old).', 'Added: 2 queues (new and newer).', 'Changed: 1 alarm (a).']);
  });

  it('names each alarm, filter and subscription that is removed, however many', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`A${index}`, alarm(`alarm-${index}`)]),
    );
    const filter = { Type: 'AWS::Logs::MetricFilter', Properties: { FilterName: 'f' } };
    expect(changes({ ...many, F: filter, T: TRAIL }, { T: TRAIL })).toEqual([
      'Removed, metric filters: f.',
      `Removed, alarms: ${Array.from({ length: 9 }, (_, index) => `alarm-${index}`).join(', ')}.`,
    ]);
  });

  it('says first that a trail stops, and that what is kept is no longer looked after', () => {
    expect(changes({ D: TABLE, T: TRAIL, A: alarm('a') }, { A: alarm('a') })).toEqual([
      'Removed: trail audit. It records nothing from then on.',
      "No longer Trailbot's, and kept: table trailbot.",
    ]);
  });

  it('calls by its logical id what has no name, and only counts what connects others', () => {
    const url = { Type: 'AWS::Lambda::Url', Properties: { Name: { Ref: 'x' } } };
    const policy = { Type: 'AWS::SNS::TopicPolicy' };
    expect(changes({ A: alarm('a') }, { A: alarm('a'), IngressUrl: url, P: policy, Q: policy })).toEqual([
      'Added: 1 function URL (IngressUrl).',
      'Added: 2 of AWS::SNS::TopicPolicy.',
    ]);
  });
});
