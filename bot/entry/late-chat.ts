// Slack for runs that begin before the token is there: it is fetched beside the first reads, not before them.
import type { Chat, Log } from '../ports.ts';

/** `connect` runs at once; when it failed, with the next message again. Whoever sends gets its error. */
export function lateChat(connect: () => Promise<Chat>, log: Log): Chat {
  let connecting: Promise<Chat> | undefined;
  const connected = () => {
    connecting ??= connect().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  connected().catch((error: unknown) => log.warn('no Slack token yet', { error }));
  return {
    post: async (...args) => (await connected()).post(...args),
    update: async (...args) => (await connected()).update(...args),
    reply: async (...args) => (await connected()).reply(...args),
    find: async (...args) => (await connected()).find(...args),
  };
}
