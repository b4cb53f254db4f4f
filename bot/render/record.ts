// The answer to "Show record": the CloudTrail record itself, for whoever wants to see it with their own eyes.
import type { Gap } from '../domain/context/context.ts';
import type { JsonObject, TrailEvent } from '../domain/event/trail-event.ts';
import type { Message } from '../domain/message.ts';
import { gapsList } from './alert-parts.ts';
import { context } from './blocks.ts';
import { eventLink } from './console-links.ts';
import { fitBlocks } from './fit-blocks.ts';
import { code, escapeMrkdwn, link, mrkdwn } from './mrkdwn.ts';
import { bold, paragraph, preformatted, shorten } from './rich-text.ts';

/** Room for the JSON in one message, the other parts and the total of {@link fitBlocks} considered. */
const LONGEST = 8_500;
const LONGEST_WITH_GAPS = 6_500;

/**
 * The record as indented JSON, cut at what one Slack message holds, with a link to the whole.
 * @param gaps why this is not the whole record, when it is only what the incident kept of it.
 */
export function renderRecord(event: TrailEvent, gaps: readonly Gap[] = []): Message {
  const longest = gaps.length > 0 ? LONGEST_WITH_GAPS : LONGEST;
  const line = `CloudTrail record of ${shorten(event.eventName || 'an unnamed call', 100)}`;
  const json = printRecord(event.record);
  const url = eventLink(event.awsRegion, event.eventID);
  const whole = url === undefined ? [] : mrkdwn` · ${link(url, 'Open in CloudTrail')}`;
  const left = json.length - longest;
  const cut = left > 0 ? mrkdwn` · ${left} characters more did not fit` : [];
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'what could not be read', rank: 2, blocks: gapsList(gaps) },
      { name: 'record', rank: 3, blocks: [preformatted(json, longest)] },
      {
        name: 'reference',
        rank: 2,
        blocks: [context([mrkdwn`event ${code(event.eventID, 60)}${cut}${whole}`])],
      },
    ]),
  };
}

/** Still the same JSON for a machine: characters that a reader could not see are written as escapes. */
function printRecord(record: JsonObject): string {
  try {
    return JSON.stringify(record, undefined, 2).replace(NOT_PLAIN, jsonEscape);
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply to be printed)';
    throw error;
  }
}

const NOT_PLAIN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|<(?=[!@#])/gu;

function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
