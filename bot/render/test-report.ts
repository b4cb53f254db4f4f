// How far a test event came on its way to Slack, and how long each stretch took.
import type { Detection } from '../domain/detection/detection.ts';
import type { Hop } from '../domain/health/health.ts';
import type { Message } from '../domain/message.ts';
import { context } from './blocks.ts';
import { escapeMrkdwn, mrkdwn } from './mrkdwn.ts';
import { bold, bullets, type Inline, paragraph, shorten } from './rich-text.ts';
import { duration } from './time-words.ts';

const DETAIL = 300;

/** @param hops in their order, up to the first that did not come through */
export function renderTestReport(detection: Detection, hops: readonly Hop[]): Message {
  const failed = hops.find(({ tookMs }) => tookMs === undefined);
  const took = hops.reduce((sum, hop) => sum + (hop.tookMs ?? 0), 0);
  const line = failed
    ? `The test event did not come through: ${shorten(failed.name, 60)}`
    : `The test event came through in ${seconds(took)}`;
  const emoji: Inline = failed
    ? { type: 'emoji', name: 'red_circle', unicode: '1f534' }
    : { type: 'emoji', name: 'white_check_mark', unicode: '2705' };
  return {
    text: escapeMrkdwn(line),
    blocks: [
      paragraph(emoji, ' ', bold(line)),
      bullets(undefined, hops.map(hopLine), 'ordered'),
      context([
        mrkdwn`A harmless event for ${detection.title}, in the name of trailbot-test: nothing happened in the account.`,
      ]),
    ],
  };
}

function hopLine({ name, tookMs, detail }: Hop): readonly Inline[] {
  const told = detail === '' ? '' : `: ${shorten(detail, DETAIL)}`;
  return [bold(name, 60), tookMs === undefined ? told : `, ${seconds(tookMs)}${told}`];
}

/** Below ten seconds a tenth tells more. */
function seconds(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(milliseconds / 1_000).toFixed(1)} s` : duration(milliseconds);
}
