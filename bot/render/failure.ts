// What went wrong in the bot itself, and what to do about it.
import type { TrailbotError } from '../domain/errors.ts';
import type { Message } from '../domain/message.ts';
import { context } from './blocks.ts';
import { code, escapeMrkdwn, mrkdwn } from './mrkdwn.ts';
import { bold, paragraph, shorten } from './rich-text.ts';

const LONGEST = 600;

/** An error as the person who asked reads it: the sentence, the next step, and the code to search for. */
export function renderFailure(error: TrailbotError): Message {
  const message = shorten(error.message, LONGEST) || 'Something went wrong';
  const hint = shorten(error.hint, LONGEST);
  return {
    text: escapeMrkdwn(`⚠️ ${message}`),
    blocks: [
      paragraph({ type: 'emoji', name: 'warning', unicode: '26a0-fe0f' }, ' ', bold(message, LONGEST)),
      ...(hint === '' ? [] : [paragraph(bold('What to do'), ': ', { type: 'text', text: hint })]),
      context([mrkdwn`Error ${code(error.code, 60)}`]),
    ],
  };
}
