// "Show activity": what the actor did in the last day, from CloudTrail's event history.
import { lookupAttribute } from '../../domain/actor/lookup-attribute.ts';
import { foldActivity } from '../../domain/context/fold-activity.ts';
import { TrailbotError } from '../../domain/errors.ts';
import { isRegion } from '../../domain/is-region.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { renderActivity } from '../../render/activity.ts';
import { renderFailure } from '../../render/failure.ts';
import type { JobDeps } from '../job-deps.ts';
import { known } from '../triage-incident.ts';

const DAY_MS = 86_400_000;
const PAGES = 4;

/** The actor's calls of the last day: where the incident saw it, where global services log, where the company works. */
export async function showActivity(
  work: WorkOf<'show-activity'>,
  _job: Job,
  deps: JobDeps,
): Promise<Message> {
  const incident = await known(work, deps);
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

function nothingToSearch(): TrailbotError {
  return new TrailbotError({
    code: 'record_invalid',
    message:
      "CloudTrail's event history cannot be searched for this caller: it has neither a name nor an access key.",
    hint: 'Search the log group by its address or principal id instead.',
  });
}
