// A decision of a person about a containment: written into its story once, or answered with why it is not taken.
import type { Card, Containment, Decision, Happening } from './containment.ts';

/** Jobs that a containment remembers; one that comes again after so many others would count twice. */
const JOBS = 20;

/** @see Containment.jobs */
export interface Deciding extends Decision {
  readonly jobId: string;
}

/** An expected refusal. */
export interface NotDecided {
  readonly ok: false;
  /** One sentence. */
  readonly reason: string;
  /** What to do instead, in one sentence or two. */
  readonly hint: string;
}

export type Decided = { readonly ok: true; readonly containment: Containment } | NotDecided;

/** Completes {@link Containment}; `undefined` takes a member off. */
type Changes = { readonly [Key in keyof Containment]?: Containment[Key] | undefined };

export function notDecided(reason: string, hint: string): NotDecided {
  return { ok: false, reason, hint };
}

export const UNKNOWN = notDecided(
  'This containment is not known (any more).',
  'Type /trail contained to see who is contained now.',
);

/** Whether this very job's decision is in there already. */
export function holdsJob({ jobs = [] }: Containment, { jobId }: Pick<Deciding, 'jobId'>): boolean {
  return jobs.includes(jobId);
}

/** The containment with one line more, and the job that brought it where a person did. */
export function withLine(
  containment: Containment,
  happening: Happening,
  changes: Changes = {},
  by?: Pick<Deciding, 'jobId'>,
): Containment {
  const history = [...containment.history, happening];
  const jobs = by ? [...(containment.jobs ?? []), by.jobId].slice(-JOBS) : containment.jobs;
  return changed(containment, { ...changes, history, jobs });
}

export function changed(containment: Containment, changes: Changes): Containment {
  const entries = Object.entries({ ...containment, ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as Containment;
}

/**
 * A press counts only on the message that shows the containment: a button of any other one may be a copy, or old.
 * @param pressed undefined where no message of a channel was pressed.
 * @returns why the press does not count; undefined when it does.
 */
export function wrongMessage(
  { card }: Containment,
  pressed: Pick<Card, 'channel' | 'ts'> | undefined,
): NotDecided | undefined {
  if (card && pressed && card.channel === pressed.channel && card.ts === pressed.ts) return undefined;
  return notDecided(
    'That was not the message that shows this containment.',
    card
      ? 'Press the button of the message in its thread; what is quoted or copied elsewhere does not count.'
      : 'Its message is just being posted: press again in a minute.',
  );
}
