// Posts a message where it belongs or, where that cannot be, in the fallback channel, with the reason.
import { type ErrorCode, TrailbotError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import type { Place } from '../ports/slack.ts';
import { renderFailure } from '../render/failure.ts';
import type { AlertDeps } from './alert-deps.ts';

export type PostDeps = Pick<AlertDeps, 'chat' | 'settings' | 'log'>;

/** A channel that cannot be posted to is no reason to be silent: the fallback channel gets it, and why. */
export async function post(
  route: string,
  message: Message,
  key: string,
  { chat, settings, log }: PostDeps,
): Promise<Place> {
  try {
    return await chat.post(route, message, key);
  } catch (error) {
    if (!isTrouble(error, 'slack_channel_unusable') || route === settings.fallbackChannel) throw error;
    log.error('posted to the fallback channel', { route, error });
    const place = await chat.post(settings.fallbackChannel, message, key);
    await chat.reply(place, renderFailure(error), { key: `${key}/why` });
    return place;
  }
}

/** Where it was meant to be or, had that channel been unusable then, in the fallback channel. */
export async function findPosted(
  route: string,
  key: string,
  since: Date,
  { chat, settings, log }: PostDeps,
): Promise<Place | undefined> {
  for (const channel of new Set([route, settings.fallbackChannel])) {
    try {
      const found = await chat.find(channel, key, since);
      if (found) return found;
    } catch (error) {
      if (!isTrouble(error, 'slack_channel_unusable')) throw error;
      log.warn('a message was not looked for where nothing can be posted', { channel, error });
    }
  }
  return undefined;
}

/** Once, however often it is tried. @param since an earlier try was not before that */
export async function postOnce(
  route: string,
  message: Message,
  { key, since }: { readonly key: string; readonly since: Date },
  deps: PostDeps,
): Promise<Place> {
  return (await findPosted(route, key, since, deps)) ?? (await post(route, message, key, deps));
}

export function isTrouble(error: unknown, code: ErrorCode): error is TrailbotError {
  return error instanceof TrailbotError && error.code === code;
}
