// A decision about an incident that a person took in Slack: done once, shown in the thread, and why not when not.
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Job } from '../domain/job.ts';
import type { Message } from '../domain/message.ts';
import { applyDeed, holdsDeed } from '../domain/triage/apply-deed.ts';
import type { AuditEntry, Deed } from '../domain/triage/audit-entry.ts';
import { renderUnchanged } from '../render/triage-unchanged.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import type { JobDeps } from './job-deps.ts';

/** The thread shows what was done; what was not done concerns nobody but the person who tried. */
export async function decide(
  work: { readonly incidentId: string },
  job: Job,
  deed: Deed,
  deps: JobDeps,
): Promise<Message | undefined> {
  const incident = await known(work, deps);
  const entry = entryOf(job, incident, deed, deps);
  const changed = await change(incident, (latest) => applyDeed(latest, entry), deps);
  // Its events came while this was on its way: another incident has the message now.
  if (changed.waitEnded?.kind === 'adopted') return decide(changed.waitEnded, job, deed, deps);
  return holdsDeed(changed, entry.id) ? undefined : tellAlone(job, renderUnchanged(changed), deps);
}

/** To the person alone where the place allows that; else the message, for the job to answer with. */
export async function tellAlone(
  { replyTo, userId }: Job,
  message: Message,
  { answers }: JobDeps,
): Promise<Message | undefined> {
  if (replyTo.kind !== 'thread') return message;
  await answers.whisper(replyTo, userId, message);
  return undefined;
}

export function entryOf(
  { id, userId, replyTo }: Job,
  { id: incidentId }: Incident,
  deed: Deed,
  { clock }: Pick<AlertDeps, 'clock'>,
): AuditEntry {
  const place = replyTo.kind === 'thread' && { channel: replyTo.channel, messageTs: replyTo.threadTs };
  return { id, at: clock.now(), userId, deed, incidentId, ...place };
}

/** The incident of that id, or the one that took its message over; undefined when it is not known (any more). */
export async function newestOf(
  incidentId: string,
  { incidents }: Pick<AlertDeps, 'incidents'>,
): Promise<Incident | undefined> {
  const incident = await incidents.get(incidentId);
  const ended = incident?.waitEnded;
  return ended?.kind === 'adopted' ? incidents.get(ended.incidentId) : incident;
}

/** As {@link newestOf}. @throws TrailbotError `record_invalid` when it is not known (any more). */
export async function known(
  { incidentId }: { readonly incidentId: string },
  deps: Pick<JobDeps, 'incidents'>,
): Promise<Incident> {
  const incident = await newestOf(incidentId, deps);
  if (incident) return incident;
  throw new TrailbotError({
    code: 'record_invalid',
    message: `Incident ${incidentId.slice(0, 60)} is not known (any more).`,
    hint: 'Incidents are kept for 400 days. Look in the CloudTrail console for what is older.',
  });
}
