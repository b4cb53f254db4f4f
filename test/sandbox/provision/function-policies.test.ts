import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../bot/sandbox/aws/iam/evaluate-policy.ts';
import { functionPolicy, type Hand } from '../../../bot/sandbox/provision/function-policies.ts';

const place = { accountId: '123456789012', region: 'us-east-1' };
const queue = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const table = 'arn:aws:dynamodb:us-east-1:123456789012:table/trailbot';

function may(hand: Hand, action: string, resource: string): boolean {
  return evaluate([functionPolicy(hand, place)], { action, resource, keys: new Map() }) === 'allowed';
}

describe('what a function that changes IAM may do besides', () => {
  it.each([
    ['contain', 'trailbot-containments'],
    ['release', 'trailbot-releases'],
    ['revoke', 'trailbot-revocations'],
  ] as const)('%s takes its work from %s, and puts it off', (hand, name) => {
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'])
      expect(may(hand, action, queue(name))).toBe(true);
    expect(may(hand, 'sqs:ReceiveMessage', queue('trailbot-jobs'))).toBe(false);
  });

  it.each(['contain', 'release'] as const)('%s keeps the table, and has the alert function tell', (hand) => {
    expect(may(hand, 'dynamodb:GetItem', table)).toBe(true);
    expect(may(hand, 'dynamodb:PutItem', table)).toBe(true);
    expect(may(hand, 'dynamodb:Query', `${table}/index/gsi1`)).toBe(true);
    expect(may(hand, 'dynamodb:DeleteTable', table)).toBe(false);
    expect(may(hand, 'sqs:SendMessage', queue('trailbot-alerts'))).toBe(true);
  });

  it('only containing can ask for sessions to be revoked', () => {
    expect(may('contain', 'sqs:SendMessage', queue('trailbot-revocations'))).toBe(true);
    expect(may('release', 'sqs:SendMessage', queue('trailbot-revocations'))).toBe(false);
  });

  it('neither can give the other work, so that no one function contains and releases', () => {
    expect(may('contain', 'sqs:SendMessage', queue('trailbot-releases'))).toBe(false);
    expect(may('release', 'sqs:SendMessage', queue('trailbot-containments'))).toBe(false);
  });

  it('revoking sends nothing and sees no table', () => {
    expect(may('revoke', 'sqs:SendMessage', queue('trailbot-alerts'))).toBe(false);
    expect(may('revoke', 'dynamodb:GetItem', table)).toBe(false);
  });

  it.each(['contain', 'release', 'revoke'] as const)('%s gets nothing in IAM from here', (hand) => {
    expect(may(hand, 'iam:AttachUserPolicy', 'arn:aws:iam::123456789012:user/bob')).toBe(false);
  });
});
