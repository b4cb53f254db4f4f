// The same policy can be spelled in many ways; each spelling must be judged the same.
import { describe, expect, it } from 'vitest';
import { judgementOf, PIPELINE } from './detection-under-test.ts';

type Policy = { readonly Version: string; readonly Statement: readonly object[] };

const policy = (...statements: object[]): Policy => ({ Version: '2012-10-17', Statement: statements });
const SPELLINGS: Readonly<Record<string, (document: Policy) => string>> = {
  compact: (document) => JSON.stringify(document),
  'indented by two': (document) => JSON.stringify(document, null, 2),
  'indented by four': (document) => JSON.stringify(document, null, 4),
  'indented by tabs': (document) => JSON.stringify(document, null, '\t'),
  'with a space after each colon': (document) => JSON.stringify(document, null, 1).replace(/\n */g, ''),
};
const spellings = Object.entries(SPELLINGS);

describe('admin-policy-written', () => {
  const judge = judgementOf('admin-policy-written');
  const put = (policyDocument: string) =>
    judge({
      eventSource: 'iam.amazonaws.com',
      eventName: 'PutRolePolicy',
      requestParameters: { roleName: 'report-generator', policyName: 'inline', policyDocument },
    });

  it.each(spellings)('pages for every action, %s', (_, spell) => {
    expect(put(spell(policy({ Effect: 'Allow', Action: '*', Resource: '*' })))).toBe('page high');
    expect(put(spell(policy({ Effect: 'Allow', Action: ['*'], Resource: ['*'] })))).toBe('page high');
  });

  it('pages for every action in a document that is still encoded for a URL', () => {
    const document = JSON.stringify(policy({ Effect: 'Allow', Action: '*', Resource: '*' }));
    expect(put(encodeURIComponent(document))).toBe('page high');
  });

  it.each(spellings)('leaves every resource with few actions to the review, %s', (_, spell) => {
    const few = { Effect: 'Allow', Action: ['s3:GetObject', 's3:Get*'], Resource: '*' };
    expect(put(spell(policy(few)))).toBe('review');
    expect(put(spell(policy({ ...few, Resource: ['*'] })))).toBe('review');
  });

  it.each(spellings)('leaves a policy that only denies to the review, %s', (_, spell) => {
    expect(put(spell(policy({ Effect: 'Deny', Action: '*', Resource: '*' })))).toBe('review');
  });
});

describe('role-trust-changed', () => {
  const judge = judgementOf('role-trust-changed');
  const trust = (policyDocument: string) =>
    judge({
      eventSource: 'iam.amazonaws.com',
      eventName: 'UpdateAssumeRolePolicy',
      userIdentity: PIPELINE,
      requestParameters: { roleName: 'admin', policyDocument },
    });
  const allow = (principal: unknown, condition?: object) => ({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });

  it.each(spellings)('is critical when another account or anybody is let in, %s', (_, spell) => {
    expect(trust(spell(policy(allow({ AWS: 'arn:aws:iam::210987654321:root' }))))).toBe('page critical');
    expect(trust(spell(policy(allow({ AWS: '210987654321' }))))).toBe('page critical');
    expect(trust(spell(policy(allow('*'))))).toBe('page critical');
    expect(trust(spell(policy(allow({ AWS: '*' }))))).toBe('page critical');
  });

  it.each(spellings)('pages when another account is added beside our own, %s', (_, spell) => {
    const ours = allow({ AWS: 'arn:aws:iam::123456789012:root' });
    const theirs = allow({ AWS: 'arn:aws:iam::210987654321:root' });
    expect(trust(spell(policy(ours, theirs)))).toMatch(/^page/);
    const both = { AWS: ['arn:aws:iam::123456789012:root', 'arn:aws:iam::210987654321:root'] };
    expect(trust(spell(policy(allow(both))))).toMatch(/^page/);
  });

  it.each(spellings)('leaves a service to the review, %s', (_, spell) => {
    expect(trust(spell(policy(allow({ Service: 'ecs-tasks.amazonaws.com' }))))).toBe('review');
  });

  it.each(spellings)('asks for the subject of a pipeline outside AWS, %s', (_, spell) => {
    const github = {
      Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    };
    const audience = { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' };
    const subject = { 'token.actions.githubusercontent.com:sub': 'repo:example/shop:ref:refs/heads/main' };
    expect(trust(spell(policy(allow(github, { StringEquals: audience }))))).toBe('page high');
    expect(trust(spell(policy(allow(github, { StringEquals: { ...audience, ...subject } }))))).toBe('review');
  });
});

describe('resource-policy-opened', () => {
  const judge = judgementOf('resource-policy-opened');
  const everybody = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  const limited = { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const calls: readonly [string, string, (document: string) => object][] = [
    ['sqs', 'SetQueueAttributes', (document) => ({ queueUrl: 'q', attributes: { Policy: document } })],
    ['sns', 'SetTopicAttributes', (document) => ({ attributeName: 'Policy', attributeValue: document })],
    ['ecr', 'SetRepositoryPolicy', (document) => ({ repositoryName: 'shop', policyText: document })],
    ['secretsmanager', 'PutResourcePolicy', (document) => ({ secretId: 's', resourcePolicy: document })],
    ['backup', 'PutBackupVaultAccessPolicy', (document) => ({ backupVaultName: 'v', policy: document })],
    ['es', 'UpdateDomainConfig', (document) => ({ domainName: 'd', accessPolicies: document })],
  ];

  it.each(calls)(
    '%s %s pages for everybody, and not for our organization',
    (service, eventName, parameters) => {
      const call = { eventSource: `${service}.amazonaws.com`, eventName };
      for (const spell of Object.values(SPELLINGS)) {
        expect(judge({ ...call, requestParameters: parameters(spell(policy(everybody))) })).toBe('page high');
        expect(judge({ ...call, requestParameters: parameters(spell(policy(limited))) })).toBe('review');
      }
    },
  );
});

describe('bucket-made-public', () => {
  const judge = judgementOf('bucket-made-public');
  const put = (bucketPolicy: unknown) =>
    judge({
      eventSource: 's3.amazonaws.com',
      eventName: 'PutBucketPolicy',
      requestParameters: { bucketName: 'company-exports', bucketPolicy },
    });
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::company-exports/*' };

  it('reads each form of "everybody"', () => {
    for (const Principal of ['*', { AWS: '*' }, { AWS: ['*'] }, { AWS: ['123456789012', '*'] }])
      expect(put({ Statement: [{ ...read, Principal }] })).toBe('page critical');
  });

  it('reads a single statement that is not in a list', () => {
    expect(put({ Statement: { ...read, Principal: '*' } })).toBe('page critical');
  });

  it('does not page for CloudFront, another account or a policy that could not be put', () => {
    expect(put({ Statement: [{ ...read, Principal: { Service: 'cloudfront.amazonaws.com' } }] })).toBe(
      'review',
    );
    expect(put({ Statement: [{ ...read, Principal: { AWS: 'arn:aws:iam::210987654321:root' } }] })).toBe(
      'review',
    );
    expect(put(undefined)).toBe('review');
  });
});
