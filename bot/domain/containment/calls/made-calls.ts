// The calls by which somebody who is locked out could come back, each with what it made in words.
import { fillSentence } from '../../action/fill-sentence.ts';
import { callName } from '../../action/name-call.ts';
import type { TrailEvent } from '../../event/trail-event.ts';
import { textAt } from '../../read-json.ts';
import type { Target } from '../target.ts';
import type { MadeKind } from './made.ts';
import { type MadeContext, targetOf } from './made-target.ts';

type Words = string | ((event: TrailEvent, role: Target | undefined) => string);
/** `whom`: the kind of principal that the call is about, where it can be contained. */
type Call = readonly [kind: MadeKind, words: Words, whom?: Target['kind']];

const USER = '[ for user {userName}]';
const SESSION: Call = ['session', nameSession, 'role'];

/** Key: event source without `.amazonaws.com`, colon, event name without API date. See fill-sentence.ts for `{…}`. */
const CALLS: ReadonlyMap<string, Call> = new Map(
  Object.entries<Call>({
    'iam:CreateUser': ['user', 'user {userName}', 'user'],
    'iam:CreateRole': ['role', 'role {roleName}', 'role'],
    // Ways to sign in
    'iam:CreateAccessKey': [
      'key',
      'access key[ {>accessKey.accessKeyId}][ for user {>accessKey.userName}]',
      'user',
    ],
    'iam:UpdateAccessKey': ['key', 'access key {accessKeyId}[ of user {userName}] made active again', 'user'],
    'iam:CreateServiceSpecificCredential': ['key', `credential of {serviceName}${USER}`, 'user'],
    'iam:ResetServiceSpecificCredential': ['key', `new password of a service credential${USER}`, 'user'],
    'iam:UploadSSHPublicKey': ['key', `SSH key${USER}`, 'user'],
    'iam:UploadSigningCertificate': ['key', `signing certificate${USER}`, 'user'],
    'iam:CreateLoginProfile': ['password', `console password${USER}`, 'user'],
    'iam:UpdateLoginProfile': ['password', `new console password${USER}`, 'user'],
    'iam:ChangePassword': ['password', 'new console password of its own'],
    'iam:CreateVirtualMFADevice': ['other', 'MFA device {virtualMFADeviceName}'],
    'iam:EnableMFADevice': ['other', `MFA device enabled${USER}`, 'user'],
    'iam:DeactivateMFADevice': ['other', `MFA turned off${USER}`, 'user'],
    // Permissions
    'iam:AttachUserPolicy': ['policy', 'policy {policyArn} attached to user {userName}', 'user'],
    'iam:AttachRolePolicy': ['policy', 'policy {policyArn} attached to role {roleName}', 'role'],
    'iam:AttachGroupPolicy': ['policy', 'policy {policyArn} attached to group {groupName}'],
    'iam:PutUserPolicy': ['policy', 'inline policy {policyName} of user {userName}', 'user'],
    'iam:PutRolePolicy': ['policy', 'inline policy {policyName} of role {roleName}', 'role'],
    'iam:PutGroupPolicy': ['policy', 'inline policy {policyName} of group {groupName}'],
    'iam:CreatePolicyVersion': ['policy', 'version[ {>policyVersion.versionId}] of policy {policyArn}'],
    'iam:SetDefaultPolicyVersion': ['policy', 'version {versionId} of policy {policyArn} put in force'],
    'iam:AddUserToGroup': ['policy', 'user {userName} added to group {groupName}', 'user'],
    'iam:PutUserPermissionsBoundary': ['policy', 'permissions boundary of user {userName} changed', 'user'],
    'iam:PutRolePermissionsBoundary': ['policy', 'permissions boundary of role {roleName} changed', 'role'],
    'iam:DeleteUserPermissionsBoundary': [
      'policy',
      'permissions boundary of user {userName} removed',
      'user',
    ],
    'iam:DeleteRolePermissionsBoundary': [
      'policy',
      'permissions boundary of role {roleName} removed',
      'role',
    ],
    'sso:CreateAccountAssignment': [
      'policy',
      'access of Identity Center {principalType} {principalId} to account {targetId}',
    ],
    // Who is let in
    'iam:UpdateAssumeRolePolicy': ['trust', 'trust policy of role {roleName} changed', 'role'],
    'iam:CreateSAMLProvider': ['trust', 'SAML provider {name}'],
    'iam:UpdateSAMLProvider': ['trust', 'SAML provider {sAMLProviderArn} changed'],
    'iam:CreateOpenIDConnectProvider': ['trust', 'OpenID Connect provider {url}'],
    'rolesanywhere:CreateTrustAnchor': ['trust', 'Roles Anywhere trust anchor {name}'],
    // Sessions outlive the key that they came from, and names of sessions are the caller's free choice.
    'sts:AssumeRole': SESSION,
    'sts:AssumeRoleWithSAML': SESSION,
    'sts:AssumeRoleWithWebIdentity': SESSION,
    'signin:SwitchRole': SESSION,
    'sts:AssumeRoot': ['session', 'root session in account {targetPrincipal}'],
    'sts:GetSessionToken': ['session', 'session of its own (GetSessionToken)'],
    'sts:GetFederationToken': ['session', 'federated session of its own (GetFederationToken)'],
    // What goes on running with the permissions of a role
    'lambda:CreateFunction': ['other', 'function {functionName}[, which runs as role {role}]', 'role'],
    'lambda:UpdateFunctionCode': [
      'other',
      'new code of function {functionName}[, which runs as role {>role}]',
      'role',
    ],
    'lambda:AddPermission': ['other', 'permission of {principal} to call function {functionName}'],
    'lambda:CreateFunctionUrlConfig': ['other', 'URL of function {functionName}'],
    'ec2:RunInstances': ['other', 'instance[ {>instancesSet.items.*.instanceId}]'],
    'ec2:CreateKeyPair': ['other', 'SSH key pair {keyName}'],
    'ec2:ImportKeyPair': ['other', 'SSH key pair {keyName}'],
  }),
);

export interface MadeCall {
  readonly kind: MadeKind;
  readonly what: string;
  readonly target?: Target;
}

/** What a successful call made; undefined for a call that lets nobody back in. Never throws. */
export function readMadeCall(event: TrailEvent, context: MadeContext): MadeCall | undefined {
  const service = event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const call = `${service}:${callName(event.eventName)}`;
  // The same call makes a key inactive, which lets nobody in.
  if (call === 'iam:UpdateAccessKey' && textAt(event.requestParameters, 'status') !== 'Active')
    return undefined;
  const [kind, words, whom] = CALLS.get(call) ?? [];
  if (kind === undefined || words === undefined) return undefined;
  const target = whom === undefined ? undefined : targetOf(event, whom, context);
  const what = typeof words === 'string' ? fillSentence(words, event) : words(event, target);
  return { kind, what: what.trimEnd(), ...(target === undefined ? {} : { target }) };
}

/** A role of another account is named with it: here nobody can contain it. */
function nameSession(event: TrailEvent, role: Target | undefined): string {
  const name = role?.name || fillSentence('{roleArn}', event);
  if (role === undefined || role.accountId === event.accountId)
    return name === '' ? 'session of a role' : `session of role ${name}`;
  return `session of role ${name} in account ${role.accountId}`;
}
