// The message that shows a containment: in the incident's thread and its channel, or one of its own.
import type { Card, Containment } from '../../domain/containment/containment.ts';
import { type ErrorCode, TrailbotError } from '../../domain/errors.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Message } from '../../domain/message.ts';
import type { Place } from '../../ports/slack.ts';
import { renderCard } from '../../render/containment/card.ts';
import type { AlertDeps } from '../alert-deps.ts';

/**
 * Edits the message when it shows less than the story, posts it when there is none (any more).
 * @returns where it stands now.
 */
export async function showCard(
  containment: Containment,
  incident: Incident | undefined,
  deps: AlertDeps,
): Promise<Card> {
  const { card, history } = containment;
  const message = renderCard(containment, deps.settings);
  if (!card) return postCard(containment, message, `${containment.id}/card`, incident, deps);
  if (card.shown >= history.length) return card;
  try {
    await deps.chat.update(card, message);
    return card;
  } catch (error) {
    if (!isTrouble(error, 'slack_message_gone')) throw error;
    deps.log.warn('the message of a containment is gone, and is posted anew', { id: containment.id, error });
    // Named after the one that is gone: that one must not be found in its place.
    const key = `${containment.id}/card after ${card.ts}`;
    return { ...(await postCard(containment, message, key, incident, deps)), shown: card.shown };
  }
}

/** An earlier run may have posted it and stopped before that was noted: it is looked for first. */
async function postCard(
  containment: Containment,
  message: Message,
  key: string,
  incident: Incident | undefined,
  deps: AlertDeps,
): Promise<Card> {
  const thread = incident?.posts[0];
  if (thread) {
    try {
      const { channel, ts } = await inThread(containment, message, key, thread, deps);
      return { channel, ts, threadTs: thread.ts, shown: 0 };
    } catch (error) {
      if (!isTrouble(error, 'slack_message_gone')) throw error;
      deps.log.warn("an incident's message is gone: its containment has one of its own", { error });
    }
  }
  const { channel, ts } = await alone(containment, message, key, deps);
  return { channel, ts, threadTs: ts, shown: 0 };
}

async function inThread(
  { requested }: Containment,
  message: Message,
  key: string,
  thread: Place,
  { chat }: AlertDeps,
): Promise<Place> {
  const found = await chat.find(thread.channel, key, requested.at, thread.ts);
  if (!found) return chat.reply(thread, message, { key, broadcast: true });
  await chat.update(found, message);
  return found;
}

/** A channel that cannot be posted to is no reason to be silent. */
async function alone(
  { requested }: Containment,
  message: Message,
  key: string,
  { chat, settings, log }: AlertDeps,
): Promise<Place> {
  const channels = [...new Set([settings.channels.critical, settings.fallbackChannel])];
  for (const [index, channel] of channels.entries()) {
    try {
      const found = await chat.find(channel, key, requested.at);
      if (!found) return await chat.post(channel, message, key);
      await chat.update(found, message);
      return found;
    } catch (error) {
      const isLast = index === channels.length - 1;
      if (isLast || !isTrouble(error, 'slack_channel_unusable')) throw error;
      log.error('a containment is told in the fallback channel', { channel, error });
    }
  }
  throw new TrailbotError({
    code: 'config_missing',
    message: 'There is no channel for containments.',
    hint: 'Set channels.critical in templates/settings.yml.',
  });
}

function isTrouble(error: unknown, code: ErrorCode): boolean {
  return error instanceof TrailbotError && error.code === code;
}
