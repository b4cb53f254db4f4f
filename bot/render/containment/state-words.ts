// Where a containment stands, in a few words.
import {
  type Containment,
  isLocked,
  isPartlyGivenBack,
  stands,
} from '../../domain/containment/containment.ts';
import { isFought, lastLook } from '../../domain/containment/last-look.ts';
import { targetName } from './target-words.ts';

/** What can be decided about it now. */
export type Open = 'approval' | 'release-approval' | 'release' | 'nothing';

export function openDecision({ state, changes, release }: Containment): Open {
  if (state === 'requested') return 'approval';
  const held = state === 'contained' || (state === 'failed' && changes.some(stands));
  if (!held) return 'nothing';
  if (release === undefined) return 'release';
  return release.approved === undefined ? 'release-approval' : 'nothing';
}

/** The end of its time was announced, and nobody has taken the limit off. */
export function isEnding({ state, endsAt, history }: Containment): boolean {
  return state === 'contained' && endsAt !== undefined && history.some(({ kind }) => kind === 'ending');
}

/** A mark, and a line that names the target. */
export function stateWords(containment: Containment): { readonly mark: string; readonly line: string } {
  const { state, target, changes } = containment;
  const name = targetName(target);
  switch (state) {
    case 'requested':
      return { mark: '⏳', line: `Contain ${name}? It waits for approval` };
    case 'declined':
      return { mark: '🚫', line: `${name} was not contained: the request was declined` };
    case 'lapsed':
      return { mark: '⌛', line: `${name} was not contained: the request lapsed` };
    case 'approved':
      return { mark: '⏳', line: `${name} is being contained` };
    case 'contained':
      return containedWords(containment, name);
    case 'failed':
      return changes.some(stands)
        ? { mark: '⚠️', line: `${name} is contained only in part` }
        : { mark: '⚠️', line: `${name} could not be contained` };
    case 'released':
      return { mark: '🔓', line: `${name} was released` };
  }
}

function containedWords(containment: Containment, name: string) {
  const { mode } = containment;
  const held = mode === 'deny' ? `${name} is locked out of AWS` : `The sessions of ${name} are revoked`;
  const open = openDecision(containment);
  if (open === 'nothing') return { mark: '⏳', line: `${name} is being released` };
  const waits = open === 'release-approval' ? '. Its release waits for approval' : '';
  if (isPartlyGivenBack(containment)) return { mark: '⚠️', line: `${inPart(containment, name)}${waits}` };
  const last = lastLook(containment);
  if (isFought(containment)) return { mark: '⚠️', line: `${name}: ${FOUGHT}${waits}` };
  if (waits !== '') return { mark: '🔒', line: `${held}${waits}` };
  if (last?.kind === 'unverified') return { mark: '⚠️', line: `${held}, but that could not be verified` };
  return { mark: '🔒', line: last?.kind === 'verified' ? `${held}, verified` : `${held}, not verified yet` };
}
const FOUGHT = 'somebody takes the containment off as fast as it is put back';

function inPart(containment: Containment, name: string): string {
  const line = `${name} was given back in part`;
  if (containment.mode === 'revoke-sessions') return line;
  return `${line}, and is ${isLocked(containment) ? 'still locked out' : 'NOT held by this any more'}`;
}
