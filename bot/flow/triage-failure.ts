// Says in an incident's thread that something which people rely on could not be done.
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { renderFailure } from '../render/failure.ts';
import type { AlertDeps } from './alert-deps.ts';

export interface Undone {
  /** Names it in the thread: once, however often it is tried. */
  readonly key: string;
  /** One sentence each: what was not done, and what to do instead. */
  readonly what: string;
  readonly instead: string;
  readonly error: TrailbotError;
}

/** In the channel as well: whoever reads it is all the help there is. */
export async function sayUndone(
  { posts, openedAt }: Incident,
  { key, what, instead, error }: Undone,
  { chat }: Pick<AlertDeps, 'chat'>,
): Promise<void> {
  const { code, message, hint } = error;
  const said = renderFailure(
    new TrailbotError({ code, message: `${what} ${message}`, hint: `${instead} ${hint}` }),
  );
  for (const post of posts) {
    const told = await chat.find(post.channel, key, openedAt, post.ts);
    if (!told) await chat.reply(post, said, { key, broadcast: true });
  }
}
