// Reads an IAM role: its policies, who may assume it and what holds it, all at once.
import {
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  type Role,
} from '@aws-sdk/client-iam';
import type { PrincipalFacts } from '../domain/containment/facts.ts';
import type { Target } from '../domain/containment/target.ts';
import { REVOKE_POLICY } from '../domain/naming.ts';
import type { ReadDetail } from '../ports/aws.ts';
import { callIam } from './iam-call.ts';
import { GONE, readAll, readAttached, readShared } from './read-principal.ts';
import { readRevokedBefore, readTrusts } from './role-documents.ts';

/** Undefined when there is no such role (any more). */
export async function readRole(
  client: IAMClient,
  asked: Target,
  detail: ReadDetail,
): Promise<PrincipalFacts | undefined> {
  const of = { RoleName: asked.name };
  const [role, attached, instanceProfiles, revokedBefore] = await Promise.all([
    callIam('iam:GetRole', async () => (await client.send(new GetRoleCommand(of))).Role, GONE),
    readAttached('iam:ListAttachedRolePolicies', () => paginateListAttachedRolePolicies({ client }, of)),
    detail === 'all' ? readProfiles(client, of) : [],
    readRevocation(client, asked),
  ]);
  if (!role || !attached || !instanceProfiles) return undefined;
  const { AssumeRolePolicyDocument, MaxSessionDuration } = role;
  return {
    ...readShared(asked, role.RoleId, role),
    attached,
    accessKeys: [],
    hasPassword: false,
    trusts: readTrusts(AssumeRolePolicyDocument),
    instanceProfiles,
    ...lastUseOf(role),
    ...(MaxSessionDuration !== undefined && { longestSession: MaxSessionDuration }),
    ...(revokedBefore && { revokedBefore }),
  };
}

function readProfiles(client: IAMClient, of: { readonly RoleName: string }) {
  return readAll(
    'iam:ListInstanceProfilesForRole',
    () => paginateListInstanceProfilesForRole({ client }, of),
    ({ InstanceProfiles = [] }) => InstanceProfiles.flatMap(({ InstanceProfileName: name }) => name ?? []),
  );
}

/** Sessions begun before are refused already; undefined when none are. */
export async function readRevocation(client: IAMClient, { name }: Target): Promise<Date | undefined> {
  const command = new GetRolePolicyCommand({ RoleName: name, PolicyName: REVOKE_POLICY });
  const document = await callIam(
    'iam:GetRolePolicy',
    async () => (await client.send(command)).PolicyDocument,
    GONE,
  );
  return readRevokedBefore(document);
}

function lastUseOf({ RoleLastUsed }: Role): Pick<PrincipalFacts, 'lastUsed'> {
  const { LastUsedDate: at, Region: region } = RoleLastUsed ?? {};
  return at ? { lastUsed: { at, ...(region !== undefined && { region }) } } : {};
}
