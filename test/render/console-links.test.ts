import { describe, expect, it } from 'vitest';
import type { Place } from '../../bot/domain/health/place.ts';
import { actorLink, alarmLink, eventLink, logGroupLink, placeLink } from '../../bot/render/console-links.ts';
import { alice, deploy } from '../support/alert-fixtures.ts';

const EVENT = '3f6c1f1a-8c0e-4d38-9d55-0a4f0d5b7c11';

describe('links into the console', () => {
  it('open an event in the history of its own Region', () => {
    expect(eventLink('eu-west-1', EVENT)).toBe(
      `https://eu-west-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-west-1#/events/${EVENT}`,
    );
  });

  it('encode a log group as the console does', () => {
    expect(logGroupLink('eu-west-1', '/aws/cloudtrail#1')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fcloudtrail$25231',
    );
  });

  it('open a user or a role by name, without its path', () => {
    expect(actorLink('eu-west-1', alice)).toBe(
      'https://console.aws.amazon.com/iam/home#/users/details/alice',
    );
    expect(actorLink('eu-west-1', deploy)).toBe(
      'https://console.aws.amazon.com/iam/home#/roles/details/deploy',
    );
  });

  it('encode what an alarm’s name may hold', () => {
    expect(alarmLink('eu-west-1', 'CPU > 80% <now>')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/CPU%20%3E%2080%25%20%3Cnow%3E',
    );
  });

  it.each([
    ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
    ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu/'],
    ['ap-southeast-2', 'https://ap-southeast-2.console.aws.amazon.com/'],
  ])('lead to the console of %s', (region, host) => {
    expect(eventLink(region, EVENT)?.startsWith(host)).toBe(true);
  });
});

describe('the place of a finding', () => {
  const region = 'eu-west-1';
  const console = 'https://eu-west-1.console.aws.amazon.com';
  const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;

  it.each<[Place, string]>([
    [
      { kind: 'trail', region, arn: arn('cloudtrail', 'trail/audit') },
      '/cloudtrailv2/home?region=eu-west-1#/trails/arn:aws:cloudtrail:eu-west-1:123456789012:trail/audit',
    ],
    [
      { kind: 'bucket', region, name: 'the-logs', tab: 'properties' },
      '/s3/buckets/the-logs?region=eu-west-1&tab=properties',
    ],
    [
      { kind: 'log-group', region, name: 'a/b' },
      '/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/a$252Fb',
    ],
    [
      { kind: 'alarm', region, name: 'root-usage' },
      '/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/root-usage',
    ],
    [
      { kind: 'topic', region, arn: arn('sns', 'security-alerts') },
      '/sns/v3/home?region=eu-west-1#/topic/arn:aws:sns:eu-west-1:123456789012:security-alerts',
    ],
    [
      { kind: 'queue', region, arn: arn('sqs', 'trailbot-jobs-dlq') },
      '/sqs/v3/home?region=eu-west-1#/queues/https%3A%2F%2Fsqs.eu-west-1.amazonaws.com%2F123456789012%2Ftrailbot-jobs-dlq',
    ],
    [
      { kind: 'function', region, name: 'trailbot-stream' },
      '/lambda/home?region=eu-west-1#/functions/trailbot-stream?tab=monitoring',
    ],
  ])('%j has a page of its own', (place, path) => {
    expect(placeLink(place)).toBe(`${console}${path}`);
  });

  it.each([undefined, '', 'a b', '../../x', arn('iam', 'role/x'), arn('sns', '<b>')])(
    'is the list of its kind when it is called %j',
    (name) => {
      const links = [
        ...(['trail', 'topic', 'queue'] as const).map((kind) => placeLink({ kind, region, arn: name })),
        placeLink({ kind: 'bucket', region, name, tab: 'objects' }),
        placeLink({ kind: 'function', region, name }),
      ];
      expect(links).toEqual([
        `${console}/cloudtrailv2/home?region=eu-west-1#/trails`,
        `${console}/sns/v3/home?region=eu-west-1#/topics`,
        `${console}/sqs/v3/home?region=eu-west-1#/queues`,
        `${console}/s3/buckets?region=eu-west-1`,
        `${console}/lambda/home?region=eu-west-1#/functions`,
      ]);
    },
  );

  it('of a log group or an alarm without a name is the list as well', () => {
    expect(placeLink({ kind: 'log-group', region, name: undefined })).toMatch(/#logsV2:log-groups$/);
    expect(placeLink({ kind: 'alarm', region, name: undefined })).toMatch(/#alarmsV2:$/);
  });

  it('has no link in a partition without a console', () => {
    expect(placeLink({ kind: 'trail', region: 'us-iso-east-1', arn: undefined })).toBeUndefined();
  });
});

describe('no link is made', () => {
  it.each(['', 'evil.example/#', 'eu-west-1.evil.example', 'EU (Ireland)', 'us-iso-east-1', '\uD800'])(
    'for the Region %j',
    (region) => {
      expect(eventLink(region, EVENT)).toBeUndefined();
      expect(logGroupLink(region, 'CloudTrail/SecurityAuditLogs')).toBeUndefined();
      expect(actorLink(region, alice)).toBeUndefined();
    },
  );

  it.each(['', 'content-4f2a', `${EVENT}/../x`])(
    'for the event id %j, which is not one of CloudTrail’s',
    (id) => {
      expect(eventLink('eu-west-1', id)).toBeUndefined();
    },
  );

  it.each([
    'arn:aws:iam::123456789012:root',
    'arn:aws:sts::123456789012:assumed-role/deploy/ci',
    'alice',
    '',
  ])('for the actor %j, who has no page', (arn) => {
    expect(actorLink('eu-west-1', { ...alice, arn })).toBeUndefined();
  });

  it('for a log group’s name that is none', () => {
    expect(logGroupLink('eu-west-1', 'a b')).toBeUndefined();
  });
});
