// A query that ended without an answer: stopped, too slow, or failed at AWS. Half of a count is a wrong count, so none is shown.
import type { Message } from '../domain/message.ts';
import type { BoundQuery, QueryResult } from '../domain/query/query.ts';
import { context } from './blocks.ts';
import { fitBlocks } from './fit-blocks.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { queryCosts, queryScope } from './query-footer.ts';
import { bold, paragraph, shorten } from './rich-text.ts';
import { duration } from './time-words.ts';

export interface EndedQuery {
  readonly query: BoundQuery;
  readonly result: QueryResult;
  readonly tookMs: number;
  /** Trailbot stopped it: it had run for as long as it may. */
  readonly gaveUp: boolean;
}

export function renderEndedQuery(ended: EndedQuery): Message {
  const { query, result, tookMs } = ended;
  const { line, next } = wordsFor(ended);
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      { name: 'headline', rank: 1, blocks: [paragraph(bold(line))] },
      { name: 'what to do', rank: 2, blocks: [paragraph(next)] },
      {
        name: 'small print',
        rank: 3,
        blocks: [context([queryScope(query), queryCosts(result, tookMs, undefined)])],
      },
    ]),
  };
}

function wordsFor({ query, result, tookMs, gaveUp }: EndedQuery): { line: string; next: string } {
  const title = shorten(query.template.title, 150);
  if (gaveUp || result.state === 'timeout') {
    return {
      line: `${title}: no answer after ${duration(tookMs)}, so it was stopped`,
      next: 'Ask for fewer hours: the time it takes and what it costs grow with them.',
    };
  }
  if (result.state === 'cancelled') {
    return { line: `${title}: stopped`, next: 'AWS charges for what was read until then.' };
  }
  return {
    line: `${title}: Logs Insights could not finish the query`,
    next: 'Try again, or ask for fewer hours. Whether it is AWS: https://health.aws.amazon.com.',
  };
}

/** Who pressed Stop; the query's own message says what became of it. */
export function renderStoppedBy(userId: string): Message {
  return {
    text: 'The query was stopped',
    blocks: [
      paragraph(
        ...(isUserId(userId) ? [{ type: 'user' as const, user_id: userId }] : ['Somebody']),
        ' stopped the query.',
      ),
    ],
  };
}

function isUserId(id: string): boolean {
  return /^[UW][A-Z0-9]{6,20}$/.test(id);
}

/** The press came too late. */
export function renderAlreadyOver(): Message {
  const line = 'The query had ended already: there was nothing left to stop.';
  return { text: line, blocks: [paragraph(line)] };
}

/** Before the files of an answer that stands in a channel for one person alone. */
export function renderFilesFollow(title: string): Message {
  const line = `The files of your query: ${shorten(title, 200)}`;
  return { text: escapeMrkdwn(line), blocks: [paragraph(line)] };
}
