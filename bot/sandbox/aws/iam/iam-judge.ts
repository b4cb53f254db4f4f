// Decides on a caller's request: what the policies say together, and which of them said no.
import { type Decision, evaluate, type PolicyDocument, type PolicyRequest } from './evaluate-policy.ts';
import type { Caller } from './iam-credentials.ts';
import type { Directory } from './iam-directory.ts';
import type { Standing } from './iam-history.ts';
import { readPolicy } from './parse-policy.ts';

/** A policy with the name that IAM's simulator gives it. */
export interface NamedPolicy {
  readonly id: string;
  readonly document: PolicyDocument;
}

/** What the policies of a user or role are. */
export interface Policies {
  readonly identity: readonly NamedPolicy[];
  readonly boundary: readonly NamedPolicy[] | undefined;
  /** Of a session that was given some. */
  readonly session?: readonly NamedPolicy[] | undefined;
}

export type Verdict =
  | { readonly decision: 'allowed' }
  | {
      readonly decision: Exclude<Decision, 'allowed'>;
      readonly by: 'identity-based policy' | 'permissions boundary' | 'session policy';
    };

/** An explicit deny anywhere wins; else the policies, the boundary and the session's policies must all allow. */
export function judge({ identity, boundary, session }: Policies, request: PolicyRequest): Verdict {
  const decide = (policies: readonly NamedPolicy[] | undefined) =>
    policies === undefined
      ? 'allowed'
      : evaluate(
          policies.map(({ document }) => document),
          request,
        );
  const decisions = [
    { by: 'identity-based policy', decision: decide(identity) },
    { by: 'permissions boundary', decision: decide(boundary) },
    { by: 'session policy', decision: decide(session) },
  ] as const;
  for (const worst of ['explicitDeny', 'implicitDeny'] as const) {
    const found = decisions.find(({ decision }) => decision === worst);
    if (found !== undefined) return { by: found.by, decision: worst };
  }
  return { decision: 'allowed' };
}

/** By what is enforced now. */
export function policiesOfCaller({ directory, principal, session }: Caller): Policies {
  const standing = directory.history.enforced(principal);
  const limits = session?.policies?.map((text) => ({ id: 'session', document: readPolicy(text) }));
  return { ...policiesOf(directory, standing, `${principal.kind}_${principal.name}`), session: limits };
}

/** @param owner as the simulator names the owner of an inline policy: `user_alice` */
export function policiesOf(directory: Directory, standing: Standing, owner: string): Policies {
  const inline = [...standing.inline].map(([name, text]) => ({
    id: `${owner}_${name}`,
    document: readPolicy(text),
  }));
  const managed = standing.attached.flatMap((arn) => managedPolicy(directory, arn));
  const { boundary } = standing;
  return {
    identity: [...inline, ...managed],
    boundary: boundary === undefined ? undefined : managedPolicy(directory, boundary),
  };
}

function managedPolicy({ policies }: Directory, arn: string): readonly NamedPolicy[] {
  const policy = policies.get(arn);
  return policy === undefined ? [] : [{ id: policy.name, document: readPolicy(policy.document) }];
}
