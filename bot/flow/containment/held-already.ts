// Whether somebody is contained already, and the words for who asked for that.
import type { Containment, Mode } from '../../domain/containment/containment.ts';
import type { NotDecided } from '../../domain/containment/decision.ts';
import { alreadyHeld, isInTheWay } from '../../domain/containment/request.ts';
import type { Target } from '../../domain/containment/target.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { JobDeps } from '../job-deps.ts';

/** Undefined when nothing of now stands in the way of containing the target in `mode`. */
export async function heldAlready(
  { target: { arn }, mode }: { readonly target: Target; readonly mode: Mode },
  deps: JobDeps,
): Promise<NotDecided | undefined> {
  const active = await deps.containments.listActive();
  const held = active.find((one) => one.target.arn === arn && isInTheWay(one, mode, deps.clock.now()));
  return held && alreadyHeld(held, await nameOf(held, deps));
}

async function nameOf({ requested: { userId } }: Containment, { people, log }: JobDeps): Promise<string> {
  try {
    return (await people.find(userId))?.name ?? userId;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('a name could not be read', { code: error.code, error });
    return userId;
  }
}
