// What the bot's roles may and may not do in IAM, as tables of requests: for the documents and for the template alike.
import {
  containPolicy,
  lookPolicy,
  releasePolicy,
  revokePolicy,
} from '../../bot/domain/containment/role-policies.ts';
import { ACCOUNT, OTHER_ACCOUNT } from './records.ts';

export const arn = (resource: string, account = ACCOUNT) => `arn:aws:iam::${account}:${resource}`;
export const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
export const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
export const USER = arn('user/ci/deploy');
export const ROLE = arn('role/teams/web');
const BREAK_GLASS = arn('user/break-glass');
export const place = {
  partition: 'aws',
  accountId: ACCOUNT,
  breakGlass: [BREAK_GLASS, arn('role/emergency-*')],
  memberAccounts: [OTHER_ACCOUNT],
};
export const POLICIES = {
  look: lookPolicy(place),
  contain: containPolicy(place),
  release: releasePolicy(place),
  revoke: revokePolicy(place),
};
export type Name = keyof typeof POLICIES;
export const NAMES = Object.keys(POLICIES).filter((name): name is Name => name in POLICIES);

export const policy = (value: string) => ({ 'iam:PolicyARN': value });
export const boundary = (value: string) => ({ 'iam:PermissionsBoundary': value });
const PROTECTED = { 'iam:ResourceTag/trailbot:protected': '' };
export const memberRole = (role: string) => arn(`role/${role}`, OTHER_ACCOUNT);

/** Condition keys of a request. */
export type Keys = Readonly<Record<string, string>>;
export type Case = readonly [who: Name, action: string, resource: string, keys?: Keys];

/** All that each role can do, beside reading. */
export const ALLOWED: readonly Case[] = [
  ['contain', 'iam:AttachUserPolicy', USER, policy(DENY_ALL)],
  ['contain', 'iam:AttachRolePolicy', ROLE, policy(DENY_ALL)],
  ['contain', 'iam:PutUserPermissionsBoundary', USER, boundary(DENY_ALL)],
  ['contain', 'iam:PutRolePermissionsBoundary', ROLE, boundary(DENY_ALL)],
  ['contain', 'iam:UpdateAccessKey', USER],
  ['contain', 'iam:DeleteLoginProfile', USER],
  ['contain', 'sts:AssumeRole', memberRole('trailbot-contain')],
  ['release', 'iam:DetachUserPolicy', USER, policy(DENY_ALL)],
  ['release', 'iam:DetachRolePolicy', ROLE, policy(DENY_ALL)],
  ['release', 'iam:DeleteUserPermissionsBoundary', USER, boundary(DENY_ALL)],
  ['release', 'iam:DeleteRolePermissionsBoundary', ROLE, boundary(DENY_ALL)],
  ['release', 'iam:PutUserPermissionsBoundary', USER, boundary(arn('policy/staff'))],
  ['release', 'iam:PutRolePermissionsBoundary', ROLE, boundary(arn('policy/staff'))],
  ['release', 'iam:UpdateAccessKey', USER],
  ['release', 'sts:AssumeRole', memberRole('trailbot-release')],
  ['revoke', 'iam:PutRolePolicy', ROLE],
  ['revoke', 'iam:GetRolePolicy', ROLE],
  ['revoke', 'sts:AssumeRole', memberRole('trailbot-revoke')],
  ['look', 'sts:AssumeRole', memberRole('trailbot-look')],
];

export const REFUSED: readonly Case[] = [
  // What would make somebody an administrator.
  ['contain', 'iam:AttachUserPolicy', USER, policy(ADMIN)],
  ['contain', 'iam:AttachRolePolicy', ROLE, policy(ADMIN)],
  ['contain', 'iam:AttachUserPolicy', USER, policy(`${DENY_ALL}2`)],
  ['contain', 'iam:AttachUserPolicy', USER, policy(arn('policy/AWSDenyAll'))],
  ['contain', 'iam:AttachUserPolicy', USER],
  ['contain', 'iam:AttachGroupPolicy', arn('group/staff'), policy(DENY_ALL)],
  ['contain', 'iam:PutUserPermissionsBoundary', USER, boundary(ADMIN)],
  ['contain', 'iam:PutRolePermissionsBoundary', ROLE, boundary(arn('policy/staff'))],
  ['contain', 'iam:PutUserPermissionsBoundary', USER],
  ['contain', 'iam:PutUserPolicy', USER],
  ['contain', 'iam:PutRolePolicy', ROLE],
  ['contain', 'iam:PutGroupPolicy', arn('group/staff')],
  ['contain', 'iam:CreateAccessKey', USER],
  ['contain', 'iam:CreateLoginProfile', USER],
  ['contain', 'iam:UpdateLoginProfile', USER],
  ['contain', 'iam:CreateUser', arn('user/mallory')],
  ['contain', 'iam:CreateRole', arn('role/mallory')],
  ['contain', 'iam:CreatePolicyVersion', arn('policy/staff')],
  ['contain', 'iam:SetDefaultPolicyVersion', arn('policy/staff')],
  ['contain', 'iam:UpdateAssumeRolePolicy', ROLE],
  ['contain', 'iam:AddUserToGroup', arn('group/admins')],
  ['contain', 'iam:PassRole', ROLE],
  // What would take more than was asked for, or take it for good.
  ['contain', 'iam:DeleteUser', USER],
  ['contain', 'iam:DeleteRole', ROLE],
  ['contain', 'iam:DeleteAccessKey', USER],
  ['contain', 'iam:DeleteLoginProfile', ROLE],
  ['contain', 'iam:DeactivateMFADevice', USER],
  ['contain', 'iam:TagUser', USER],
  ['contain', 'iam:UntagUser', USER],
  ['contain', 'iam:UntagRole', ROLE],
  // Containing and giving back are not in one hand.
  ['contain', 'iam:DetachUserPolicy', USER, policy(DENY_ALL)],
  ['contain', 'iam:DetachRolePolicy', ROLE, policy(DENY_ALL)],
  ['contain', 'iam:DeleteUserPermissionsBoundary', USER, boundary(DENY_ALL)],
  ['release', 'iam:AttachUserPolicy', USER, policy(DENY_ALL)],
  ['release', 'iam:AttachRolePolicy', ROLE, policy(DENY_ALL)],
  ['release', 'iam:PutUserPermissionsBoundary', USER, boundary(DENY_ALL)],
  ['release', 'iam:DetachUserPolicy', USER, policy(ADMIN)],
  ['release', 'iam:DetachRolePolicy', ROLE, policy(arn('policy/staff'))],
  ['release', 'iam:DeleteUserPermissionsBoundary', USER, boundary(arn('policy/staff'))],
  ['release', 'iam:DeleteRolePermissionsBoundary', ROLE],
  ['release', 'iam:DeleteLoginProfile', USER],
  ['release', 'iam:PutRolePolicy', ROLE],
  ['revoke', 'iam:PutUserPolicy', USER],
  ['revoke', 'iam:DeleteRolePolicy', ROLE],
  ['revoke', 'iam:AttachRolePolicy', ROLE, policy(DENY_ALL)],
  ['look', 'iam:AttachUserPolicy', USER, policy(DENY_ALL)],
  ['look', 'iam:UpdateAccessKey', USER],
  // Other accounts: only where it is configured, and only the role of the same purpose.
  ['contain', 'iam:AttachUserPolicy', arn('user/alice', OTHER_ACCOUNT), policy(DENY_ALL)],
  ['contain', 'sts:AssumeRole', memberRole('trailbot-release')],
  ['contain', 'sts:AssumeRole', memberRole('OrganizationAccountAccessRole')],
  ['contain', 'sts:AssumeRole', arn('role/trailbot-revoke')],
  ['contain', 'sts:AssumeRole', ROLE],
  ['revoke', 'sts:AssumeRole', memberRole('trailbot-contain')],
];

/** Whom no role of the bot may change. */
export const UNTOUCHED: readonly (readonly [what: string, resource: string, keys: Keys])[] = [
  ['its own role', arn('role/trailbot-contain'), {}],
  ['its releasing role', arn('role/trailbot-release'), {}],
  ['its own role with a path', arn('role/bots/slack/trailbot-job'), {}],
  ['a break-glass user', BREAK_GLASS, {}],
  ['a break-glass role that a wildcard names', arn('role/emergency-access'), {}],
  [
    'a role of Identity Center',
    arn('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef'),
    {},
  ],
  ['a service-linked role', arn('role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS'), {}],
  ['a protected user', USER, PROTECTED],
  ['a protected role', ROLE, { 'iam:ResourceTag/trailbot:protected': 'yes' }],
];

/** What a plan reads, and what is read back after. */
export const READS = new Set([
  ...['iam:GetUser', 'iam:GetRole', 'iam:GetLoginProfile', 'iam:GetAccessKeyLastUsed', 'iam:GetRolePolicy'],
  ...['iam:ListAccessKeys', 'iam:ListAttachedRolePolicies', 'iam:ListAttachedUserPolicies'],
  ...['iam:ListInstanceProfilesForRole', 'iam:ListRoleTags', 'iam:ListUserTags'],
  'iam:SimulatePrincipalPolicy',
]);
