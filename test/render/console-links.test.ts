import { describe, expect, it } from 'vitest';
import { actorLink, alarmLink, eventLink, logGroupLink } from '../../bot/render/console-links.ts';
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
