// People, user groups and channels by their ids: Slack shows who or what stands behind one.
import { type Mrkdwn, printMrkdwn } from './mrkdwn.ts';
import { type Inline, readInline, shorten } from './rich-text.ts';

const USER = /^[UW][A-Z0-9]{2,30}$/;
const GROUP = /^S[A-Z0-9]{2,30}$/;
const CHANNEL = /^[CG][A-Z0-9]{6,30}$/;
const LONGEST = 60;
const SHOWN = 12;
/** Slack recommends 4,000 at most, and what is escaped may be five times as long as it looks. */
const LONGEST_TEXT = 2_900;

/** The mention; what is no id of Slack's stays plain text. It notifies in a new message, and never in an edited one. */
export function mention(id: string): Inline {
  if (USER.test(id)) return { type: 'user', user_id: id };
  return GROUP.test(id) ? { type: 'usergroup', usergroup_id: id } : shorten(id, LONGEST) || 'somebody';
}

/** A channel by its id or name. */
export function channelMention(reference: string): Inline {
  if (CHANNEL.test(reference)) return { type: 'channel', channel_id: reference };
  return `#${shorten(reference.replace(/^#/, ''), LONGEST)}`;
}

/** The first of them with commas between; the rest are counted. */
export function listMentions(mentions: readonly Inline[]): readonly Inline[] {
  const shown = mentions.slice(0, SHOWN).flatMap((item, index) => (index === 0 ? [item] : [', ', item]));
  return mentions.length > SHOWN ? [...shown, ` and ${mentions.length - SHOWN} more`] : shown;
}

/** A line as mrkdwn, for a message's `text`: mentions stay mentions, all else is escaped; 2,900 characters at most. */
export function printLine(...line: readonly Inline[]): string {
  return printMrkdwn(line.flatMap(toMrkdwn), LONGEST_TEXT);
}

export function toMrkdwn(inline: Inline): Mrkdwn {
  if (typeof inline === 'object') {
    if (inline.type === 'user') return [{ kind: 'token', text: `<@${inline.user_id}>` }];
    if (inline.type === 'usergroup') return [{ kind: 'token', text: `<!subteam^${inline.usergroup_id}>` }];
  }
  return [{ kind: 'text', text: readInline(inline) }];
}
