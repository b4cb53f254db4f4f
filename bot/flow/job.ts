// Does what a person asked for in Slack, and answers in the thread, also when it could not be done.

import { lookupAttribute } from '../domain/actor/lookup-attribute.ts';
import { foldActivity } from '../domain/context/fold-activity.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { leadOf } from '../domain/incident/lead-event.ts';
import { isRegion } from '../domain/is-region.ts';
import { type Job, parseJob } from '../domain/job.ts';
import type { Message } from '../domain/message.ts';
import { renderActivity } from '../render/activity.ts';
import { renderFailure } from '../render/failure.ts';
import { renderRecord } from '../render/record.ts';
import type { AlertDeps } from './alert-deps.ts';
import { claimed } from './claim.ts';
import { readEvent } from './look.ts';

const DAY_MS = 86_400_000;
const PAGES = 4;

/** @throws what the queue should deliver again for: only that Slack or the store could not be reached. */
export async function runJob(body: string, deps: AlertDeps): Promise<void> {
  const job = parseJob(body);
  if (!job) return deps.log.error('a job could not be read', { body: body.slice(0, 500) });
  const key = `job ${job.id}`;
  await claimed(
    key,
    () => answer(job, deps),
    async (message) => {
      const thread = { channel: job.channel, ts: job.threadTs };
      const since = new Date(deps.clock.now().getTime() - DAY_MS);
      const answered = await deps.chat.find(job.channel, key, since, job.threadTs);
      if (!answered) await deps.chat.reply(thread, message, { key });
    },
    deps,
  );
}

async function answer(job: Job, deps: AlertDeps): Promise<Message> {
  try {
    const incident = await deps.incidents.get(job.incidentId);
    if (!incident) return renderFailure(gone(job));
    return job.kind === 'show-activity'
      ? await showActivity(incident, deps)
      : await showRecord(incident, deps);
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    deps.log.warn('a job failed', { kind: job.kind, code: error.code, error });
    return renderFailure(error);
  }
}

/** The actor's calls of the last day: where the incident saw it, where global services log, where the company works. */
async function showActivity(incident: Incident, deps: AlertDeps): Promise<Message> {
  const { actor } = incident;
  if (!actor || !lookupAttribute(actor)) return renderFailure(nothingToSearch());
  const to = deps.clock.now();
  const from = new Date(to.getTime() - DAY_MS);
  const seen = incident.regions.filter(isRegion).slice(0, 3);
  const { trail, regions: usual } = deps.settings;
  const regions = [...new Set([...seen, trail.homeRegion, 'us-east-1', ...usual])];
  const failures: TrailbotError[] = [];
  const parts = await Promise.all(
    regions.map((region) =>
      deps.history.lookup({ actor, region, from, to, pages: PAGES }).catch((error: unknown) => {
        if (!(error instanceof TrailbotError)) throw error;
        failures.push(error);
        return { events: [], truncated: true };
      }),
    ),
  );
  const [failure] = failures;
  if (failure && failures.length === regions.length) throw failure;
  const gaps = failure ? [{ what: 'every Region', reason: failure.message, remedy: failure.hint }] : [];
  const events = parts.flatMap((part) => part.events);
  const truncated = parts.some((part) => part.truncated);
  return renderActivity({ actor, activity: foldActivity(events, { from, to, truncated }), gaps });
}

/** The whole record from the log group; what the incident kept of it when it is not there, or cannot be read. */
async function showRecord(incident: Incident, deps: AlertDeps): Promise<Message> {
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
  { trailLog, log }: AlertDeps,
): Promise<TrailEvent | undefined> {
  if (!/^[\w-]{1,100}$/.test(lead.eventID)) return undefined;
  const from = new Date(incident.openedAt.getTime() - DAY_MS);
  const to = new Date(incident.lastActivityAt.getTime() + DAY_MS);
  const { messages } = await trailLog.read({ pattern: `{ $.eventID = "${lead.eventID}" }`, from, to });
  return messages.flatMap((message) => readEvent(message, log))[0];
}

function gone({ incidentId }: Job): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: `Incident ${incidentId.slice(0, 60)} is not known (any more).`,
    hint: 'Incidents are kept for 400 days. Look in the CloudTrail console for what is older.',
  });
}

function nothingToSearch(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message:
      "CloudTrail's event history cannot be searched for this caller: it has neither a name nor an access key.",
    hint: 'Search the log group by its address or principal id instead.',
  });
}

function noEventYet(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message: 'No event of this alarm could be read yet.',
    hint: 'The message says when the next look is; press the button again after it.',
  });
}
