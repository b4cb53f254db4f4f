// A Slack in memory: what it shows, where, and to whom, with every text that a message had.
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Message, View } from '../../bot/domain/message.ts';
import type { Answers, Chat, People, Person, Places, Views } from '../../bot/ports/slack.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';

export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
  readonly key: string;
  readonly broadcast: boolean;
  /** Every text that it had, the newest last. */
  readonly texts: string[];
}

export interface MemorySlack {
  readonly chat: Chat;
  readonly answers: Answers;
  readonly views: Views;
  readonly people: People;
  readonly places: Places;
  posted: Posted[];
  /** What one person alone was told. */
  readonly told: { readonly userId: string; readonly text: string }[];
  /** What a dialog showed, the newest last. */
  readonly dialogs: string[];
}

export const CHANNEL = 'C0ALERTS01';

/** Channels are ids, or names that all mean {@link CHANNEL}. @param strangers people of another workspace. */
export function createMemorySlack(strangers: readonly string[] = []): MemorySlack {
  let ticks = 100;
  const idOf = (channel: string) => (channel.startsWith('C0') ? channel : CHANNEL);
  const add = (posted: Omit<Posted, 'ts'>) => {
    ticks += 1;
    const ts = `${ticks}.0`;
    slack.posted.push({ ...posted, ts });
    return { channel: posted.channel, ts };
  };
  const slack: MemorySlack = {
    posted: [],
    told: [],
    dialogs: [],
    chat: {
      post: async (channel, message, key) =>
        add({ channel: idOf(channel), key, broadcast: false, texts: [renderPlainText(message)] }),
      async update({ channel, ts }, message) {
        const found = slack.posted.find((one) => one.channel === channel && one.ts === ts);
        if (!found) throw gone();
        found.texts.push(renderPlainText(message));
      },
      reply: async ({ channel, ts: thread }, message, { key, broadcast = false }) =>
        add({ channel, thread, key, broadcast, texts: [renderPlainText(message)] }),
      async find(channel, key, _since, thread) {
        const found = slack.posted.find((one) => one.key === key && one.thread === thread);
        return found && found.channel === idOf(channel)
          ? { channel: found.channel, ts: found.ts }
          : undefined;
      },
    },
    answers: {
      whisper: async (_at, userId, message) => tell(userId, message),
      respond: async (_url, message) => tell('whoever asked', message),
      async directMessage(userId, message) {
        tell(userId, message);
        return { channel: `D${userId}`, ts: '1.0' };
      },
      upload: async () => undefined,
    },
    views: {
      open: async () => 'V1',
      update: async (_id, view) => void slack.dialogs.push(wordsOf(view)),
      publishHome: async () => undefined,
    },
    people: {
      find: async (id) => (id.startsWith('U0NOBODY') ? undefined : person(id, strangers.includes(id))),
      findByEmail: async () => undefined,
      membersOf: async () => [],
    },
    places: { nameOf: async () => undefined, directMessageWith: async (userId) => `D${userId}` },
  };
  const tell = (userId: string, message: Message): void => {
    slack.told.push({ userId, text: renderPlainText(message) });
  };
  return slack;
}

function wordsOf({ blocks }: View): string {
  return JSON.stringify(blocks);
}

function person(id: string, isStranger: boolean): Person {
  return {
    id,
    teamId: 'T0SANDBOX',
    name: id,
    isGuest: false,
    isBot: false,
    isDeactivated: false,
    isStranger,
  };
}

function gone(): TrailbotError {
  return new TrailbotError({ code: 'slack_message_gone', message: 'It is gone.', hint: 'Post it anew.' });
}
