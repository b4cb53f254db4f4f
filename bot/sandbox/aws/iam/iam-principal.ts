// What CreateUser and CreateRole have in common: a name that is free, a path, tags and a boundary.
import type { Input } from '../call.ts';
import { conflict, pathOf, policyArnOf, requiredName, tagsOf } from './iam-check.ts';
import { type Directory, newId, type Principal } from './iam-directory.ts';

const KINDS = {
  user: { member: 'UserName', label: 'User', prefix: 'AIDA' },
  role: { member: 'RoleName', label: 'Role', prefix: 'AROA' },
} as const;

/** @throws AwsFault `ValidationError`, `EntityAlreadyExists` */
export function newPrincipal(
  input: Input,
  kind: keyof typeof KINDS,
  { clock, accountId, users, roles }: Directory,
): Principal {
  const { member, label, prefix } = KINDS[kind];
  const name = requiredName(input, member);
  const path = pathOf(input);
  if ({ user: users, role: roles }[kind].has(name.toLowerCase())) {
    throw conflict('EntityAlreadyExists', `${label} with name ${name} already exists.`);
  }
  return {
    kind,
    name,
    path,
    id: newId(prefix),
    arn: `arn:aws:iam::${accountId}:${kind}${path}${name}`,
    createdAt: clock.now(),
    tags: new Map(tagsOf(input)),
    attached: new Set(),
    inline: new Map(),
    boundary: input.PermissionsBoundary === undefined ? undefined : policyArnOf(input, 'PermissionsBoundary'),
  };
}
