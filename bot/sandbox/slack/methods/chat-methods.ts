// chat.*: messages come, change and go.
import type { SlackMessage } from '../message-store.ts';
import { SlackFault } from '../slack-fault.ts';
import { parseContent } from '../validate/validate-message.ts';
import { toWireMessage } from '../wire-message.ts';
import { BOT_USER_ID, findUser, TEAM } from '../workspace.ts';
import { channelById, channelByReference, type World } from '../world.ts';
import type { MethodArguments } from './method-arguments.ts';
import type { Methods } from './web-api-methods.ts';

/** Longer is refused in an edit, not cut. */
const MAX_UPDATED_TEXT = 4_000;

export function createChatMethods(world: World): Methods {
  const threadOf = (args: MethodArguments, channel: string): string | undefined => {
    const ts = args.string('thread_ts');
    if (ts !== undefined && !world.messages.find(channel, ts)) throw new SlackFault('thread_not_found');
    return ts;
  };
  const unfurl = (args: MethodArguments) => ({
    ...(args.has('unfurl_links') && { unfurlLinks: args.flag('unfurl_links') }),
    ...(args.has('unfurl_media') && { unfurlMedia: args.flag('unfurl_media') }),
  });
  const own = (args: MethodArguments, refusal: string): SlackMessage => {
    const channel = channelById(world, args.required('channel'));
    const message = world.messages.find(channel.id, args.required('ts'));
    if (message === undefined || message.ephemeralFor !== undefined)
      throw new SlackFault('message_not_found');
    if (message.user !== BOT_USER_ID) throw new SlackFault(refusal);
    return message;
  };
  const permalink = (channel: string, ts: string) =>
    `https://${TEAM.domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}`;

  return {
    'chat.postMessage': (args) => {
      const channel = channelByReference(world, args.required('channel'));
      if (channel.user === undefined && !world.joined.has(channel.id)) throw new SlackFault('not_in_channel');
      const threadTs = threadOf(args, channel.id);
      const message = world.messages.post({
        ...parseContent(args),
        ...unfurl(args),
        channel: channel.id,
        user: BOT_USER_ID,
        ...(threadTs !== undefined && { threadTs, broadcast: args.flag('reply_broadcast') }),
      });
      return { channel: channel.id, ts: message.ts, message: toWireMessage(message) };
    },

    'chat.postEphemeral': (args) => {
      const channel = channelByReference(world, args.required('channel'));
      const user = args.required('user');
      if (!findUser(user)) throw new SlackFault('user_not_in_channel');
      const threadTs = threadOf(args, channel.id);
      const message = world.messages.post({
        ...parseContent(args),
        channel: channel.id,
        user: BOT_USER_ID,
        ephemeralFor: user,
        ...(threadTs !== undefined && { threadTs }),
      });
      return { message_ts: message.ts };
    },

    'chat.update': (args) => {
      const message = own(args, 'cant_update_message');
      if ((args.string('text') ?? '').length > MAX_UPDATED_TEXT) throw new SlackFault('msg_too_long');
      // Text alone removes the blocks; blocks alone keep the text.
      const { text, ...content } = parseContent(args);
      const changed = world.messages.update(message, {
        ...content,
        text: args.has('text') ? text : message.text,
      });
      return {
        channel: message.channel,
        ts: message.ts,
        text: changed.text,
        message: toWireMessage(changed),
      };
    },

    'chat.delete': (args) => {
      const message = own(args, 'cant_delete_message');
      world.messages.delete(message);
      return { channel: message.channel, ts: message.ts };
    },

    'chat.getPermalink': (args) => {
      const channel = channelById(world, args.required('channel'));
      const message = world.messages.find(channel.id, args.required('message_ts'));
      if (message === undefined) throw new SlackFault('message_not_found');
      const thread =
        message.thread_ts === undefined ? '' : `?thread_ts=${message.thread_ts}&cid=${channel.id}`;
      return { channel: channel.id, permalink: permalink(channel.id, message.ts) + thread };
    },
  };
}
