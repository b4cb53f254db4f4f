// What IAM tells alike of users and roles, in the words of the domain.
import type { AttachedPermissionsBoundary, AttachedPolicy, Tag } from '@aws-sdk/client-iam';
import type { PrincipalFacts } from '../domain/containment/facts.ts';
import { parseTarget, type Target } from '../domain/containment/target.ts';
import { TrailbotError } from '../domain/errors.ts';
import { callIam } from './iam-call.ts';

/** How to call IAM about somebody who may not be there (any more). */
export const GONE = { NoSuchEntityException: undefined };

/** As {@link PrincipalFacts} has them of anybody. */
export type Shared = Pick<PrincipalFacts, 'target' | 'id' | 'createdAt' | 'tags' | 'boundary'>;

interface Described {
  readonly Arn: string | undefined;
  readonly CreateDate: Date | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly PermissionsBoundary?: AttachedPermissionsBoundary | undefined;
}

/**
 * `target` is as IAM has it: a path that somebody typed wrong must not get past a pattern of who is never contained.
 * @throws TrailbotError `unexpected` when IAM answered with somebody else.
 */
export function readShared(asked: Target, id: string | undefined, described: Described): Shared {
  const { Arn = '', CreateDate, Tags = [], PermissionsBoundary } = described;
  const target = parseTarget(Arn);
  if (!target || !isSame(target, asked) || !id || !CreateDate) throw notAsked(asked, Arn);
  const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    target,
    id,
    createdAt: CreateDate,
    tags: Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
    ...(boundary !== undefined && { boundary }),
  };
}

/** IAM finds names whatever their case. */
function isSame(found: Target, asked: Target): boolean {
  const alike = found.name.toLowerCase() === asked.name.toLowerCase();
  return alike && found.kind === asked.kind && found.accountId === asked.accountId;
}

function notAsked({ arn }: Target, answered: string): TrailbotError {
  return new TrailbotError({
    code: 'unexpected',
    message: `IAM was asked for ${arn} and answered with "${answered.slice(0, 300)}".`,
    hint: 'Look the name up in the IAM console, and contain by its full ARN.',
  });
}

/** ARNs of attached managed policies, of all pages. */
export function readAttached(
  action: string,
  pages: () => AsyncIterable<{ readonly AttachedPolicies?: readonly AttachedPolicy[] | undefined }>,
): Promise<readonly string[] | undefined> {
  return readAll(action, pages, ({ AttachedPolicies = [] }) =>
    AttachedPolicies.flatMap(({ PolicyArn }) => PolicyArn ?? []),
  );
}

/** What every page of a list holds; undefined when the user or role is not there (any more). */
export function readAll<Page, Item>(
  action: string,
  pages: () => AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
): Promise<readonly Item[] | undefined> {
  const collect = async () => {
    const found: Item[] = [];
    for await (const page of pages()) found.push(...itemsOf(page));
    return found;
  };
  return callIam(action, collect, GONE);
}
