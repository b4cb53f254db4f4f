// `/trail alerts`: what is open, what is somebody's, or all of the last day.
import { activeSince, selectIncidents } from '../../domain/command/select-incidents.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderAlertList } from '../../render/alert-list.ts';
import type { JobDeps } from '../job-deps.ts';
import { viewOf } from '../show.ts';

export async function listAlerts({ which }: WorkOf<'alerts'>, job: Job, deps: JobDeps): Promise<Message> {
  const active = await deps.incidents.listActive(activeSince(which, deps.clock.now()));
  const views = selectIncidents(active, which, job.userId).map((incident) => viewOf(incident, deps));
  return renderAlertList(views, which);
}
