// `/trail unmute` and the End buttons: what was quiet alerts again.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { findSuppression } from '../../domain/suppression/find-suppression.ts';
import { stillQuiet } from '../../domain/suppression/still-quiet.ts';
import { applyDeed } from '../../domain/triage/apply-deed.ts';
import { renderNotSilenced, renderUnmuted } from '../../render/suppression.ts';
import { change } from '../change.ts';
import type { JobDeps } from '../job-deps.ts';
import { newestOf } from '../triage-incident.ts';
import { writeDeed } from './deed-record.ts';
import { deedOf } from './suppress.ts';

/** Written down first, and told in the thread last: nothing there says that it alerts while it does not. */
export async function unmute({ suppressionId }: WorkOf<'unmute'>, job: Job, deps: JobDeps): Promise<Message> {
  const { suppressions } = deps;
  const active = await suppressions.active();
  const found = findSuppression(suppressionId, active);
  if (!found.ok) {
    // It may be this job's first try that ended it, and whose answer nobody got.
    const before = await suppressions.end(suppressionId.trim().toLowerCase());
    return before ? renderUnmuted(before, stillQuiet(before, active)) : renderNotSilenced(found);
  }
  const { suppression } = found;
  const { incidentId } = suppression;
  const incident = incidentId === undefined ? undefined : await newestOf(incidentId, deps);
  const about = incidentId === undefined ? {} : { incidentId };
  const entry = await writeDeed(deedOf('unsuppressed', suppression), job, deps, about);
  const ended = await suppressions.end(suppression.id);
  if (incident) await change(incident, (latest) => applyDeed(latest, entry), deps);
  return renderUnmuted(ended ?? suppression, stillQuiet(suppression, active));
}
