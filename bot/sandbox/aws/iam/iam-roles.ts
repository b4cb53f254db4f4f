// IAM's operations on roles.
import { AwsFault, type Input, type Service } from '../call.ts';
import { integerOf, textOf, textsOf } from '../input-members.ts';
import { conflict, pageOf, policyDocumentOf, renderTags, tagsOf } from './iam-check.ts';
import {
  beginChange,
  boundaryOf,
  checkModifiable,
  type Directory,
  findRole,
  type Role,
} from './iam-directory.ts';
import { newPrincipal } from './iam-principal.ts';
import { byName } from './iam-users.ts';

export function roleOperations(directory: Directory): Service {
  const { roles } = directory;
  return {
    CreateRole(input) {
      const role: Role = {
        ...newPrincipal(input, 'role', directory),
        trustPolicy: policyDocumentOf(input, 'AssumeRolePolicyDocument', 'trust'),
        description: textOf(input, 'Description'),
        maxSessionDuration: sessionDurationOf(input),
      };
      roles.set(role.name.toLowerCase(), role);
      return { Role: renderRole(role) };
    },
    GetRole(input) {
      const role = findRole(directory, input);
      const { at: LastUsedDate, region: Region } = role.lastUsed ?? {};
      return { Role: { ...renderRole(role), RoleLastUsed: { LastUsedDate, Region } } };
    },
    ListRoles(input) {
      const prefix = textOf(input, 'PathPrefix') ?? '/';
      const found = [...roles.values()].filter((it) => it.path.startsWith(prefix)).sort(byName);
      return pageOf(
        found.map((role) => renderRole({ ...role, tags: new Map() })),
        'Roles',
        input,
      );
    },
    DeleteRole(input) {
      const role = findRole(directory, input);
      checkModifiable(role);
      if (role.attached.size > 0) {
        throw conflict('DeleteConflict', 'Cannot delete entity, must detach all policies first.');
      }
      if (directory.instanceProfiles.values().some((profile) => profile.role === role)) {
        throw conflict(
          'DeleteConflict',
          'Cannot delete entity, must remove roles from instance profile first.',
        );
      }
      if (role.inline.size > 0)
        throw conflict('DeleteConflict', 'Cannot delete entity, must delete policies first.');
      roles.delete(role.name.toLowerCase());
    },
    UpdateAssumeRolePolicy(input) {
      const role = findRole(directory, input);
      beginChange(directory, role);
      role.trustPolicy = policyDocumentOf(input, 'PolicyDocument', 'trust');
    },
    TagRole(input) {
      const role = findRole(directory, input);
      checkModifiable(role);
      for (const [key, value] of tagsOf(input)) role.tags.set(key, value);
    },
    UntagRole(input) {
      const role = findRole(directory, input);
      checkModifiable(role);
      for (const key of textsOf(input, 'TagKeys')) role.tags.delete(key);
    },
    ListRoleTags: (input) => pageOf(renderTags(findRole(directory, input).tags) ?? [], 'Tags', input),
  };
}

/** IAM answers policy documents percent-encoded (RFC 3986); SDKs leave that to the caller, the CLI decodes. */
export function encodeDocument(document: string): string {
  return encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** As lists show a role. */
export function renderRole(role: Role): Input {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    PermissionsBoundary: boundaryOf(role),
    Tags: renderTags(role.tags),
  };
}

function sessionDurationOf(input: Input): number {
  const seconds = integerOf(input, 'MaxSessionDuration') ?? 3_600;
  if (seconds >= 3_600 && seconds <= 43_200) return seconds;
  throw new AwsFault(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200`,
  );
}
