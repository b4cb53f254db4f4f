// The functions that change IAM, as the sandbox runs them: each with its role and its queue.
import { FUNCTIONS } from '../../domain/deployment/functions.ts';
import { QUEUES } from '../../domain/deployment/queues.ts';

export const HAND_NAMES = ['contain', 'release', 'revoke'] as const;
export type Hand = (typeof HAND_NAMES)[number];

/** Functions are called like their roles. */
export const HANDS: { readonly [hand in Hand]: { readonly role: string; readonly queue: string } } = {
  contain: { role: FUNCTIONS.contain.name, queue: QUEUES.contain.name },
  release: { role: FUNCTIONS.release.name, queue: QUEUES.release.name },
  revoke: { role: FUNCTIONS.revoke.name, queue: QUEUES.revoke.name },
};
