// "You may not", as the person who asked reads it: why, who may, and what to do.

import type { Message } from '../domain/message.ts';
import type { Refusal } from '../domain/permission.ts';
import { channelMention, listMentions, mention } from './mention.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { bold, paragraph } from './rich-text.ts';

export function renderRefusal({ reason, hint, who, where }: Refusal): Message {
  const named = [...who.map(mention), ...where.map(channelMention)];
  return {
    text: escapeMrkdwn(reason),
    blocks: [
      paragraph(bold(reason)),
      paragraph(hint),
      ...(named.length > 0
        ? [paragraph(who.length > 0 ? 'Who may: ' : 'Where: ', ...listMentions(named))]
        : []),
    ],
  };
}
