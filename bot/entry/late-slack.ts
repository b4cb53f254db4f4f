// Slack for runs that begin before the token is there: it is fetched beside the first reads, not before them.
import type { Log } from '../ports/run.ts';
import type { Answers, Chat, People, Places, Views } from '../ports/slack.ts';

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
  return {
    chat: {
      post: async (...args) => (await connected()).chat.post(...args),
      update: async (...args) => (await connected()).chat.update(...args),
      reply: async (...args) => (await connected()).chat.reply(...args),
      find: async (...args) => (await connected()).chat.find(...args),
    },
    answers: {
      whisper: async (...args) => (await connected()).answers.whisper(...args),
      respond: async (...args) => (await connected()).answers.respond(...args),
      directMessage: async (...args) => (await connected()).answers.directMessage(...args),
      upload: async (...args) => (await connected()).answers.upload(...args),
    },
    people: {
      find: async (...args) => (await connected()).people.find(...args),
      findByEmail: async (...args) => (await connected()).people.findByEmail(...args),
      membersOf: async (...args) => (await connected()).people.membersOf(...args),
    },
    places: {
      nameOf: async (...args) => (await connected()).places.nameOf(...args),
      directMessageWith: async (...args) => (await connected()).places.directMessageWith(...args),
    },
    views: {
      open: async (...args) => (await connected()).views.open(...args),
      update: async (...args) => (await connected()).views.update(...args),
      publishHome: async (...args) => (await connected()).views.publishHome(...args),
    },
  };
}
