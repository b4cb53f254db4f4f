import { describe, expect, it } from 'vitest';
import { byTrailbot } from '../../../bot/domain/detection/by-trailbot.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const REVOKE = {
  Effect: 'Deny',
  Action: ['*'],
  Resource: ['*'],
  Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-10T09:14:05Z' } },
};

function call(role: string, eventName: string, requestParameters: unknown, more: object = {}) {
  const sessionIssuer = { type: 'Role', arn: `arn:aws:iam::123456789012:role/${role}`, userName: role };
  return {
    eventSource: 'iam.amazonaws.com',
    eventName,
    requestParameters,
    recipientAccountId: '123456789012',
    userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer } },
    ...more,
  };
}

function inlinePolicy(policyDocument: unknown, policyName = 'AWSRevokeOlderSessions') {
  return { roleName: 'app-server', policyName, policyDocument };
}

const user = { userName: 'mallory' };
const role = { roleName: 'app-server' };
const fence = 'arn:aws:iam::123456789012:policy/fence';
const statements = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('byTrailbot', () => {
  it.each([
    ['trailbot-contain', 'AttachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['trailbot-contain', 'AttachRolePolicy', { ...role, policyArn: DENY_ALL }],
    ['trailbot-contain', 'AttachRolePolicy', { ...role, policyArn: 'arn:aws-cn:iam::aws:policy/AWSDenyAll' }],
    ['trailbot-contain', 'PutUserPermissionsBoundary', { ...user, permissionsBoundary: DENY_ALL }],
    ['trailbot-contain', 'PutRolePermissionsBoundary', { ...role, permissionsBoundary: DENY_ALL }],
    ['trailbot-contain', 'UpdateAccessKey', { ...user, status: 'Inactive' }],
    ['trailbot-contain', 'DeleteLoginProfile', user],
    ['trailbot-release', 'DetachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['trailbot-release', 'DetachRolePolicy', { ...role, policyArn: DENY_ALL }],
    ['trailbot-release', 'DeleteUserPermissionsBoundary', user],
    ['trailbot-release', 'DeleteRolePermissionsBoundary', role],
    ['trailbot-release', 'PutUserPermissionsBoundary', { ...user, permissionsBoundary: fence }],
    ['trailbot-release', 'UpdateAccessKey', { ...user, status: 'Active' }],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy(statements(REVOKE))],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy({ Statement: REVOKE })],
  ])('knows what %s is for: %s %j', (name, eventName, request) => {
    expect(byTrailbot(call(name, eventName, request))).toBe(true);
  });

  it.each([
    [
      'trailbot-contain',
      'AttachUserPolicy',
      { ...user, policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
    [
      'trailbot-contain',
      'AttachUserPolicy',
      { ...user, policyArn: 'arn:aws:iam::123456789012:policy/AWSDenyAll' },
    ],
    ['trailbot-contain', 'AttachGroupPolicy', { groupName: 'all', policyArn: DENY_ALL }],
    ['trailbot-contain', 'PutUserPermissionsBoundary', { ...user, permissionsBoundary: fence }],
    ['trailbot-contain', 'UpdateAccessKey', { ...user, status: 'Active' }],
    ['trailbot-contain', 'DetachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['trailbot-contain', 'PutRolePolicy', inlinePolicy(statements(REVOKE))],
    ['trailbot-contain', 'CreateAccessKey', user],
    ['trailbot-release', 'AttachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['trailbot-release', 'DetachUserPolicy', { ...user, policyArn: 'arn:aws:iam::aws:policy/SecurityAudit' }],
    ['trailbot-release', 'UpdateAccessKey', { ...user, status: 'Inactive' }],
    ['trailbot-release', 'DeleteLoginProfile', user],
    [
      'trailbot-release',
      'PutUserPermissionsBoundary',
      { ...user, permissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    ],
    ['trailbot-release', 'PutUserPermissionsBoundary', user],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy(statements(REVOKE), 'more')],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy(statements(REVOKE, { ...REVOKE, Effect: 'Allow' }))],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy(statements())],
    ['trailbot-revoke', 'PutRolePolicy', inlinePolicy('no JSON')],
    ['trailbot-revoke', 'PutUserPolicy', { ...user, ...inlinePolicy(statements(REVOKE)) }],
    ['trailbot-look', 'AttachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['trailbot-contain-2', 'AttachUserPolicy', { ...user, policyArn: DENY_ALL }],
    ['ci/trailbot-contain', 'AttachUserPolicy', { ...user, policyArn: DENY_ALL }],
  ])('takes nothing else for it: %s %s %j', (name, eventName, request) => {
    expect(byTrailbot(call(name, eventName, request))).toBe(false);
  });

  const attach = { ...user, policyArn: DENY_ALL };

  it('knows the role of a member account, where the call is made in that account', () => {
    const sessionIssuer = { arn: 'arn:aws:iam::210987654321:role/trailbot-contain' };
    const userIdentity = { type: 'AssumedRole', sessionContext: { sessionIssuer } };
    const there = { userIdentity, recipientAccountId: '210987654321' };
    expect(byTrailbot(call('', 'AttachUserPolicy', attach, there))).toBe(true);
  });

  it('does not trust a role of that name in another account', () => {
    const elsewhere = call('trailbot-contain', 'AttachUserPolicy', attach, {
      recipientAccountId: '210987654321',
    });
    expect(byTrailbot(elsewhere)).toBe(false);
    const nowhere = call('trailbot-contain', 'AttachUserPolicy', attach, { recipientAccountId: undefined });
    expect(byTrailbot(nowhere)).toBe(false);
  });

  it('does not count what was refused, what another service did, or a user of that name', () => {
    const denied = { errorCode: 'AccessDenied' };
    expect(byTrailbot(call('trailbot-contain', 'AttachUserPolicy', attach, denied))).toBe(false);
    const service = { eventSource: 'ec2.amazonaws.com' };
    expect(byTrailbot(call('trailbot-contain', 'AttachUserPolicy', attach, service))).toBe(false);
    const userIdentity = { type: 'IAMUser', userName: 'trailbot-contain' };
    expect(byTrailbot(call('trailbot-contain', 'AttachUserPolicy', attach, { userIdentity }))).toBe(false);
  });

  it.each([{}, null, 'x', { userIdentity: { type: 'AssumedRole', sessionContext: [] }, eventSource: 5 }])(
    'is false for %j',
    (record) => expect(byTrailbot(record)).toBe(false),
  );
});
