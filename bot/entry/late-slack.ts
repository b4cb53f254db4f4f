// Slack for runs that begin before the token is there: it is fetched beside the first reads, not before them.
import type { Log } from '../ports/run.ts';
import type { Answers, Chat, People, Places, Views } from '../ports/slack.ts';
import { isTokenRefused } from '../slack/slack-error.ts';

export interface SlackPorts {
  readonly chat: Chat;
  readonly answers: Answers;
  readonly people: People;
  readonly views: Views;
  readonly places: Places;
}

/** `connect` runs at once; when it failed, with the next call again. Whoever calls gets its error. */
export function lateSlack(connect: () => Promise<SlackPorts>, log: Log): SlackPorts {
  let connecting: Promise<SlackPorts> | undefined;
  const connected = () => {
    connecting ??= connect().catch((error: unknown) => {
      connecting = undefined;
      throw error;
    });
    return connecting;
  };
  connected().catch((error: unknown) => log.warn('no Slack token yet', { error }));
  async function use<T>(call: (slack: SlackPorts) => Promise<T>): Promise<T> {
    try {
      return await call(await connected());
    } catch (error) {
      // A new token may be stored by now: the queue delivers again, and the next call reads it.
      if (isTokenRefused(error)) connecting = undefined;
      throw error;
    }
  }
  return {
    chat: {
      post: (...args) => use(({ chat }) => chat.post(...args)),
      update: (...args) => use(({ chat }) => chat.update(...args)),
      reply: (...args) => use(({ chat }) => chat.reply(...args)),
      find: (...args) => use(({ chat }) => chat.find(...args)),
    },
    answers: {
      whisper: (...args) => use(({ answers }) => answers.whisper(...args)),
      respond: (...args) => use(({ answers }) => answers.respond(...args)),
      directMessage: (...args) => use(({ answers }) => answers.directMessage(...args)),
      upload: (...args) => use(({ answers }) => answers.upload(...args)),
    },
    people: {
      find: (...args) => use(({ people }) => people.find(...args)),
      findByEmail: (...args) => use(({ people }) => people.findByEmail(...args)),
      membersOf: (...args) => use(({ people }) => people.membersOf(...args)),
    },
    places: {
      nameOf: (...args) => use(({ places }) => places.nameOf(...args)),
      directMessageWith: (...args) => use(({ places }) => places.directMessageWith(...args)),
    },
    views: {
      open: (...args) => use(({ views }) => views.open(...args)),
      update: (...args) => use(({ views }) => views.update(...args)),
      publishHome: (...args) => use(({ views }) => views.publishHome(...args)),
    },
  };
}
