// App Home: published at once with what is at hand, and again when the trail has been looked at.
import { activeSince, selectIncidents } from '../../domain/command/select-incidents.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { type HomeReply, type Part, renderHome } from '../../render/home.ts';
import type { JobDeps } from '../job-deps.ts';
import { viewOf } from '../show.ts';

const SOON_MS = 3 * 86_400_000;

/** @throws TrailbotError when Slack does not take the view; what could not be read is said in it. */
export async function showHome(_work: WorkOf<'home'>, { userId }: Job, deps: JobDeps): Promise<undefined> {
  const atHand = await readAtHand(userId, deps);
  await deps.views.publishHome(userId, renderHome({ ...atHand, health: undefined }));
  const health = await part(deps.health.check());
  await deps.views.publishHome(userId, renderHome({ ...atHand, health }));
}

/** A home that says so: a message each time that somebody looks at it would be a nuisance. */
export function refuseHome(
  { userId }: Pick<Job, 'userId'>,
  { blocks }: Message,
  { views }: Pick<JobDeps, 'views'>,
): Promise<void> {
  return views.publishHome(userId, { type: 'home', blocks: [...blocks] });
}

async function readAtHand(userId: string, deps: JobDeps): Promise<Omit<HomeReply, 'health'>> {
  const now = deps.clock.now();
  const titles = new Map(deps.catalog.detections.map(({ detection }) => [detection.id, detection.title]));
  const [open, ending, lastSignOff] = await Promise.all([
    part(openViews(userId, now, deps)),
    part(endingSoon(now, deps)),
    part(deps.reviews.lastSignOff()),
  ]);
  const titleOf = (id: string) => titles.get(id) ?? id;
  return { open, ending, lastSignOff, people: deps.settings.people, titleOf };
}

async function openViews(userId: string, now: Date, deps: JobDeps) {
  const active = await deps.incidents.listActive(activeSince('open', now));
  return selectIncidents(active, 'open', userId).map((incident) => viewOf(incident, deps));
}

async function endingSoon(now: Date, { suppressions }: JobDeps) {
  const active = await suppressions.active();
  return active
    .filter(({ expiresAt }) => expiresAt.getTime() - now.getTime() <= SOON_MS)
    .toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
}

async function part<T>(reading: Promise<T>): Promise<Part<T>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    return { ok: false, error };
  }
}
