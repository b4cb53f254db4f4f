import { describe, expect, it } from 'vitest';
import { judgePolicy, type PolicyCall } from '../../bot/setup/judge-policy.ts';

const ACCOUNT = '123456789012';
const CALL: PolicyCall = {
  principals: ['cloudwatch.amazonaws.com'],
  action: 'kms:GenerateDataKey',
  resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`,
  context: {
    'aws:sourceaccount': ACCOUNT,
    'aws:sourcearn': `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:*`,
  },
};
const ALLOW = {
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'kms:*',
  Resource: '*',
};

function judge(...statements: readonly object[]) {
  return judgePolicy(JSON.stringify({ Statement: statements }), CALL);
}

describe('what a policy says about a call', () => {
  it.each([
    ['a service by name', ALLOW],
    [
      'one of several',
      { ...ALLOW, Principal: { Service: ['sns.amazonaws.com', 'cloudwatch.amazonaws.com'] } },
    ],
    ['everybody', { ...ALLOW, Principal: '*' }],
    ['everybody in AWS', { ...ALLOW, Principal: { AWS: '*' } }],
    ['actions by a pattern, in any case', { ...ALLOW, Action: ['kms:Decrypt', 'KMS:generatedatakey*'] }],
    ['the resource by a pattern', { ...ALLOW, Resource: `arn:aws:kms:us-east-?:${ACCOUNT}:key/*` }],
    ['its account', { ...ALLOW, Condition: { StringEquals: { 'AWS:SourceAccount': ACCOUNT } } }],
    [
      'its alarms',
      {
        ...ALLOW,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:*` } },
      },
    ],
  ])('allowed: %s', (_, statement) => {
    expect(judge(statement)).toBe('allowed');
  });

  it.each([
    ['nobody', { ...ALLOW, Principal: { Service: 'sns.amazonaws.com' } }],
    ['another action', { ...ALLOW, Action: 'kms:Decrypt' }],
    ['another resource', { ...ALLOW, Resource: 'arn:aws:kms:us-east-1:123456789012:key/2' }],
    ['another account', { ...ALLOW, Condition: { StringEquals: { 'aws:SourceAccount': '210987654321' } } }],
    [
      'one alarm of many',
      {
        ...ALLOW,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-east-1:${ACCOUNT}:alarm:one` } },
      },
    ],
  ])('missing: %s', (_, statement) => {
    expect(judge(statement)).toBe('missing');
  });

  it.each([
    ['a key that the call may have', { StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' } }],
    ['an operator of another kind', { StringNotEquals: { 'aws:SourceAccount': '210987654321' } }],
  ])('unsure: %s', (_, Condition) => {
    expect(judge({ ...ALLOW, Condition })).toBe('unsure');
    expect(judge({ ...ALLOW, Condition }, ALLOW)).toBe('allowed');
  });

  it('denied: by a Deny that surely holds, whatever else allows it', () => {
    const deny = { ...ALLOW, Effect: 'Deny' };
    expect(judge(ALLOW, deny)).toBe('denied');
    expect(judge(ALLOW, { ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe(
      'allowed',
    );
  });

  it.each([undefined, '', '{', '[]', '{"Statement":7}'])('missing in what is no policy: %j', (policy) => {
    expect(judgePolicy(policy, CALL)).toBe('missing');
  });

  it('reads a policy of one statement', () => {
    expect(judgePolicy(JSON.stringify({ Statement: ALLOW }), CALL)).toBe('allowed');
  });
});
