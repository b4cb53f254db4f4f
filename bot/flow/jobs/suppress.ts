// "This is expected": from now on these events go to the daily review, for a time, under the name of who said so.
import { TrailbotError } from '../../domain/errors.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Incident, Tally } from '../../domain/incident/incident.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import {
  planSuppression,
  type SuppressionChoices,
  type SuppressionPlan,
} from '../../domain/suppression/plan-suppression.ts';
import { type Suppression, scopeWords } from '../../domain/suppression/suppression.ts';
import { applyDeed } from '../../domain/triage/apply-deed.ts';
import type { Deed } from '../../domain/triage/audit-entry.ts';
import { renderEndedSince, renderNotSilenced, renderSuppressed } from '../../render/suppression.ts';
import { change } from '../change.ts';
import type { JobDeps } from '../job-deps.ts';
import { sourceOf } from '../source-of.ts';
import { entryOf, known } from '../triage-incident.ts';

const HOUR_MS = 3_600_000;

/** Nothing is resolved by it: that what will come is expected does not say that somebody looked at what came. */
export async function suppress(
  work: WorkOf<'suppress'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const incident = await known(work, deps);
  const plan = await planFor(incident, { ...work, ownerId: job.userId }, job, deps);
  if (!plan.ok) return renderNotSilenced(plan);
  const kept = await keep(plan.suppression, deps);
  const entry = entryOf(job, incident, deedOf('suppressed', kept ?? plan.suppression), deps);
  // An incident that another one followed takes no news any more; the record has it all the same.
  await deps.audit.add(entry);
  if (!kept) return tellAlone(renderEndedSince(plan.suppression), job, deps);
  await change(incident, (latest) => applyDeed(latest, entry), deps);
  return tellAlone(renderSuppressed(kept, incident.id), job, deps);
}

/**
 * @returns what is in force: of a job that is delivered again, what its first try made; undefined when that ended since,
 * because somebody ended it or its time is over.
 */
export async function keep(
  suppression: Suppression,
  { suppressions }: Pick<JobDeps, 'suppressions'>,
): Promise<Suppression | undefined> {
  await suppressions.add(suppression);
  return (await suppressions.active()).find(({ id }) => id === suppression.id);
}

/** It is made, and told in the thread: where the person cannot be told alone, the thread gets the rest as well. */
async function tellAlone(
  message: Message,
  { replyTo, userId }: Job,
  { answers, log }: JobDeps,
): Promise<Message | undefined> {
  if (replyTo.kind !== 'thread') return message;
  try {
    await answers.whisper(replyTo, userId, message);
    return undefined;
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('a person could not be told alone', { code: error.code, error });
    return message;
  }
}

/** The job's own id names the suppression, so that a job that is delivered again makes no second one. */
export async function planFor(
  incident: Incident,
  choices: SuppressionChoices,
  { id }: Pick<Job, 'id'>,
  deps: JobDeps,
): Promise<SuppressionPlan> {
  const tally = incident.tallies.find(({ detectionId }) => detectionId === choices.detectionId);
  return planSuppression({
    id: suppressionIdOf(id),
    incident,
    choices,
    sources: (tally?.samples ?? []).map((event) => sourceOf(event, deps)),
    profile: await usualBefore(incident, tally, deps),
    settings: deps.settings,
    now: deps.clock.now(),
  });
}

/** Short enough to be typed after `/trail unmute`. */
export function suppressionIdOf(jobId: string): string {
  return fingerprint(jobId).slice(0, 8);
}

export function deedOf(kind: 'suppressed' | 'unsuppressed', suppression: Suppression): Deed {
  const { id: suppressionId, detectionId, reason, expiresAt } = suppression;
  return { kind, suppressionId, detectionId, scope: scopeWords(suppression), reason, expiresAt };
}

/**
 * As it was before the incident, so that nothing counts as usual that the incident itself brought. Without it, only the
 * places of the incident's own events are known, and more breaks through.
 */
async function usualBefore({ actor, openedAt }: Incident, tally: Tally | undefined, deps: JobDeps) {
  if (!actor) return undefined;
  const began = Math.min(openedAt.getTime(), tally?.first.getTime() ?? Number.POSITIVE_INFINITY);
  const asOf = new Date(began - deps.settings.incidentQuietHours * HOUR_MS);
  try {
    return await deps.profiles.read(actor, asOf);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('what is usual for an actor could not be read', { code: error.code, error });
    return undefined;
  }
}
