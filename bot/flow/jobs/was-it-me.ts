// The answer to "was it you?": only of the person who was asked.

import { keyOf } from '../../domain/incident/actor-key.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { applyDeed, holdsDeed } from '../../domain/triage/apply-deed.ts';
import type { AuditEntry } from '../../domain/triage/audit-entry.ts';
import { takeOverQuestion } from '../../domain/triage/take-over-question.ts';
import { renderAfterAnswer, renderNotAsked } from '../../render/triage-question.ts';
import { change } from '../change.ts';
import type { JobDeps } from '../job-deps.ts';
import { entryOf, known, tellAlone } from '../triage-incident.ts';
import { page } from '../triage-page.ts';

/** A "no" pages at once: somebody acts under this person's name. A "yes" is what a thief would press as well. */
export async function wasItMe(
  work: WorkOf<'was-it-me'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const about = await known(work, deps);
  const { userId } = job;
  if (!(await wasAsked(about, userId, deps))) return tellAlone(job, renderNotAsked(), deps);
  const entry = entryOf(job, about, { kind: 'answered', answer: work.answer }, deps);
  if (work.answer === 'yes') {
    return renderAfterAnswer(await change(about, (latest) => applyDeed(latest, entry), deps));
  }
  const denied = await deny(about, { ...entry, userId }, deps);
  const isNews = holdsDeed(denied, entry.id) || denied.triage?.asked?.answer !== 'no';
  if (!isNews) return renderAfterAnswer(denied);
  const because = 'the person behind the name says it was not them';
  const { id, at } = entry;
  const paged = await page(
    denied,
    { id: `${id} page`, at, incidentId: denied.id, deed: { kind: 'escalated', because } },
    deps,
  );
  return renderAfterAnswer(paged.incident);
}

/** Now, or before it was opened again: a "no" is heard however old the question is. */
async function wasAsked({ id, triage }: Incident, userId: string, { audit }: JobDeps): Promise<boolean> {
  if (triage?.asked?.userId === userId) return true;
  const entries = await audit.list(id);
  return entries.some(({ deed }) => deed.kind === 'asked' && deed.whom === userId);
}

/** Where a newer incident of the same actor followed, it is the newer one that somebody else acts in now. */
async function deny(
  about: Incident,
  entry: AuditEntry & { readonly userId: string },
  deps: JobDeps,
): Promise<Incident> {
  const denied = await change(about, (latest) => withDenial(latest, entry), deps);
  if (holdsDeed(denied, entry.id)) return denied;
  const newer = await deps.incidents.current(about.accountId, keyOf(about));
  if (!newer || newer.id === about.id) return denied;
  return change(newer, (latest) => withDenial(latest, { ...entry, incidentId: newer.id }), deps);
}

function withDenial(latest: Incident, entry: AuditEntry & { readonly userId: string }): Incident {
  const denied = applyDeed(takeOverQuestion(latest, entry.userId, entry.at), entry);
  return holdsDeed(denied, entry.id) ? denied : latest;
}
