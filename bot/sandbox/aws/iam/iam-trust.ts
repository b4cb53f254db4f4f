// Who may assume a role, by its trust policy.
import { conditionHolds } from './evaluate-condition.ts';
import {
  actionMatches,
  inLowerCase,
  type PolicyDocument,
  type PolicyStatement,
  statementsOf,
} from './evaluate-policy.ts';
import type { Caller } from './iam-credentials.ts';
import { readPolicy, type TrustStatement } from './parse-policy.ts';

const EXTERNAL_ID = 'sts:externalid';

/**
 * `direct`: the user, the role or the session itself is named, so that in the same account no policy of its own is
 * needed. `account`: only its account is, or everybody.
 */
export type Trust = 'direct' | 'account' | 'none' | 'denied';

export function trustOf(
  trustPolicy: string,
  caller: Caller,
  requestKeys: ReadonlyMap<string, readonly string[]>,
): Trust {
  const document = readPolicy(trustPolicy);
  const keys = inLowerCase(requestKeys);
  const variables = document.Version === '2012-10-17' ? keys : undefined;
  const found = assumeStatements(document)
    .filter(({ Condition = {} }) => conditionHolds(Condition, keys, variables))
    .flatMap((statement) => {
      const trust = nameOf(statement, caller);
      return trust === undefined ? [] : [{ Effect: statement.Effect, trust }];
    });
  if (found.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  const allowed = found.map(({ trust }) => trust);
  return allowed.includes('direct') ? 'direct' : (allowed[0] ?? 'none');
}

/**
 * Whether the external id is right, whoever asks: with credentials that stand for the root user everything else is taken
 * for granted, so that a forgotten id still shows.
 */
export function externalIdHolds(trustPolicy: string, externalId: string | undefined): boolean {
  const keys = new Map(externalId === undefined ? [] : [[EXTERNAL_ID, [externalId]] as const]);
  const statements = assumeStatements(readPolicy(trustPolicy));
  const met = (statement: PolicyStatement) => conditionHolds(onExternalId(statement), keys, keys);
  const asks = (statement: PolicyStatement) => Object.keys(onExternalId(statement)).length > 0;
  const isDenied = statements.some((it) => it.Effect === 'Deny' && asks(it) && met(it));
  const allowing = statements.filter(({ Effect }) => Effect === 'Allow');
  return !isDenied && (allowing.length === 0 || allowing.some(met));
}

/** The part of a statement's condition that is about the external id. */
function onExternalId({ Condition = {} }: PolicyStatement): NonNullable<PolicyStatement['Condition']> {
  const blocks = Object.entries(Condition).flatMap(([operator, block]) => {
    const own = Object.entries(block).filter(([key]) => key.toLowerCase() === EXTERNAL_ID);
    return own.length === 0 ? [] : [[operator, Object.fromEntries(own)] as const];
  });
  return Object.fromEntries(blocks);
}

function assumeStatements(document: PolicyDocument): readonly TrustStatement[] {
  return statementsOf(document).filter((statement) => actionMatches(statement, 'sts:AssumeRole'));
}

function nameOf(
  { Principal, NotPrincipal }: TrustStatement,
  caller: Caller,
): 'direct' | 'account' | undefined {
  if (Principal === undefined) return named(NotPrincipal, caller) === undefined ? 'account' : undefined;
  return named(Principal, caller);
}

function named(principal: unknown, { directory, principal: self, arn, session }: Caller) {
  const names = namesOf(principal);
  const own = session?.kind === 'federated' ? [arn] : [arn, self.arn];
  if (names.some((name) => own.includes(name))) return 'direct';
  const { accountId } = directory;
  const account = ['*', accountId, `arn:aws:iam::${accountId}:root`];
  return names.some((name) => account.includes(name)) ? 'account' : undefined;
}

/** `"*"`, or what stands after `AWS`: services and identity providers are nobody who calls here. */
function namesOf(principal: unknown): readonly string[] {
  if (typeof principal !== 'object' || principal === null)
    return typeof principal === 'string' ? [principal] : [];
  const aws: unknown = 'AWS' in principal ? principal.AWS : [];
  return (Array.isArray(aws) ? aws : [aws]).filter((it) => typeof it === 'string');
}
