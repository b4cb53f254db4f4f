// What an app answers to a command or at a response_url: a message, a replacement, or a removal.
import { MethodArguments } from './methods/method-arguments.ts';
import type { Origin } from './response-urls.ts';
import { parseContent } from './validate/validate-message.ts';
import { BOT_USER_ID } from './workspace.ts';
import type { World } from './world.ts';

/**
 * Does what the answer says, where the interaction happened.
 * @param body JSON, or bare text as Slack allows it for commands
 * @throws SlackFault as `chat.postMessage` does
 */
export function answerOrigin(world: World, origin: Origin, body: string): void {
  const args = parseAnswer(body);
  const original = origin.ts === undefined ? undefined : world.messages.find(origin.channel, origin.ts);
  if (args.flag('delete_original')) {
    if (original) world.messages.delete(original);
    return;
  }
  const content = parseContent(args);
  // A command has no message to replace: Slack answers with another one then (bolt-js issue 2287, bolt-python 1268).
  if (args.flag('replace_original') && original) {
    world.messages.update(original, content);
    return;
  }
  const threadTs = args.string('thread_ts') ?? origin.threadTs;
  world.messages.post({
    ...content,
    channel: origin.channel,
    user: BOT_USER_ID,
    ...(threadTs !== undefined && { threadTs }),
    ...(args.string('response_type') !== 'in_channel' && { ephemeralFor: origin.user }),
  });
}

function parseAnswer(body: string): MethodArguments {
  if (!body.trimStart().startsWith('{')) return new MethodArguments(new Map([['text', body]]));
  return MethodArguments.parse('application/json', body);
}
