// What is said of a user or role that IAM does not find by the name that it had.
import type { Trouble } from '../../domain/containment/carry-out.ts';
import type { Target } from '../../domain/containment/target.ts';

/** A user can be renamed, and takes its keys and policies along; a role cannot. */
export function notThere({ kind, name }: Target): Trouble {
  return {
    why: `${name} is not in IAM any more${kind === 'user' ? ' under this name' : ''}.`,
    hint:
      kind === 'user'
        ? 'It was deleted or renamed: look for UpdateUser and DeleteUser in the trail. A renamed user keeps its keys and its policies, AWSDenyAll too: contain it by its new name, so that it is watched.'
        : 'It was deleted: look for DeleteRole in the trail, for who did it and what else they did.',
  };
}
