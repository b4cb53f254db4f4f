// IAM's answer to who has a managed policy: attached, or as a boundary.
import type { Input, Service } from '../call.ts';
import { textOf } from '../input-members.ts';
import { pageOf } from './iam-check.ts';
import { type Directory, findPolicy, type Principal } from './iam-directory.ts';
import { byName } from './iam-users.ts';

export function policyEntityOperations(directory: Directory): Service {
  return {
    ListEntitiesForPolicy(input) {
      const { arn } = findPolicy(directory, input);
      const prefix = textOf(input, 'PathPrefix') ?? '/';
      const holds = holderOf(arn, textOf(input, 'PolicyUsageFilter'));
      const kinds: Input = { User: ['user'], Role: ['role'], Group: [] };
      const filter = textOf(input, 'EntityFilter') ?? '';
      const shown = Object.hasOwn(kinds, filter) ? kinds[filter] : ['user', 'role'];
      const found = [...directory.users.values(), ...directory.roles.values()]
        .filter((it) => holds(it) && it.path.startsWith(prefix) && includes(shown, it.kind))
        .sort(byName);
      const { Entities, ...page } = pageOf(found, 'Entities', input);
      const entities = found.filter((it) => includes(Entities, it));
      return {
        PolicyGroups: [],
        PolicyUsers: ofKind(entities, 'user').map(({ name, id }) => ({ UserName: name, UserId: id })),
        PolicyRoles: ofKind(entities, 'role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
        ...page,
      };
    },
  };
}

function holderOf(arn: string, usage: string | undefined): (principal: Principal) => boolean {
  return ({ attached, boundary }) =>
    (usage !== 'PermissionsBoundary' && attached.has(arn)) ||
    (usage !== 'PermissionsPolicy' && boundary === arn);
}

function ofKind(principals: readonly Principal[], kind: Principal['kind']): readonly Principal[] {
  return principals.filter((it) => it.kind === kind);
}

function includes(list: unknown, item: unknown): boolean {
  return Array.isArray(list) && list.includes(item);
}
