// `/trail mute`: a whole detection is quiet for a while, for everybody.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { planMute } from '../../domain/suppression/plan-mute.ts';
import { renderEndedSince, renderMuted, renderNotSilenced } from '../../render/suppression.ts';
import type { JobDeps } from '../job-deps.ts';
import { writeDeed } from './deed-record.ts';
import { deedOf, keep, suppressionIdOf } from './suppress.ts';

export async function mute(work: WorkOf<'mute'>, job: Job, deps: JobDeps): Promise<Message> {
  const plan = planMute({
    ...work,
    id: suppressionIdOf(job.id),
    ownerId: job.userId,
    detections: deps.catalog.detections.map(({ detection }) => detection),
    now: deps.clock.now(),
  });
  if (!plan.ok) return renderNotSilenced(plan);
  const kept = await keep(plan.suppression, deps);
  await writeDeed(deedOf('suppressed', kept ?? plan.suppression), job, deps);
  return kept ? renderMuted(kept) : renderEndedSince(plan.suppression);
}
