// Everything the sandbox's Slack remembers, handed to each part that needs it.
import { randomUUID } from 'node:crypto';
import { FileStore } from './file-store.ts';
import { MessageStore } from './message-store.ts';
import { ResponseUrls } from './response-urls.ts';
import { SlackFault } from './slack-fault.ts';
import { ViewStore } from './view-store.ts';
import { CHANNELS, type Conversation, nameOf, SCOPES } from './workspace.ts';

export interface World {
  readonly clock: () => Date;
  /** Where the sandbox listens, without a slash at the end. */
  readonly url: () => string;
  readonly messages: MessageStore;
  readonly files: FileStore;
  readonly views: ViewStore;
  readonly responseUrls: ResponseUrls;
  /** The ids of the channels that the bot is a member of. */
  readonly joined: Set<string>;
  /** What the app was given when it was installed. */
  readonly scopes: Set<string>;
  /** By the id of the conversation. */
  readonly directMessages: Map<string, Conversation>;
  /** Upper-case letters and digits behind a prefix, as Slack's ids look. */
  newId(prefix: string): string;
}

export function createWorld(clock: () => Date, url: () => string): World {
  const newId = (prefix: string) => prefix + randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase();
  return {
    clock,
    url,
    messages: new MessageStore(clock),
    files: new FileStore(newId),
    views: new ViewStore(clock, newId),
    responseUrls: new ResponseUrls(clock, url),
    joined: new Set(CHANNELS.map(({ id }) => id)),
    scopes: new Set(SCOPES),
    directMessages: new Map(),
    newId,
  };
}

/** By id. @throws SlackFault `channel_not_found` */
export function channelById(world: World, id: string): Conversation {
  const found = CHANNELS.find((channel) => channel.id === id) ?? world.directMessages.get(id);
  if (found === undefined) throw new SlackFault('channel_not_found');
  return found;
}

/** The one between the app and that person; it is there from now on. */
export function directMessageWith({ directMessages, newId }: World, user: string): Conversation {
  const known = [...directMessages.values()].find((conversation) => conversation.user === user);
  if (known) return known;
  const conversation = { id: newId('D'), name: nameOf(user), user, topic: '' };
  directMessages.set(conversation.id, conversation);
  return conversation;
}

/** Channels are open to everybody; a direct message is between the app and one person. */
export function mayRead(world: World, user: string, channel: string): boolean {
  const { user: only = user } = channelById(world, channel);
  return only === user;
}

/** By id, name, `#name`, or the id of the person to write to. @throws SlackFault `channel_not_found` */
export function channelByReference(world: World, reference: string): Conversation {
  const name = reference.replace(/^#/, '');
  const direct = [...world.directMessages.values()].find(({ user }) => user === reference);
  return CHANNELS.find((channel) => channel.name === name) ?? direct ?? channelById(world, reference);
}
