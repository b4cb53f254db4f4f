// IAM's operations on instance profiles: what puts a role onto servers.
import type { Input, Service } from '../call.ts';
import { conflict, noSuchEntity, pageOf, pathOf, requiredName } from './iam-check.ts';
import { checkModifiable, type Directory, findRole, type InstanceProfile, newId } from './iam-directory.ts';
import { renderRole } from './iam-roles.ts';

export function instanceProfileOperations(directory: Directory): Service {
  const { instanceProfiles: profiles, accountId, clock } = directory;

  function find(input: Input): InstanceProfile {
    const name = requiredName(input, 'InstanceProfileName');
    const profile = profiles.get(name.toLowerCase());
    if (profile === undefined) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
    return profile;
  }

  return {
    CreateInstanceProfile(input) {
      const name = requiredName(input, 'InstanceProfileName');
      if (profiles.has(name.toLowerCase())) {
        throw conflict('EntityAlreadyExists', `Instance Profile ${name} already exists.`);
      }
      const path = pathOf(input);
      const arn = `arn:aws:iam::${accountId}:instance-profile${path}${name}`;
      const profile = { name, path, id: newId('AIPA'), arn, createdAt: clock.now(), role: undefined };
      profiles.set(name.toLowerCase(), profile);
      return { InstanceProfile: render(profile) };
    },
    GetInstanceProfile: (input) => ({ InstanceProfile: render(find(input)) }),
    AddRoleToInstanceProfile(input) {
      const profile = find(input);
      const role = findRole(directory, input);
      checkModifiable(role);
      if (profile.role !== undefined) {
        throw conflict('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1');
      }
      profile.role = role;
    },
    RemoveRoleFromInstanceProfile(input) {
      const profile = find(input);
      const role = findRole(directory, input);
      checkModifiable(role);
      if (profile.role !== role) {
        throw noSuchEntity(`Role ${role.name} is not in the instance profile.`);
      }
      profile.role = undefined;
    },
    DeleteInstanceProfile(input) {
      const profile = find(input);
      if (profile.role !== undefined) {
        throw conflict(
          'DeleteConflict',
          'Cannot delete entity, must remove roles from instance profile first.',
        );
      }
      profiles.delete(profile.name.toLowerCase());
    },
    ListInstanceProfilesForRole(input) {
      const role = findRole(directory, input);
      const holding = [...profiles.values()].filter((profile) => profile.role === role);
      return pageOf(holding.map(render), 'InstanceProfiles', input);
    },
  };
}

function render({ name, path, id, arn, createdAt, role }: InstanceProfile): Input {
  return {
    Path: path,
    InstanceProfileName: name,
    InstanceProfileId: id,
    Arn: arn,
    CreateDate: createdAt,
    Roles: role === undefined ? [] : [renderRole(role)],
  };
}
