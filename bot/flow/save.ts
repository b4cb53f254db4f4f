// Saving with others at work on the same incident: being outdated is an answer, not a failure.
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Incidents } from '../ports/store.ts';

/** @returns the incident as saved; undefined when somebody else saved first. */
export async function saveUnlessOutdated(
  incident: Incident,
  { incidents }: { readonly incidents: Incidents },
  replaces?: Incident,
): Promise<Incident | undefined> {
  try {
    return await incidents.save(incident, replaces);
  } catch (error) {
    if (error instanceof TrailbotError && error.code === 'conflict') return undefined;
    throw error;
  }
}

export function outdated({ id }: { readonly id: string }): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `Incident ${id} was changed by others again and again.`,
    hint: 'Nothing to do: the queue delivers the alert again.',
  });
}

/** How often, and how long each time, a run waits for another one to tell what both know. */
const PATIENCE = 6;
const PAUSE_MS = 700;

/**
 * Another run is telling Slack about this incident, and this run has nothing new to leave to it: it may be the retry of
 * that very run, after a crash, and must not count as done before the other is. Mostly that is a moment.
 * @returns false when it takes too long.
 */
export async function letTell(
  tries: number,
  { pause }: { readonly pause: (milliseconds: number) => Promise<unknown> },
): Promise<boolean> {
  if (tries > PATIENCE) return false;
  await pause(PAUSE_MS);
  return true;
}

export function beingTold({ id }: { readonly id: string }): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `Another run is telling Slack about incident ${id}.`,
    hint: 'Nothing to do: the queue delivers the alert again.',
  });
}
