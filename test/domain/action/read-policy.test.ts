import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../bot/domain/action/read-policy.ts';

const policy = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (statement: object) => policy({ Effect: 'Allow', Resource: '*', ...statement });
const trust = (Principal: unknown, Condition?: object) =>
  policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...(Condition && { Condition }) });

describe('who becomes an administrator by a policy', () => {
  it.each([{ Action: '*' }, { Action: ['s3:*', 'iam:*'] }, { Action: 'IAM:*' }, { NotAction: 's3:Delete*' }])(
    'whoever carries %j',
    (statement) => expect(readPolicy(allow(statement)).admin).toBe(true),
  );

  it.each([
    { Action: 's3:*' },
    { Action: 'iam:Get*' },
    { Action: '*', Resource: 'arn:aws:s3:::company-exports/*' },
    { NotAction: ['iam:*', 'organizations:*'] },
    { Effect: 'Deny', Action: '*' },
  ])('not by %j', (statement) => expect(readPolicy(allow(statement)).admin).toBe(false));

  it('reads a document that is encoded for a URL, and survives one that only looks like it', () => {
    const document = JSON.stringify(allow({ Action: '*' }));
    expect(readPolicy(encodeURIComponent(document)).admin).toBe(true);
    expect(readPolicy('%7B%E0%A4%A').admin).toBe(false);
  });
});

describe('which strangers a policy lets in', () => {
  it.each([
    undefined,
    { StringEquals: { 'sts:ExternalId': '12345' } },
    { IpAddress: { 'aws:SourceIp': '::/0' } },
  ])('anybody under the condition %j', (condition) =>
    expect(readPolicy(trust('*', condition)).strangers).toBe(true),
  );

  it.each([
    { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringEquals: { 'kms:CallerAccount': '123456789012' } },
    { ArnLike: { 'AWS:SourceArn': 'arn:aws:sns:*:123456789012:*' } },
  ])('nobody under the condition %j', (condition) => {
    expect(readPolicy(trust({ AWS: '*' }, condition)).strangers).toBe(false);
  });

  it('nobody where one account is named', () => {
    const reach = readPolicy(trust({ AWS: 'arn:aws:iam::210987654321:root' }));
    expect(reach).toMatchObject({ strangers: false, accounts: ['210987654321'] });
  });
});
