// The tag that keeps a user or role from being contained, and from being released: no role of the bot may change it then.
import { PROTECTED_TAG } from '../naming.ts';
import type { Trouble } from './carry-out.ts';
import type { PrincipalFacts } from './facts.ts';
import { untagCommand } from './iam-command.ts';
import { nameTarget } from './name-principal.ts';

/** As it is written there; undefined when there is none. The keys of IAM's tags are alike whatever their case. */
export function protectedTag({ tags }: Pick<PrincipalFacts, 'tags'>): string | undefined {
  return Object.keys(tags).find((tag) => tag.toLowerCase() === PROTECTED_TAG);
}

/**
 * Why IAM refuses to change somebody who was tagged while contained, with the command that takes the tag off; undefined
 * when the tag is not the reason.
 */
export function protectedSince(facts: PrincipalFacts): Trouble | undefined {
  const tag = protectedTag(facts);
  if (tag === undefined) return undefined;
  const command = untagCommand(facts.target, tag);
  return {
    why: `${nameTarget(facts.target)} has the tag ${tag} now, with which IAM lets Trailbot change nothing.`,
    hint: `If it is to be changed, take the tag off as an administrator ( ${command} ), and ask again.`,
  };
}
