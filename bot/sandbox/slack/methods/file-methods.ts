// files.*: the two calls around an upload.
import { SlackFault } from '../slack-fault.ts';
import { isRecord } from '../validate/validate-schema.ts';
import { BOT_USER_ID } from '../workspace.ts';
import { channelById, type World } from '../world.ts';
import type { Methods } from './web-api-methods.ts';

export function createFileMethods(world: World): Methods {
  return {
    'files.getUploadURLExternal': (args) => {
      const [name, length] = [args.required('filename'), Number(args.required('length'))];
      if (!Number.isSafeInteger(length) || length < 1) throw new SlackFault('invalid_arguments');
      const id = world.files.announce(name, length);
      return { upload_url: `${world.url()}/upload/${id}`, file_id: id };
    },

    'files.completeUploadExternal': (args) => {
      const given = args.json('files', 'invalid_arguments');
      if (!Array.isArray(given) || given.length === 0) throw new SlackFault('invalid_arguments');
      const files = given.map((file: unknown) => {
        if (!isRecord(file)) throw new SlackFault('invalid_arguments');
        return world.files.complete(String(file.id), typeof file.title === 'string' ? file.title : undefined);
      });
      const channelId = args.string('channel_id');
      if (channelId !== undefined) {
        const threadTs = args.string('thread_ts');
        const channel = channelById(world, channelId);
        if (threadTs !== undefined && !world.messages.find(channel.id, threadTs))
          throw new SlackFault('thread_not_found');
        world.messages.post({
          channel: channel.id,
          user: BOT_USER_ID,
          text: args.string('initial_comment') ?? '',
          blocks: [],
          files,
          ...(threadTs !== undefined && { threadTs }),
        });
      }
      return { files };
    },
  };
}
