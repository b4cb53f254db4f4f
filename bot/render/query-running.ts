// A query on its way: what is asked, since when, and the button that stops it.
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import type { BoundQuery } from '../domain/query/query.ts';
import { actions, button, context } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { escapeMrkdwn, list, mrkdwn } from './mrkdwn.ts';
import { bytes, queryScope } from './query-footer.ts';
import { bold, paragraph, shorten } from './rich-text.ts';
import { duration } from './time-words.ts';

export interface RunningQuery {
  readonly query: BoundQuery;
  /** As Insights names it. */
  readonly executionId: string;
  readonly elapsedMs: number;
  readonly bytesScanned: number;
  /** An earlier run began to answer and was cut off. */
  readonly again: boolean;
}

export function renderRunningQuery(running: RunningQuery): Message {
  const { query, executionId, elapsedMs, bytesScanned, again } = running;
  const line = `${shorten(query.template.title, 150)}: running`;
  const progress = [
    ...(again ? [mrkdwn`the first try was cut off, so it was started again`] : []),
    ...(elapsedMs > 0 ? [mrkdwn`for ${duration(elapsedMs)} now`] : []),
    ...(bytesScanned > 0 ? [mrkdwn`${bytes(bytesScanned)} read so far`] : []),
  ];
  const said = progress.length === 0 ? [] : mrkdwn`\n${list(progress, progress.length, ' · ')}`;
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      {
        name: 'headline',
        rank: 1,
        blocks: [
          paragraph({ type: 'emoji', name: 'hourglass_flowing_sand', unicode: '23f3' }, ' ', bold(line)),
        ],
      },
      { name: 'scope', rank: 3, blocks: [context([mrkdwn`${queryScope(query)}${said}`])] },
      { name: 'stop', rank: 2, blocks: [actions([button(ACTIONS.stopQuery, 'Stop', executionId)])] },
    ]),
  };
}
