// What the flows need from Slack, and the pictures they send there.
import type { Message, View } from '../domain/message.ts';

/** Where a message stands in Slack. */
export interface Place {
  readonly channel: string;
  readonly ts: string;
}

export interface Chat {
  /** @param key names the message for {@link Chat.find}; unique for what must not be said twice. */
  post(channel: string, message: Message, key: string): Promise<Place>;
  update(at: Place, message: Message): Promise<void>;
  /** `broadcast` shows the reply in the channel as well. */
  reply(at: Place, message: Message, options: { key: string; broadcast?: boolean }): Promise<Place>;
  /** A message of ours with this key, posted since `since` in the channel or, with `thread`, in that thread. */
  find(channel: string, key: string, since: Date, thread?: string): Promise<Place | undefined>;
}

/** Ways to answer that are not the alert's own message. */
export interface Answers {
  /**
   * Seen by that person alone, in the channel, and gone with a reload. Not in a thread: Slack shows it there only when
   * the thread has replies already.
   */
  whisper(at: { readonly channel: string }, userId: string, message: Message): Promise<void>;
  /** To a slash command or a press; `shared` shows it to the whole channel, `replace` takes the place of the last one. */
  respond(responseUrl: string, message: Message, how: { shared: boolean; replace: boolean }): Promise<void>;
  /** Once for each `key` within a day. */
  directMessage(userId: string, message: Message, key: string): Promise<Place>;
  upload(at: { channel: string; threadTs?: string }, files: readonly UploadedFile[]): Promise<void>;
}

export interface UploadedFile {
  readonly name: string;
  readonly title: string;
  /** What a picture shows, for whoever does not see it. */
  readonly altText?: string;
  readonly content: Uint8Array | string;
}

/** Draws pictures. */
export interface Charts {
  /** @returns PNG. */
  draw(svg: string): Promise<Uint8Array>;
}

/** A person of the Slack workspace. */
export interface Person {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly email?: string;
  /** Single- and multi-channel guests. */
  readonly isGuest: boolean;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  /** Of another workspace, here by Slack Connect. */
  readonly isStranger: boolean;
}

export interface People {
  find(userId: string): Promise<Person | undefined>;
  findByEmail(email: string): Promise<Person | undefined>;
  /** Members of a user group; empty for a group that is not there. */
  membersOf(groupId: string): Promise<readonly string[]>;
}

/** Where people ask the bot for something. */
export interface Places {
  /** A channel's name, without #; undefined for a conversation that has none. */
  nameOf(channelId: string): Promise<string | undefined>;
  /** The id of the conversation between the bot and a person. */
  directMessageWith(userId: string): Promise<string | undefined>;
}

/** Modals and App Home. */
export interface Views {
  /** `triggerId` lives three seconds. Returns the view's id. */
  open(triggerId: string, view: View): Promise<string>;
  update(viewId: string, view: View): Promise<void>;
  publishHome(userId: string, view: View): Promise<void>;
}
