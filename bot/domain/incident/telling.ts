// Who may tell Slack about an incident right now, and what there is left to tell.

import type { Settings } from '../settings.ts';
import type { Incident, News, Post } from './incident.ts';

/** How long a teller may take before another takes over: longer than a Lambda runs. */
const LEASE_MS = 90_000;

/** The incident with `run` as its teller; undefined while another run holds the telling, or another incident the message. */
export function takeTelling(incident: Incident, run: string, now: Date): Incident | undefined {
  const { teller, waitEnded } = incident;
  if (waitEnded?.kind === 'adopted') return undefined;
  if (teller && teller.run !== run && teller.until > now) return undefined;
  return { ...incident, teller: { run, until: new Date(now.getTime() + LEASE_MS) } };
}

/** Whether an earlier teller stopped half-way, so that what it may have posted must be looked for first. */
export function wasLeftHalfTold(before: Incident | undefined, run: string): boolean {
  return before?.teller !== undefined && before.teller.run !== run;
}

/** The incident for others to take over: this run failed, and may have told a part. */
export function dropTelling(incident: Incident, run: string, now: Date): Incident {
  return { ...incident, teller: { run, until: now } };
}

/** Whether Slack shows less than what is known. */
export function hasToTell(incident: Incident, settings: Settings): boolean {
  // An adopted message is another incident's now, and only that one may edit it.
  if (incident.waitEnded?.kind === 'adopted') return false;
  return (
    incident.untold.length > 0 ||
    missingRoute(incident, settings) !== undefined ||
    incident.posts.some((post) => post.shown < incident.revision)
  );
}

/** The channel that this severity goes to and that has no message yet. */
export function missingRoute(incident: Incident, settings: Settings): string | undefined {
  const route = settings.channels[incident.severity];
  return incident.posts.some((post) => post.route === route) ? undefined : route;
}

/** What a later version of the incident still has to tell, after `posts` and `told` were told. */
export function afterTelling(latest: Incident, posts: readonly Post[], told: readonly News[]): Incident {
  const { teller: _done, ...rest } = latest;
  const heard = new Set(told.map(nameOf));
  return { ...rest, posts, untold: latest.untold.filter((news) => !heard.has(nameOf(news))) };
}

function nameOf(news: News): string {
  return news.kind === 'deed' ? `deed ${news.entry.id}` : JSON.stringify(news);
}
