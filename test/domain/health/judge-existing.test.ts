import { describe, expect, it } from 'vitest';
import { judgeBucket } from '../../../bot/domain/health/judge-bucket.ts';
import { judgeDelivery } from '../../../bot/domain/health/judge-delivery.ts';
import { judgeLogGroup } from '../../../bot/domain/health/judge-log-group.ts';
import { judgeTopic, type TopicState } from '../../../bot/domain/health/judge-topic.ts';
import { judgeTrail } from '../../../bot/domain/health/judge-trail.ts';
import type { Reading } from '../../../bot/domain/health/reading.ts';

const TRAIL = { name: 'the-trail', logGroup: 'the/group', homeRegion: 'us-east-1' };
const GONE = { value: undefined };

describe('what was there before Trailbot', () => {
  it('is not made again by a deployment: a trail that is gone has another remedy than our own', () => {
    const remedyFor = (isExisting: boolean) => judgeTrail(GONE, TRAIL, isExisting)[0]?.remedy;
    expect(remedyFor(false)).toMatch(/^Deploy Trailbot again, or correct trail\.name/);
    expect(remedyFor(true)).toMatch(
      /^Trailbot did not make it: correct trail\.name and .* take deployment\.existing\.trail out/,
    );
  });

  it('is not made again by a deployment: nor is a log group', () => {
    const remedyFor = (logGroup: boolean) =>
      judgeLogGroup(GONE, { value: [] }, TRAIL, { existing: { logGroup } })[0]?.remedy;
    expect(remedyFor(false)).toMatch(/^Deploy Trailbot again, or correct trail\.logGroup/);
    expect(remedyFor(true)).toMatch(/^Trailbot did not make it: .*deployment\.existing\.logGroup out/);
  });
});

describe('a topic that was there before Trailbot', () => {
  const topicArn = 'arn:aws:sns:us-east-1:210987654321:company-alarms';
  const queueArn = 'arn:aws:sqs:us-east-1:123456789012:trailbot-alerts';
  const subscription = { Endpoint: queueArn, SubscriptionArn: `${topicArn}:1` };
  const state: TopicState = {
    arn: topicArn,
    subscriptions: [subscription],
    filterPolicy: undefined,
    queueArn: { value: queueArn },
  };
  const judged = (topic: Reading<TopicState | undefined>) => judgeTopic(topic, TRAIL, topicArn);

  it('reaches a queue in our account from another one', () => {
    expect(judged({ value: state })).toMatchObject([
      { state: 'ok', detail: 'company-alarms.' },
      { state: 'ok', detail: 'trailbot-alerts, 1 subscriber in all.' },
    ]);
  });

  it('is subscribed to with our queue and not with one beside the topic', () => {
    const beside = { ...subscription, Endpoint: 'arn:aws:sqs:us-east-1:210987654321:trailbot-alerts' };
    const [, found] = judged({ value: { ...state, subscriptions: [beside] } });
    expect(found?.state).toBe('broken');
    expect(found?.remedy).toContain(
      `--topic-arn ${topicArn} --protocol sqs --notification-endpoint ${queueArn}`,
    );
  });

  it('is named by its ARN when it is gone, and no deployment makes it', () => {
    const [found] = judged(GONE);
    expect(found).toMatchObject({
      state: 'broken',
      detail: expect.stringContaining(`no topic ${topicArn}:`),
    });
    expect(found?.remedy).toMatch(/^Trailbot did not make it: .*deployment\.existing\.topicArn out/);
  });

  it('is there also when the queue could not be asked for, or is gone', () => {
    const unread = { because: 'AWS refused it.', remedy: 'Allow it.' };
    const states = (queue: TopicState['queueArn']) =>
      judged({ value: { ...state, queueArn: queue } }).map((finding) => finding.state);
    expect(states(unread)).toEqual(['ok', 'unknown']);
    expect(states(GONE)).toEqual(['ok', 'broken']);
  });
});

describe('a trail that delivers to another log group', () => {
  const status = { value: { IsLogging: true } };
  const trail = {
    value: {
      TrailARN: 'arn:aws-us-gov:cloudtrail:us-east-1:123456789012:trail/the-trail',
      CloudWatchLogsLogGroupArn: 'arn:aws-us-gov:logs:us-east-1:123456789012:log-group:elsewhere:*',
    },
  };
  const remedyFor = (existing: { trail: boolean; logGroup: boolean }) =>
    judgeDelivery(trail, status, TRAIL, new Date(), existing).find(({ check }) => check === 'logs-delivery')
      ?.remedy;

  it('is pointed to ours by one command, with the role that may write there', () => {
    expect(remedyFor({ trail: true, logGroup: false })).toBe(
      'Have it deliver to the/group: `aws cloudtrail update-trail --region us-east-1 --name the-trail' +
        " --cloud-watch-logs-log-group-arn 'arn:aws-us-gov:logs:us-east-1:123456789012:log-group:the/group:*'" +
        ' --cloud-watch-logs-role-arn arn:aws-us-gov:iam::123456789012:role/trailbot-delivery`',
    );
  });

  it('is pointed there in the console where neither is ours, nor the role', () => {
    expect(remedyFor({ trail: true, logGroup: true })).toMatch(/^In the CloudTrail console, /);
  });
});

describe('how long the settings have things kept', () => {
  it('is no trouble for the log group, and less is', () => {
    const stateOf = (retentionInDays: number, logDays: 7 | 30) =>
      judgeLogGroup({ value: { retentionInDays } }, { value: [] }, TRAIL, {
        existing: { logGroup: false },
        logDays,
      }).find(({ check }) => check === 'log-retention')?.state;
    expect(stateOf(7, 7)).toBe('ok');
    expect(stateOf(5, 7)).toBe('warning');
    expect(stateOf(7, 30)).toBe('warning');
  });

  it('is no trouble for the archive, and less is', () => {
    const judged = (Days: number, archiveDays?: number) => {
      const none = { value: undefined };
      const lifecycle = { value: [{ Status: 'Enabled', Expiration: { Days } }] };
      const bucket = {
        ...{ publicAccessBlock: none, versioning: none, encryption: none },
        ...{ policyIsPublic: { value: false }, lifecycle },
      };
      return judgeBucket({ value: {} }, bucket, TRAIL, archiveDays).find(
        ({ check }) => check === 'bucket-lifecycle',
      );
    };
    expect(judged(180, 180)?.state).toBe('ok');
    expect(judged(180)).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('for a year at least'),
    });
    expect(judged(120, 180)?.remedy).toContain('for 180 days at least');
  });
});
