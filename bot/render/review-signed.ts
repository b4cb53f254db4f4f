// The answer to a sign-off: what was signed off, or why it was not.
import type { Message } from '../domain/message.ts';
import { section } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { bold, moment, paragraph } from './rich-text.ts';
import { slackMention } from './slack-mention.ts';

interface Signed {
  readonly userId: string;
  readonly until: Date;
  readonly count: number;
}

/** @param since undefined where the same sign-off was recorded before. */
export function renderSignedOff({ userId, until, count }: Signed, since?: Date): Message {
  const text = `Signed off: ${events(count)}`;
  const from = since === undefined ? [] : [' from ', moment(since)];
  return {
    text,
    blocks: [
      paragraph(bold(text), ...from, ' up to ', moment(until), '.'),
      section(mrkdwn`Recorded for ${slackMention(userId)}. The next review begins there.`),
    ],
  };
}

export function renderSignedOffBefore({ userId, until }: Signed): Message {
  const text = 'Not signed off again: somebody did already';
  return {
    text,
    blocks: [
      paragraph(bold(text), ', up to ', moment(until), '.'),
      section(mrkdwn`It was ${slackMention(userId)}. Open the review again for what came since.`),
    ],
  };
}

/** What the person saw is not what they would sign. */
export function renderReviewMoved(shown: number, now: number): Message {
  const text = 'Not signed off: the review has changed';
  return {
    text,
    blocks: [
      paragraph(bold(text), '.'),
      paragraph(
        `It showed ${events(shown)}, and there are ${events(now)} now. Open it again with /trail review.`,
      ),
    ],
  };
}

function events(count: number): string {
  return count === 0 ? 'no events' : count === 1 ? '1 event' : `${count} events`;
}
