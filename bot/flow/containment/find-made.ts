// Lists what a contained principal made or assumed since its first event, and says whether AWS refuses its calls now.
import type { FindMade } from '../../domain/alarm/later-task.ts';
import { callerPattern } from '../../domain/containment/calls/caller-pattern.ts';
import { readCallsSince } from '../../domain/containment/calls/calls-since.ts';
import { madePattern, readMade } from '../../domain/containment/calls/made.ts';
import type { Card, Containment } from '../../domain/containment/containment.ts';
import { TrailbotError } from '../../domain/errors.ts';
import type { Message } from '../../domain/message.ts';
import type { Place } from '../../ports/slack.ts';
import { renderGotThrough } from '../../render/containment/calls-since.ts';
import { type MadeView, renderMade } from '../../render/containment/made.ts';
import type { AlertDeps } from '../alert-deps.ts';
import { claimed } from '../claim.ts';
import { readCalls } from './read-calls.ts';

/** Seconds from one look to the next: CloudTrail delivers within five minutes on average, and within fifteen mostly. */
const NEXT_LOOKS = [300, 600, 900];

/**
 * One reply, edited by the later looks.
 * @throws what the queue should deliver again for.
 */
export async function findMade({ containmentId: id, look }: FindMade, deps: AlertDeps): Promise<void> {
  await claimed(
    `made ${id} ${look}`,
    () => deps.containments.get(id),
    async (containment) => {
      if (!containment) return;
      await show(containment, deps);
      const next = NEXT_LOOKS[look];
      if (next === undefined) return;
      await deps.later.schedule({ kind: 'find-made', containmentId: id, look: look + 1 }, next);
    },
    deps,
  );
}

async function show(containment: Containment, deps: AlertDeps): Promise<void> {
  const { card, id } = containment;
  if (!card) throw notShownYet(id);
  const view = await look(containment, deps);
  const told = await find(containment, card, 'made', deps);
  if (!told) await reply(card, renderMade(view), `${id}/made`, false, deps);
  // What an earlier look found is better than nothing.
  else if (view.made.length > 0 || !view.incomplete) await update(told, renderMade(view), deps);
  const news = view.calls && renderGotThrough(containment, view.calls);
  if (news) await tellGotThrough(containment, card, news, deps);
}

/** Once: a later look that finds more edits it, and the list says the same. */
async function tellGotThrough(
  containment: Containment,
  card: Card,
  news: Message,
  deps: AlertDeps,
): Promise<void> {
  const told = await find(containment, card, 'got-through', deps);
  if (told) await update(told, news, deps);
  else await reply(card, news, `${containment.id}/got-through`, true, deps);
}

function find(
  { id, requested }: Containment,
  { channel, threadTs }: Card,
  what: string,
  { chat }: AlertDeps,
): Promise<Place | undefined> {
  return chat.find(channel, `${id}/${what}`, requested.at, threadTs);
}

async function look(containment: Containment, deps: AlertDeps): Promise<MadeView> {
  const { target, since, appliedAt = since } = containment;
  const [making, calling] = await Promise.all([
    readCalls(madePattern(target), since, deps),
    readCalls(callerPattern(target), appliedAt, deps),
  ]);
  const { events, upTo, incomplete } = making;
  const calls = readCallsSince(calling.events, containment, calling.incomplete);
  return { containment, made: readMade(events, target), upTo, incomplete, calls };
}

async function reply(
  { channel, threadTs }: Card,
  message: Message,
  key: string,
  broadcast: boolean,
  { chat }: AlertDeps,
): Promise<void> {
  await chat.reply({ channel, ts: threadTs }, message, { key, broadcast });
}

/** Somebody may have deleted it: then nobody wants to read it. */
async function update(at: Place, message: Message, { chat, log }: AlertDeps): Promise<void> {
  try {
    await chat.update(at, message);
  } catch (error) {
    if (!(error instanceof TrailbotError) || error.code !== 'slack_message_gone') throw error;
    log.info('the list of what was made is gone', { error });
  }
}

function notShownYet(id: string): TrailbotError {
  return new TrailbotError({
    code: 'conflict',
    message: `Containment ${id} has no message yet.`,
    hint: 'Nothing to do: the queue delivers it again.',
  });
}
