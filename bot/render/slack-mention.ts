// The mentions of mention.ts as pieces of mrkdwn, for lines that are not rich text.
import { mention, toMrkdwn } from './mention.ts';
import { code, list, type Mrkdwn } from './mrkdwn.ts';

const SHOWN = 12;

/** A person (U…, W…) or a user group (S…); any other text is shown as it is. */
export function slackMention(id: string): Mrkdwn {
  const inline = mention(id);
  return typeof inline === 'string' ? code(id) : toMrkdwn(inline);
}

export function slackMentions(ids: readonly string[]): Mrkdwn {
  return list(ids.map(slackMention), SHOWN);
}
