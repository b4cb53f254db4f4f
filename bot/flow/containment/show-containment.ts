// Shows in Slack what became of a containment: edits its card, tells its new lines in the thread, marks the incident.
import type { ShowContainment } from '../../domain/alarm/later-task.ts';
import type { Card, Containment } from '../../domain/containment/containment.ts';
import { markContainment } from '../../domain/incident/mark-containment.ts';
import { isLoudHappening, renderHappening } from '../../render/containment/happening.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { change } from '../change.ts';
import { newestOf } from '../triage-incident.ts';
import { showCard } from './card.ts';
import { changeContainment } from './change-containment.ts';
import { exclusively } from './exclusively.ts';
import { lookAgain } from './look-later.ts';
import { writeStory } from './story.ts';

/**
 * @throws TrailbotError `conflict` while another run shows it, and what Slack or the store answered: the queue delivers it
 * again, and no line is told twice.
 */
export async function showContainment({ containmentId }: ShowContainment, deps: AlertDeps): Promise<void> {
  await exclusively(`show ${containmentId}`, () => show(containmentId, deps), deps);
}

async function show(id: string, deps: AlertDeps): Promise<void> {
  const containment = await deps.containments.get(id);
  if (!containment) return deps.log.warn('a containment that is not there cannot be shown', { id });
  const incident =
    containment.incidentId === undefined ? undefined : await newestOf(containment.incidentId, deps);
  // First: it must not wait for Slack.
  await lookAgain(containment, deps.containQueue);
  await writeStory(containment, containment.card?.shown ?? 0, deps);
  const card = await showCard(containment, incident, deps);
  // Noted before anything else is said: who presses a button on it is told that it is not the card until then.
  await keepCard(containment, card, deps);
  await tellLines(containment, card, deps);
  await keepCard(containment, { ...card, shown: containment.history.length }, deps);
  if (incident) await change(incident, (latest) => markContainment(latest, containment), deps);
}

/** What others add meanwhile is theirs to show: only what this run told counts as shown. */
async function keepCard({ id }: Containment, card: Card, deps: AlertDeps): Promise<void> {
  await changeContainment(id, (latest) => (isSame(latest.card, card) ? latest : { ...latest, card }), deps);
}

function isSame(one: Card | undefined, other: Card): boolean {
  return (
    one !== undefined && one.channel === other.channel && one.ts === other.ts && one.shown === other.shown
  );
}

/** They are told in their order, one run at a time: only the first may have been told by a run that then stopped. */
async function tellLines(containment: Containment, card: Card, deps: AlertDeps): Promise<void> {
  const { id, requested, history } = containment;
  let mayBeTold = true;
  for (const [index, happening] of history.entries()) {
    if (index < card.shown) continue;
    const key = `${id}/${index}`;
    const told = mayBeTold && (await deps.chat.find(card.channel, key, requested.at, card.threadTs));
    if (told) continue;
    mayBeTold = false;
    const message = renderHappening(happening, containment, deps.settings);
    const place = { channel: card.channel, ts: card.threadTs };
    // The card has just told the channel of the request.
    const broadcast = index > 0 && isLoudHappening(happening);
    await deps.chat.reply(place, message, { key, broadcast });
  }
}
