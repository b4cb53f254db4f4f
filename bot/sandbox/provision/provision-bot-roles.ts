// The roles of the functions that change IAM, here and in the member account, and sessions of those here.
import {
  CreateRoleCommand,
  type IAMClient,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import {
  containPolicy,
  lookPolicy,
  type PolicyDocument,
  releasePolicy,
  revokePolicy,
} from '../../domain/containment/role-policies.ts';
import { FUNCTIONS } from '../../domain/deployment/functions.ts';
import type { PermissionPlace } from '../../domain/deployment/permission-place.ts';
import { permissionsOf } from '../../domain/deployment/permissions.ts';
import { ALERT_TOPIC, LOG_GROUP, LOOK_ROLE, TRAIL_NAME } from '../../domain/naming.ts';
import type { ContainmentSettings } from '../../domain/settings.ts';
import { AwsFault, type Service } from '../aws/call.ts';
import { MEMBER_ACCOUNT_ID } from '../aws/iam/iam-accounts.ts';
import { tolerate } from './tolerate.ts';
import { trustPolicy } from './trust-policy.ts';

/** The functions that change IAM: they are called like their roles. */
const HANDS = ['contain', 'release', 'revoke'] as const;
export type Hand = (typeof HANDS)[number];

/** The longest that a session may last: twelve hours. */
const SESSION_SECONDS = 43_200;

const IAM_POLICIES = { contain: containPolicy, release: releasePolicy, revoke: revokePolicy };

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}
export type RoleCredentials = { readonly [hand in Hand]: SessionCredentials };

export interface BotRolesPlace {
  readonly accountId: string;
  readonly region: string;
  readonly containment: ContainmentSettings;
  /**
   * The member account's IAM, from inside: as if its template had been deployed long ago, of which the trail tells nothing
   * any more. Without it nothing is deployed there.
   */
  readonly memberIam?: Service | undefined;
}

interface NewRole {
  readonly name: string;
  readonly trust: string;
  /** By name. */
  readonly policies: { readonly [name: string]: PolicyDocument };
}

/** Idempotent, save that the sessions are new each time. They last twelve hours. */
export async function provisionBotRoles(
  { iam, sts }: { readonly iam: IAMClient; readonly sts: STSClient },
  place: BotRolesPlace,
): Promise<RoleCredentials> {
  await Promise.all(HANDS.map((hand) => makeRole(iam, ownRole(hand, place))));
  const { memberIam } = place;
  if (memberIam) for (const role of memberRoles(place)) await makeMemberRole(memberIam, role);
  const session = (hand: Hand) => {
    const { name: role } = FUNCTIONS[hand];
    // As Lambda does: the session has the function's name.
    return assume(sts, `arn:aws:iam::${place.accountId}:role/${role}`, role);
  };
  const [contain, release, revoke] = await Promise.all([
    session('contain'),
    session('release'),
    session('revoke'),
  ]);
  return { contain, release, revoke };
}

function ownRole(hand: Hand, { accountId, region, containment }: BotRolesPlace): NewRole {
  const place: PermissionPlace = {
    ...{ partition: 'aws', accountId, region, containment, logGroup: LOG_GROUP, trailName: TRAIL_NAME },
    alertTopicArn: `arn:aws:sns:${region}:${accountId}:${ALERT_TOPIC}`,
  };
  const policies = { permissions: permissionsOf(hand, place) };
  return { name: FUNCTIONS[hand].name, trust: trustPolicy(['lambda.amazonaws.com']), policies };
}

/** None when the settings do not name the account: nothing is deployed there then. */
function memberRoles({ accountId, containment }: BotRolesPlace): readonly NewRole[] {
  const { breakGlass, memberAccounts } = containment;
  const externalId = memberAccounts[MEMBER_ACCOUNT_ID];
  if (externalId === undefined) return [];
  const place = { partition: 'aws', accountId: MEMBER_ACCOUNT_ID, breakGlass };
  const hands = HANDS.map((hand) => ({
    name: FUNCTIONS[hand].name,
    trust: trustPolicy([`arn:aws:iam::${accountId}:role/${FUNCTIONS[hand].name}`], externalId),
    policies: { iam: IAM_POLICIES[hand](place) },
  }));
  const trust = trustPolicy([`arn:aws:iam::${accountId}:root`], externalId);
  return [...hands, { name: LOOK_ROLE, trust, policies: { iam: lookPolicy(place) } }];
}

async function makeRole(iam: IAMClient, { name: RoleName, trust, policies }: NewRole): Promise<void> {
  const create = new CreateRoleCommand({
    RoleName,
    AssumeRolePolicyDocument: trust,
    MaxSessionDuration: SESSION_SECONDS,
  });
  await tolerate('EntityAlreadyExistsException', iam.send(create));
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  for (const [PolicyName, document] of Object.entries(policies)) {
    const PolicyDocument = JSON.stringify(document);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  }
}

async function makeMemberRole(iam: Service, { name: RoleName, trust, policies }: NewRole) {
  const send = async (operation: string, input: object) => {
    const call = { service: 'iam', operation, region: 'us-east-1', accessKeyId: '' };
    await iam[operation]?.({ RoleName, ...input }, call);
  };
  try {
    await send('CreateRole', { AssumeRolePolicyDocument: trust });
  } catch (error) {
    if (!(error instanceof AwsFault) || error.code !== 'EntityAlreadyExists') throw error;
  }
  await send('UpdateAssumeRolePolicy', { PolicyDocument: trust });
  for (const [PolicyName, document] of Object.entries(policies)) {
    await send('PutRolePolicy', { PolicyName, PolicyDocument: JSON.stringify(document) });
  }
}

async function assume(sts: STSClient, RoleArn: string, RoleSessionName: string): Promise<SessionCredentials> {
  const command = new AssumeRoleCommand({ RoleArn, RoleSessionName, DurationSeconds: SESSION_SECONDS });
  const { Credentials } = await sts.send(command);
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
