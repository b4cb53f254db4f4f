// "Escalate": pages people now, as often as somebody asks for it.
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { holdsDeed } from '../../domain/triage/apply-deed.ts';
import { renderNews } from '../../render/news.ts';
import { renderUnchanged } from '../../render/triage-unchanged.ts';
import type { JobDeps } from '../job-deps.ts';
import { viewOf } from '../show.ts';
import { entryOf, known, tellAlone } from '../triage-incident.ts';
import { page } from '../triage-page.ts';

/** What became of it stands in the thread, also in that of an incident which a newer one followed. */
export async function escalate(
  work: WorkOf<'escalate'>,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const asked = await known(work, deps);
  const deed = { kind: 'escalated', because: 'somebody in Slack asked for more people' } as const;
  const entry = entryOf(job, asked, deed, deps);
  const { incident, sent, failure } = await page(asked, { ...entry, deed }, deps);
  if (failure || holdsDeed(incident, entry.id)) return undefined;
  return sent
    ? renderNews([{ kind: 'deed', entry }], viewOf(incident, deps))
    : tellAlone(job, renderUnchanged(incident), deps);
}
