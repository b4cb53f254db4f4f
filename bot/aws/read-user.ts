// Reads an IAM user: its policies, keys and password, all at once.
import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAccessKeys,
  paginateListAttachedUserPolicies,
} from '@aws-sdk/client-iam';
import type { KeyFact, PrincipalFacts } from '../domain/containment/facts.ts';
import type { Target } from '../domain/containment/target.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { ReadDetail } from '../ports/aws.ts';
import { callIam } from './iam-call.ts';
import { GONE, readAll, readAttached, readShared } from './read-principal.ts';

/** Undefined when there is no such user (any more). */
export async function readUser(
  client: IAMClient,
  asked: Target,
  detail: ReadDetail,
): Promise<PrincipalFacts | undefined> {
  const of = { UserName: asked.name };
  const [user, attached, accessKeys, hasPassword] = await Promise.all([
    callIam('iam:GetUser', async () => (await client.send(new GetUserCommand(of))).User, GONE),
    readAttached('iam:ListAttachedUserPolicies', () => paginateListAttachedUserPolicies({ client }, of)),
    readKeys(client, of, detail),
    callIam('iam:GetLoginProfile', async () => !!(await client.send(new GetLoginProfileCommand(of))), {
      NoSuchEntityException: false,
    }),
  ]);
  if (!user || !attached || !accessKeys) return undefined;
  const none = { trusts: [], instanceProfiles: [] };
  return { ...readShared(asked, user.UserId, user), ...none, attached, accessKeys, hasPassword };
}

async function readKeys(
  client: IAMClient,
  of: { readonly UserName: string },
  detail: ReadDetail,
): Promise<readonly KeyFact[] | undefined> {
  const keys = await readAll(
    'iam:ListAccessKeys',
    () => paginateListAccessKeys({ client }, of),
    ({ AccessKeyMetadata = [] }) => AccessKeyMetadata,
  );
  return keys && Promise.all(keys.map((key) => readKey(client, key, detail)));
}

async function readKey(
  client: IAMClient,
  { AccessKeyId: id = '', Status }: AccessKeyMetadata,
  detail: ReadDetail,
): Promise<KeyFact> {
  const lastUsedAt = detail === 'all' ? await lastUseOf(client, id) : undefined;
  return { id, active: Status === 'Active', ...(lastUsedAt && { lastUsedAt }) };
}

/** Good to know, and no reason to leave somebody in: a call that fails tells nothing. */
async function lastUseOf(client: IAMClient, AccessKeyId: string): Promise<Date | undefined> {
  try {
    return await callIam('iam:GetAccessKeyLastUsed', async () => {
      const answer = await client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
      return answer.AccessKeyLastUsed?.LastUsedDate;
    });
  } catch (error) {
    if (error instanceof TrailbotError) return undefined;
    throw error;
  }
}
