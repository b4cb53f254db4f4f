// What reaches the topic and is no alarm of ours: it is shown, because nothing that arrives is dropped.
import type { KnownBlock } from '@slack/types';
import type { AlarmNotice, Notice, OtherNotice } from '../domain/alarm/alarm.ts';
import type { Message } from '../domain/message.ts';
import { context, fields, section } from './blocks.ts';
import { alarmLink } from './console-links.ts';
import { fitBlocks } from './fit-blocks.ts';
import { code, escapeMrkdwn, link, list, type Mrkdwn, mrkdwn, time } from './mrkdwn.ts';
import { bold, paragraph, preformatted, shorten } from './rich-text.ts';

/** Room for the text in one message, the other parts and the total of {@link fitBlocks} considered. */
const WHOLE = 8_500;
const TEXT = 1_500;
const CHILDREN = 10;

/** The notice as a message. */
export function renderNotice(notice: Notice): Message {
  return notice.kind === 'alarm' ? renderAlarm(notice) : renderOther(notice);
}

function renderAlarm(notice: AlarmNotice): Message {
  const line = `Alarm ${shorten(notice.name || 'without a name', 120)} is ${notice.state}`;
  const url = alarmLink(notice.region, notice.name);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'reason', rank: 3, blocks: quoted(notice.reason) },
      { name: 'facts', rank: 2, blocks: [fields(alarmFacts(notice))] },
      { name: 'description', rank: 4, blocks: quoted(notice.description) },
      {
        name: 'link',
        rank: 5,
        blocks: url === undefined ? [] : [section(link(url, 'Open the alarm in CloudWatch'))],
      },
      {
        name: 'reference',
        rank: 6,
        blocks: [context([mrkdwn`Not an alarm of Trailbot: shown as it came.`])],
      },
    ]),
  };
}

function alarmFacts(notice: AlarmNotice): readonly Mrkdwn[] {
  const { previousState, state, accountId, region, changedAt, children } = notice;
  return [
    mrkdwn`*State*\n${previousState === undefined ? '' : mrkdwn`${previousState} → `}${state}`,
    mrkdwn`*When*\n${time(changedAt)}`,
    mrkdwn`*Account*\n${code(accountId, 20)}`,
    mrkdwn`*Region*\n${region}`,
    ...(children.length > 0
      ? [
          mrkdwn`*In alarm*\n${list(
            children.map((child) => code(child)),
            CHILDREN,
          )}`,
        ]
      : []),
  ];
}

function quoted(text: string | undefined): readonly KnownBlock[] {
  return text ? [preformatted(text, TEXT)] : [];
}

function renderOther({ subject, text, topicArn, messageId }: OtherNotice): Message {
  const line = subject ? `Message: ${shorten(subject, 150)}` : 'A message that is not an alarm';
  const left = text.length - WHOLE;
  const cut =
    left > 0 ? [context([mrkdwn`The message goes on for ${left} characters more than Slack can hold.`])] : [];
  const origin = [topicArn, messageId].flatMap((id) => (id ? [code(id)] : []));
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'text', rank: 2, blocks: text === '' ? [] : [preformatted(text, WHOLE)] },
      { name: 'cut', rank: 3, blocks: cut },
      {
        name: 'origin',
        rank: 4,
        blocks: origin.length > 0 ? [context([list(origin, origin.length, ' · ')])] : [],
      },
    ]),
  };
}
