import { beforeAll, describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  flatten,
  NOTHING_EXISTS,
  synthTrailSide,
  type TrailSide,
} from '../../support/synth-trail-side.ts';

const PEOPLE = ['security@example.com', 'on-call@example.com'];

function subscriptions({ template }: TrailSide): readonly string[] {
  return Object.values(template.findResources('AWS::SNS::Subscription'))
    .map(({ Properties: { TopicArn, Protocol, Endpoint } }) => `${flatten(TopicArn)} ${Protocol} ${Endpoint}`)
    .toSorted();
}

describe('the topics', () => {
  let side: TrailSide;
  beforeAll(() => {
    side = synthTrailSide({ emails: PEOPLE });
  });

  it('are one for alarms and one that wakes people, and stay the same from one deployment to the next', () => {
    const named = Object.entries(side.template.findResources('AWS::SNS::Topic')).map(
      ([id, { Properties }]) => [id, Properties.TopicName],
    );
    expect(named).toEqual([
      ['TopicsAlerts790CC8DD', 'security-alerts'],
      ['TopicsEscalations0C244595', 'trailbot-escalations'],
    ]);
  });

  it('sign with SHA-256', () => {
    side.template.allResourcesProperties('AWS::SNS::Topic', { SignatureVersion: '2' });
  });

  it('take messages from the alarms of this account alone, and over TLS alone', () => {
    const policies = Object.values(side.template.findResources('AWS::SNS::TopicPolicy'));
    expect(policies.map(({ Properties }) => flatten(Properties.PolicyDocument))).toEqual(
      ['<TopicsAlerts790CC8DD>', '<TopicsEscalations0C244595>'].map((Resource) => ({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'AllowPublishThroughSSLOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: 'sns:Publish',
            Resource,
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Sid: 'AlarmsOfThisAccount',
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Resource,
            Condition: {
              StringEquals: { 'aws:SourceAccount': ACCOUNT },
              ArnLike: {
                'aws:SourceArn': `arn:<AWS::Partition>:cloudwatch:us-east-1:${ACCOUNT}:alarm:*`,
              },
            },
          },
        ],
      })),
    );
  });

  it('write an email to everybody who is named, by both', () => {
    expect(subscriptions(side)).toEqual([
      '<TopicsAlerts790CC8DD> email on-call@example.com',
      '<TopicsAlerts790CC8DD> email security@example.com',
      '<TopicsEscalations0C244595> email on-call@example.com',
      '<TopicsEscalations0C244595> email security@example.com',
    ]);
  });
});

describe('an existing topic for alarms', () => {
  it('is used as it is: no policy, no key, no subscription', () => {
    const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:alarms`;
    const side = synthTrailSide({ emails: PEOPLE, existing: { ...NOTHING_EXISTS, topicArn } });
    expect(side.only('AWS::SNS::Topic').TopicName).toBe('trailbot-escalations');
    expect(side.only('AWS::SNS::TopicPolicy').Topics).toEqual(['<TopicsEscalations0C244595>']);
    expect(subscriptions(side)).toEqual([
      '<TopicsEscalations0C244595> email on-call@example.com',
      '<TopicsEscalations0C244595> email security@example.com',
    ]);
  });
});
