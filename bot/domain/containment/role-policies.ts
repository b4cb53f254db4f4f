// What the bot's roles may do in IAM: the policy documents that the deployment, the sandbox and the tests share.
import { CONTAIN_ROLE, LOOK_ROLE, PROTECTED_TAG, RELEASE_ROLE, REVOKE_ROLE, ROLE_PREFIX } from '../naming.ts';
import type { ContainmentSettings } from '../settings.ts';
import { denyAllArn } from './target.ts';

export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: {
    readonly [operator: string]: { readonly [key: string]: string | readonly string[] };
  };
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export interface PolicyPlace extends Pick<ContainmentSettings, 'breakGlass'> {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** The account whose users and roles may be contained. */
  readonly accountId: string;
  /** Accounts in which the role of the same name may be taken on. None for the roles in such an account. */
  readonly memberAccounts?: readonly string[];
}

const READS = [
  'iam:GetUser',
  'iam:GetRole',
  'iam:GetLoginProfile',
  'iam:GetAccessKeyLastUsed',
  // To find the bot's own AWSRevokeOlderSessions.
  'iam:GetRolePolicy',
  'iam:ListAccessKeys',
  'iam:ListAttachedRolePolicies',
  'iam:ListAttachedUserPolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRoleTags',
  'iam:ListUserTags',
  'iam:SimulatePrincipalPolicy',
] as const;

/** All of IAM but Get, List, Generate and Simulate: what a principal is protected from must still be read to be said. */
const WRITES =
  `Ac Add Associate Attach Change Create Deactivate Delete Detach Disable Enable Pass Put Reject Remove Reset
  Resync Send Set Tag Untag Update Upload`
    .split(/\s+/)
    .map((verb) => `iam:${verb}*`);

/** Reads what a plan needs to know. */
export function lookPolicy(place: PolicyPlace): PolicyDocument {
  return document([reads(place), ...memberRoles(LOOK_ROLE, place)]);
}

/**
 * Without the conditions this would be an administrator's: `iam:AttachUserPolicy` attaches anything to anybody.
 * `iam:PolicyARN` is an ARN for IAM and `iam:PermissionsBoundary` a string:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function containPolicy(place: PolicyPlace): PolicyDocument {
  return document([
    reads(place),
    {
      Sid: 'AttachDenyAll',
      Effect: 'Allow',
      Action: ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'],
      Resource: principals(place),
      Condition: { ArnEquals: { 'iam:PolicyARN': denyAllArn(place) } },
    },
    {
      Sid: 'SetDenyAllBoundary',
      Effect: 'Allow',
      Action: ['iam:PutUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
      Resource: principals(place),
      Condition: { StringEquals: { 'iam:PermissionsBoundary': denyAllArn(place) } },
    },
    {
      // No condition tells "make inactive" from "make active"; a key of a user who is denied everything is no use.
      Sid: 'TakeCredentials',
      Effect: 'Allow',
      Action: ['iam:UpdateAccessKey', 'iam:DeleteLoginProfile'],
      Resource: [arnOf(place, 'user/*')],
    },
    ...memberRoles(CONTAIN_ROLE, place),
    ...never(place),
  ]);
}

/**
 * Gives back and cannot contain. `RestoreBoundary` is its widest: IAM has no condition on the boundary that is
 * replaced, so it could also exchange somebody's boundary for a weaker one. That frees what the boundary held back
 * and grants nothing beyond the policies that are attached.
 */
export function releasePolicy(place: PolicyPlace): PolicyDocument {
  const denyAll = denyAllArn(place);
  return document([
    reads(place),
    {
      Sid: 'DetachDenyAll',
      Effect: 'Allow',
      Action: ['iam:DetachUserPolicy', 'iam:DetachRolePolicy'],
      Resource: principals(place),
      Condition: { ArnEquals: { 'iam:PolicyARN': denyAll } },
    },
    {
      Sid: 'DeleteDenyAllBoundary',
      Effect: 'Allow',
      Action: ['iam:DeleteUserPermissionsBoundary', 'iam:DeleteRolePermissionsBoundary'],
      Resource: principals(place),
      Condition: { StringEquals: { 'iam:PermissionsBoundary': denyAll } },
    },
    {
      Sid: 'RestoreBoundary',
      Effect: 'Allow',
      Action: ['iam:PutUserPermissionsBoundary', 'iam:PutRolePermissionsBoundary'],
      Resource: principals(place),
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': denyAll } },
    },
    {
      Sid: 'GiveKeysBack',
      Effect: 'Allow',
      Action: ['iam:UpdateAccessKey'],
      Resource: [arnOf(place, 'user/*')],
    },
    ...memberRoles(RELEASE_ROLE, place),
    ...never(place),
  ]);
}

/**
 * A role of its own for one call, because no condition of IAM limits the name or the content of an inline policy: who
 * has this can make any role an administrator. Only the function that writes one fixed text may have it.
 */
export function revokePolicy(place: PolicyPlace): PolicyDocument {
  return document([
    {
      Sid: 'RevokeOlderSessions',
      Effect: 'Allow',
      Action: ['iam:GetRolePolicy', 'iam:PutRolePolicy'],
      Resource: [arnOf(place, 'role/*')],
    },
    ...memberRoles(REVOKE_ROLE, place),
    ...never(place),
  ]);
}

function reads(place: PolicyPlace): Statement {
  return { Sid: 'Read', Effect: 'Allow', Action: READS, Resource: principals(place) };
}

function memberRoles(role: string, { partition, memberAccounts = [] }: PolicyPlace): readonly Statement[] {
  if (memberAccounts.length === 0) return [];
  const roles = memberAccounts.map((accountId) => arnOf({ partition, accountId }, `role/${role}`));
  return [{ Sid: 'MemberAccounts', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: roles }];
}

/** A Deny wins over whatever else the role is given one day. Reserved and service-linked roles IAM refuses itself. */
function never(place: PolicyPlace): readonly Statement[] {
  const deny = { Effect: 'Deny', Action: WRITES } as const;
  const own = [`role/${ROLE_PREFIX}*`, `role/*/${ROLE_PREFIX}*`];
  const ofAws = ['role/aws-reserved/*', 'role/aws-service-role/*'];
  const tagged = { Null: { [`iam:ResourceTag/${PROTECTED_TAG}`]: 'false' } };
  return [
    { Sid: 'NeverOwnRoles', ...deny, Resource: [...own, ...ofAws].map((resource) => arnOf(place, resource)) },
    { Sid: 'NeverProtected', ...deny, Resource: principals(place), Condition: tagged },
    ...(place.breakGlass.length === 0
      ? []
      : [{ Sid: 'NeverBreakGlass', ...deny, Resource: place.breakGlass }]),
  ];
}

function principals(place: PolicyPlace): readonly string[] {
  return [arnOf(place, 'user/*'), arnOf(place, 'role/*')];
}

function arnOf({ partition, accountId }: Pick<PolicyPlace, 'partition' | 'accountId'>, resource: string) {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

function document(statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
