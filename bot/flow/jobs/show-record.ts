// "Show record": the CloudTrail record that an incident is about, whole.
import { TrailbotError } from '../../domain/errors.ts';
import type { TrailEvent } from '../../domain/event/trail-event.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { leadOf } from '../../domain/incident/lead-event.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderFailure } from '../../render/failure.ts';
import { renderRecord } from '../../render/record.ts';
import type { JobDeps } from '../job-deps.ts';
import { readEvent } from '../look.ts';
import { known } from '../triage-incident.ts';

const DAY_MS = 86_400_000;

/** The whole record from the log group; what the incident kept of it when it is not there, or cannot be read. */
export async function showRecord(work: WorkOf<'show-record'>, _job: Job, deps: JobDeps): Promise<Message> {
  const incident = await known(work, deps);
  const lead = leadOf(incident);
  if (!lead) return renderFailure(noEventYet());
  try {
    return renderRecord((await readWhole(lead, incident, deps)) ?? lead);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    return renderRecord(lead, [{ what: 'the whole record', reason: error.message, remedy: error.hint }]);
  }
}

async function readWhole(
  lead: TrailEvent,
  incident: Incident,
  { trailLog, log }: JobDeps,
): Promise<TrailEvent | undefined> {
  if (!/^[\w-]{1,100}$/.test(lead.eventID)) return undefined;
  const from = new Date(incident.openedAt.getTime() - DAY_MS);
  const to = new Date(incident.lastActivityAt.getTime() + DAY_MS);
  const { messages } = await trailLog.read({ pattern: `{ $.eventID = "${lead.eventID}" }`, from, to });
  return messages.flatMap((message) => readEvent(message, log))[0];
}

function noEventYet(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'No event of this alarm could be read yet.',
    hint: 'The message says when the next look is; press the button again after it.',
  });
}
