// Tells Slack about an incident: posts it, edits it, and says in the thread what an edit would tell nobody.

import type { Context } from '../domain/context/context.ts';
import { isAbove } from '../domain/detection/severity.ts';
import { keyOf } from '../domain/incident/actor-key.ts';
import { applyContext } from '../domain/incident/apply-context.ts';
import type { Incident, News, Post } from '../domain/incident/incident.ts';
import { afterTelling, dropTelling } from '../domain/incident/telling.ts';
import type { Deed } from '../domain/triage/audit-entry.ts';
import { renderNews } from '../render/news.ts';
import type { AlertDeps } from './alert-deps.ts';
import { outdated, saveUnlessOutdated } from './save.ts';
import { showEverywhere, viewOf } from './show.ts';
import { keepWatch, startWatch } from './triage-watch.ts';

const ROUNDS = 20;
/** Between two rounds, so that what several runs add at the same time becomes one edit. */
const PAUSE_MS = 500;
/** An alarm that flaps is not told in the channel each time. */
const LONG_QUIET_MS = 600_000;

export interface Telling {
  /** An earlier run stopped half-way: look for what it posted before posting it again. */
  readonly recover: boolean;
  /** Context that is not stored yet. */
  readonly learned?: Context | undefined;
}

/**
 * Tells all that is untold, stores that, and hands the telling back. What others add meanwhile is told as well, so that
 * they need not wait. Only the run that holds the telling may call this.
 * @throws what Slack or the store answered; the telling is free for the next run then.
 */
export async function tell(
  incident: Incident,
  deps: AlertDeps,
  { recover, learned }: Telling,
): Promise<Incident> {
  let current = learned ? applyContext(incident, learned) : incident;
  const heard: News[] = [];
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      await writeDown(current, deps);
      // Both at once: while Slack is down, the page is what reaches somebody, and who reads it need not wait for it.
      const showing = showEverywhere(current, deps, recover);
      const [watched, shown] = await Promise.allSettled([startWatch(current, deps), showing]);
      if (watched.status === 'fulfilled') current = watched.value;
      else throw watched.reason;
      if (shown.status === 'rejected') throw shown.reason;
      const posts = shown.value;
      await tellNews(current, posts, deps, recover);
      heard.push(...current.untold);
      const told = afterTelling(current, posts, heard);
      const saved = await saveUnlessOutdated(told, deps);
      if (saved) return saved;
      await deps.pause(PAUSE_MS);
      const latest = (await deps.incidents.current(current.accountId, keyOf(current))) ?? current;
      if (latest.id !== current.id) return told;
      current = catchUp(latest, told, heard, learned);
    }
    throw outdated(incident);
  } catch (error) {
    await letGo(current, deps);
    throw error;
  }
}

/** Others stored something while this run was telling: their version, with what was told and learned here. */
function catchUp(
  latest: Incident,
  told: Incident,
  heard: readonly News[],
  learned: Context | undefined,
): Incident {
  const watched = keepWatch(latest, told);
  const merged = afterTelling(learned ? applyContext(watched, learned) : watched, told.posts, heard);
  // Their revision may have the number of ours and another content: only a higher number makes every message edited.
  return { ...merged, revision: Math.max(merged.revision, told.revision) + 1 };
}

/** Others may be storing at the same time: as long as it is ours, the telling is handed back. */
async function letGo(incident: Incident, deps: AlertDeps): Promise<void> {
  try {
    for (let tries = 1; tries <= ROUNDS; tries += 1) {
      const latest = await deps.incidents.current(incident.accountId, keyOf(incident));
      if (latest?.teller?.run !== deps.run) return;
      const watched = keepWatch(latest, incident);
      if (await saveUnlessOutdated(dropTelling(watched, deps.run, deps.clock.now()), deps)) return;
    }
  } catch (error) {
    deps.log.warn('the telling could not be handed back', { id: incident.id, error });
  }
}

/** Before anybody reads of it. News outlive a crash, so that no deed is missing from the record. */
async function writeDown({ untold }: Incident, { audit }: AlertDeps): Promise<void> {
  await Promise.all(untold.map((news) => (news.kind === 'deed' ? audit.add(news.entry) : undefined)));
}

async function tellNews(
  incident: Incident,
  posts: readonly Post[],
  deps: AlertDeps,
  recover: boolean,
): Promise<void> {
  const view = viewOf(incident, deps);
  for (const { name, news } of repliesOf(incident)) {
    const message = renderNews(news, view);
    const broadcast = news.some((one) => isLoud(one, incident));
    for (const post of posts) {
      const key = `${incident.id}/${post.route}/${name}`;
      const told = recover ? await deps.chat.find(post.channel, key, incident.openedAt, post.ts) : undefined;
      if (!told) await deps.chat.reply(post, message, { key, broadcast });
    }
  }
}

/**
 * What happened is one reply, named by the revision; each deed is a reply of its own, named by the deed: whatever
 * happens between a crash and the next try, nobody is mentioned twice.
 */
function repliesOf({ untold, revision }: Incident): readonly { name: string; news: readonly News[] }[] {
  const deeds = untold.flatMap((one) => (one.kind === 'deed' ? [{ name: one.entry.id, news: [one] }] : []));
  const others = untold.filter(({ kind }) => kind !== 'deed');
  return others.length === 0 ? deeds : [...deeds, { name: String(revision), news: others }];
}

/** A thread is read by those who follow it: what may get somebody up is shown in the channel as well. */
function isLoud(news: News, { severity, lastActivityAt }: Incident): boolean {
  if (news.kind === 'severity') return isAbove(news.to, news.from);
  const wakes = severity === 'critical' || severity === 'high';
  if (news.kind === 'deed') return isLoudDeed(news.entry.deed, wakes);
  return news.kind === 'again' && wakes && lastActivityAt.getTime() - news.since.getTime() > LONG_QUIET_MS;
}

function isLoudDeed(deed: Deed, wakes: boolean): boolean {
  if (deed.kind === 'reopened') return wakes;
  if (deed.kind === 'answered') return deed.answer === 'no';
  return deed.kind === 'reminded' || deed.kind === 'escalated';
}
