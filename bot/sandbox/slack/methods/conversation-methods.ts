// conversations.*: channels, what was said in them, and direct messages.
import type { SlackMessage } from '../message-store.ts';
import { SlackFault } from '../slack-fault.ts';
import { toWireMessage } from '../wire-message.ts';
import { BOT_USER_ID, CHANNELS, type Conversation, findUser, USERS } from '../workspace.ts';
import { channelById, directMessageWith, type World } from '../world.ts';
import type { MethodArguments } from './method-arguments.ts';
import type { Methods } from './web-api-methods.ts';

const wireChannel = ({ id, name, user, topic }: Conversation, joined: ReadonlySet<string>) =>
  user === undefined
    ? {
        id,
        name,
        is_channel: true,
        is_group: false,
        is_im: false,
        is_private: false,
        is_archived: false,
        is_member: joined.has(id),
        num_members: USERS.length,
        topic: { value: topic, creator: BOT_USER_ID, last_set: 0 },
        purpose: { value: '', creator: '', last_set: 0 },
      }
    : { id, user, is_channel: false, is_im: true, is_archived: false };

export function createConversationMethods(world: World): Methods {
  const visible = (messages: readonly SlackMessage[], args: MethodArguments): SlackMessage[] => {
    const [oldest, latest] = [Number(args.string('oldest') ?? 0), Number(args.string('latest') ?? Infinity)];
    const inclusive = args.flag('inclusive');
    return messages.filter(({ ts, ephemeralFor }) => {
      const at = Number(ts);
      const inside = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
      return inside && ephemeralFor === undefined;
    });
  };
  /** `cursor` is the ts of the last message of the page before. */
  const page = (messages: readonly SlackMessage[], args: MethodArguments, otherwise: number) => {
    const cursor = args.string('cursor');
    const start = cursor ? messages.findIndex(({ ts }) => ts === cursor) + 1 : 0;
    if (cursor && start === 0) throw new SlackFault('invalid_cursor');
    const end = start + args.count('limit', otherwise, 999);
    const more = end < messages.length;
    return {
      messages: messages
        .slice(start, end)
        .map((message) => toWireMessage(message, args.flag('include_all_metadata'))),
      has_more: more,
      ...(more && { response_metadata: { next_cursor: messages[end - 1]?.ts ?? '' } }),
    };
  };

  return {
    'conversations.list': () => ({
      channels: CHANNELS.map((channel) => wireChannel(channel, world.joined)),
      response_metadata: { next_cursor: '' },
    }),
    'conversations.info': (args) => ({
      channel: wireChannel(channelById(world, args.required('channel')), world.joined),
    }),
    'conversations.join': (args) => {
      const channel = channelById(world, args.required('channel'));
      if (channel.user !== undefined) throw new SlackFault('method_not_supported_for_channel_type');
      if (!world.scopes.has('channels:join')) throw new SlackFault('missing_scope');
      world.joined.add(channel.id);
      return { channel: wireChannel(channel, world.joined) };
    },

    'conversations.open': (args) => {
      const [user = '', ...others] = args.required('users').split(',');
      if (others.length > 0) throw new SlackFault('method_not_supported_for_channel_type');
      const person = findUser(user);
      if (person === undefined || person.isBot) throw new SlackFault('user_not_found');
      const isOpen = [...world.directMessages.values()].some((conversation) => conversation.user === user);
      return { already_open: isOpen, channel: { id: directMessageWith(world, user).id } };
    },

    'conversations.history': (args) => {
      const channel = channelById(world, args.required('channel'));
      const inChannel = world.messages
        .list(channel.id)
        .filter(
          ({ ts, thread_ts, subtype }) => !thread_ts || thread_ts === ts || subtype === 'thread_broadcast',
        );
      return page(visible(inChannel, args).reverse(), args, 100);
    },

    'conversations.replies': (args) => {
      const channel = channelById(world, args.required('channel'));
      const ts = args.required('ts');
      const root = world.messages.find(channel.id, ts);
      if (root === undefined) throw new SlackFault('thread_not_found');
      const replies = world.messages.thread(channel.id, ts).filter((message) => message.ts !== ts);
      return page([root, ...visible(replies, args)], args, 1_000);
    },
  };
}
