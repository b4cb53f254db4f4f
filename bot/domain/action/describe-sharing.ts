// Describes calls that may let strangers in: policies, access control lists, shared snapshots and images.

import type { TrailEvent } from '../event/trail-event.ts';
import { textAt, textsAt, valueAt } from '../read-json.ts';
import { fillSentence } from './fill-sentence.ts';
import { readPolicy } from './read-policy.ts';
import { shortName, shortNames } from './short-name.ts';

const ALL_USERS = /\/(AllUsers|AuthenticatedUsers)$/;

/** `make bucket x public`, `let account 210987654321 into bucket x`, or that the policy changed. */
export function describeBucketPolicy(event: TrailEvent): string {
  const bucket = `bucket ${nameOf(event, 'bucketName')}`;
  const { anybody, accounts } = readPolicy(valueAt(event.requestParameters, 'bucketPolicy'));
  if (anybody) return `make ${bucket} public`;
  const others = accounts.filter((account) => account !== event.accountId);
  return others.length > 0
    ? `let account ${shortNames(others)} into ${bucket}`
    : `change the policy of ${bucket}`;
}

export function describeBucketAcl(event: TrailEvent): string {
  const bucket = `bucket ${nameOf(event, 'bucketName')}`;
  const canned = textsAt(event.requestParameters, 'x-amz-acl');
  const grants = valueAt(event.requestParameters, 'AccessControlPolicy', 'AccessControlList', 'Grant');
  const grantees = (Array.isArray(grants) ? grants : [grants]).map((grant) =>
    textAt(grant, 'Grantee', 'URI'),
  );
  const open = canned.some((one) => one.startsWith('public-')) || grantees.some((uri) => ALL_USERS.test(uri));
  return open ? `make ${bucket} public` : `change the access control list of ${bucket}`;
}

/** Four switches; each that is off lets a kind of public access through. */
export function describePublicAccessBlock(event: TrailEvent): string {
  const of = textAt(event.requestParameters, 'bucketName')
    ? `bucket ${nameOf(event, 'bucketName')}`
    : 'the whole account';
  const switches = valueAt(event.requestParameters, 'PublicAccessBlockConfiguration');
  const off = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].filter(
    (key) => {
      const value = valueAt(switches, key);
      return value === false || value === 'false';
    },
  );
  return off.length === 0 ? `set Block Public Access of ${of}` : `turn off ${off.join(', ')} of ${of}`;
}

/** EC2's snapshots and images: `createVolumePermission` and `launchPermission` have one shape. */
export function describeEc2Share(event: TrailEvent): string {
  const snapshot = textAt(event.requestParameters, 'snapshotId');
  const what = snapshot === '' ? `image ${nameOf(event, 'imageId')}` : `snapshot ${shortName(snapshot)}`;
  const list = snapshot === '' ? 'launchPermission' : 'createVolumePermission';
  const read = (side: string) => [
    ...textsAt(event.requestParameters, `${list}.${side}.items.*.group`),
    ...textsAt(event.requestParameters, `${list}.${side}.items.*.userId`),
  ];
  return describeShare(what, read('add'), read('remove'));
}

export function describeDatabaseShare(event: TrailEvent): string {
  const name = fillSentence('{dBSnapshotIdentifier|dBClusterSnapshotIdentifier}', event);
  const read = (list: string) => textsAt(event.requestParameters, list);
  return describeShare(`database snapshot ${name}`, read('valuesToAdd'), read('valuesToRemove'));
}

function describeShare(what: string, added: readonly string[], removed: readonly string[]): string {
  if (added.includes('all')) return `make ${what} public`;
  if (added.length > 0) return `share ${what} with account ${shortNames(added)}`;
  if (removed.includes('all')) return `make ${what} private again`;
  return removed.length > 0 ? `stop sharing ${what} with account ${shortNames(removed)}` : `change ${what}`;
}

export function describeTrust(event: TrailEvent): string {
  const role = `role ${nameOf(event, 'roleName')}`;
  const { anybody, accounts } = readPolicy(valueAt(event.requestParameters, 'policyDocument'));
  if (anybody) return `let anybody assume ${role}`;
  const others = accounts.filter((account) => account !== event.accountId);
  return others.length > 0
    ? `let account ${shortNames(others)} assume ${role}`
    : `change who may assume ${role}`;
}

export function describeInlinePolicy(event: TrailEvent): string {
  const to = fillSentence('[user {userName}][role {roleName}][group {groupName}]', event);
  return `give ${to} inline policy ${nameOf(event, 'policyName')}${reachOf(event)}`;
}

export function describePolicyVersion(event: TrailEvent): string {
  const verb = event.eventName === 'CreatePolicy' ? 'create policy' : 'replace the text of policy';
  return `${verb} ${fillSentence('{policyArn|policyName}', event)}${reachOf(event)}`;
}

/** Key policies, and those of secrets, queues and topics: all that matters here is whether anybody may come in. */
export function describeResourcePolicy(event: TrailEvent): string {
  const of = fillSentence('{keyId|secretId|repositoryName|resourceArn|registryId}', event);
  const text = ['policy', 'resourcePolicy', 'policyText']
    .map((key) => textAt(event.requestParameters, key))
    .find(Boolean);
  const { anybody, accounts } = readPolicy(text);
  const others = accounts.filter((account) => account !== event.accountId);
  if (anybody) return `let anybody use ${of}`;
  return others.length > 0 ? `let account ${shortNames(others)} use ${of}` : `change who may use ${of}`;
}

export function describeFunctionPermission(event: TrailEvent): string {
  const principal = textAt(event.requestParameters, 'principal');
  const who = principal === '*' ? 'anybody' : shortName(principal) || 'somebody';
  return `let ${who} invoke function ${nameOf(event, 'functionName')}`;
}

export function describeFunctionUrl(event: TrailEvent): string {
  const open = textAt(event.requestParameters, 'authType') === 'NONE';
  return `give function ${nameOf(event, 'functionName')} a ${open ? 'public URL without authentication' : 'URL'}`;
}

function reachOf(event: TrailEvent): string {
  return readPolicy(valueAt(event.requestParameters, 'policyDocument')).everything
    ? ', which allows everything'
    : '';
}

function nameOf(event: TrailEvent, key: string): string {
  return shortName(textAt(event.requestParameters, key));
}
