// What each function must find in its environment, and what it is told when it does not.
import { describe, expect, it } from 'vitest';
import {
  hasAwsEndpoint,
  readConfig,
  readContainConfig,
  readIngressConfig,
  readReleaseConfig,
  readRevokeConfig,
  refuseFlagsOfNpm,
} from '../../bot/entry/config.ts';

const queue = (name: string) => `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
const ENV = {
  AWS_REGION: 'us-east-1',
  TRAILBOT_ACCOUNT_ID: '123456789012',
  TRAILBOT_TABLE: 'trailbot',
  TRAILBOT_ALERT_QUEUE_URL: queue('trailbot-alerts'),
  TRAILBOT_JOB_QUEUE_URL: queue('trailbot-jobs'),
  TRAILBOT_CONTAIN_QUEUE_URL: queue('trailbot-containments'),
  TRAILBOT_RELEASE_QUEUE_URL: queue('trailbot-releases'),
  TRAILBOT_REVOKE_QUEUE_URL: queue('trailbot-revocations'),
  TRAILBOT_ESCALATION_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:trailbot-escalations',
  TRAILBOT_BOT_TOKEN_PARAMETER: '/trailbot/slack-bot-token',
  TRAILBOT_SIGNING_SECRET_PARAMETER: '/trailbot/slack-signing-secret',
};
const ACCOUNT = 'TRAILBOT_ACCOUNT_ID';
const IAM = ['AWS_REGION', ACCOUNT];
const STATE = ['TRAILBOT_TABLE', 'TRAILBOT_ALERT_QUEUE_URL'];
const INGRESS = [
  'AWS_REGION',
  'TRAILBOT_JOB_QUEUE_URL',
  'TRAILBOT_BOT_TOKEN_PARAMETER',
  'TRAILBOT_SIGNING_SECRET_PARAMETER',
];

describe('the environment', () => {
  it.each([
    ['the ingress', readIngressConfig, INGRESS],
    [
      'the containing function',
      readContainConfig,
      [...IAM, ...STATE, 'TRAILBOT_CONTAIN_QUEUE_URL', 'TRAILBOT_REVOKE_QUEUE_URL'],
    ],
    ['the releasing function', readReleaseConfig, [...IAM, ...STATE, 'TRAILBOT_RELEASE_QUEUE_URL']],
    ['the revoking function', readRevokeConfig, [...IAM, 'TRAILBOT_REVOKE_QUEUE_URL']],
    [
      'the alert and job functions',
      readConfig,
      [
        ...INGRESS,
        ...STATE,
        ACCOUNT,
        'TRAILBOT_CONTAIN_QUEUE_URL',
        'TRAILBOT_RELEASE_QUEUE_URL',
        'TRAILBOT_ESCALATION_TOPIC_ARN',
      ],
    ],
  ] as const)('of %s has to hold what it needs, and nothing else', (_, read, names) => {
    const needed = Object.entries(ENV).filter(([name]) => names.some((one) => one === name));
    expect(needed).toHaveLength(names.length);
    expect(() => read(Object.fromEntries(needed))).not.toThrow();
    expect(read(ENV)).toEqual(read(Object.fromEntries(needed)));
    for (const name of names) {
      expect(() => read({ ...ENV, [name]: undefined })).toThrow(
        expect.objectContaining({ code: 'config_missing', message: expect.stringContaining(name) }),
      );
    }
  });

  it.each([
    [ACCOUNT, '1234', readContainConfig],
    [ACCOUNT, '12345678901x', readConfig],
    ['TRAILBOT_RELEASE_QUEUE_URL', 'trailbot-releases', readReleaseConfig],
  ] as const)('is refused where %s is %s', (name, value, read) => {
    expect(() => read({ ...ENV, [name]: value })).toThrow(name);
  });
});

describe('a flag that npm kept for itself', () => {
  it('is told, before a dry run becomes a real one', () => {
    expect(() => refuseFlagsOfNpm('deploy', { npm_config_dry_run: 'true' })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('npm run deploy -- --dry-run') }),
    );
    expect(() => refuseFlagsOfNpm('deploy', { npm_config_dry_run: '' })).not.toThrow();
  });
});

describe('a place that speaks as AWS does', () => {
  it('is known by the variables that the SDK reads', () => {
    expect(hasAwsEndpoint({ AWS_ENDPOINT_URL: 'http://localhost:4566' })).toBe(true);
    expect(hasAwsEndpoint({ AWS_ENDPOINT_URL_S3: 'http://localhost:4566' })).toBe(true);
    expect(hasAwsEndpoint({ AWS_ENDPOINT_URL: '', AWS_REGION: 'us-east-1' })).toBe(false);
  });
});
