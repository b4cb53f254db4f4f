// "Assign…": from now on it is this person's.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderNobodyToAssign } from '../../render/triage-unchanged.ts';
import type { JobDeps } from '../job-deps.ts';
import { decide, tellAlone } from '../triage-incident.ts';

/** A bot, a guest or somebody who left cannot take it; they would never read of it. */
export async function assign(work: WorkOf<'assign'>, job: Job, deps: JobDeps): Promise<Message | undefined> {
  const person = await deps.people.find(work.assignee);
  const able = person && !person.isBot && !person.isGuest && !person.isDeactivated && !person.isStranger;
  if (!able) return tellAlone(job, renderNobodyToAssign(work.assignee), deps);
  return decide(work, job, { kind: 'assigned', to: person.id }, deps);
}
