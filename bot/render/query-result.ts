// The answer to a query: what was found and what finding nothing means, with what it took and what it cost.
import type { KnownBlock } from '@slack/types';
import type { Message } from '../domain/message.ts';
import type { BoundQuery, QueryResult } from '../domain/query/query.ts';
import type { Settings } from '../domain/settings.ts';
import { context, LIMITS } from './blocks.ts';
import { fitBlocks, measure, TOTAL } from './fit-blocks.ts';
import { insightsLink } from './insights-link.ts';
import { code, escapeMrkdwn, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { type Csv, renderCsv } from './query-csv.ts';
import { count, countOf, queryCosts, queryScope } from './query-footer.ts';
import { withShares } from './query-shares.ts';
import { fitTable, timeShower } from './query-table.ts';
import { bold, bullets, paragraph, shorten } from './rich-text.ts';
import { duration } from './time-words.ts';

export interface QueryReply {
  readonly query: BoundQuery;
  readonly result: QueryResult;
  readonly tookMs: number;
  /** How many rows were asked for: as many as that, and there may be more. */
  readonly limit: number;
  readonly settings: Pick<Settings, 'trail' | 'workingHours'>;
  /** The name of the file that holds all rows, if one is needed. */
  readonly fileName: string;
}

export interface RenderedQuery {
  readonly message: Message;
  /** There when the message could not show everything. */
  readonly csv: Csv | undefined;
}

/** Of a query that is complete. */
export function renderQueryResult(reply: QueryReply): RenderedQuery {
  const { rows } = reply.result;
  if (rows.length === 0) return { message: nothingFound(reply), csv: undefined };
  return rows.length === 1 ? oneRow(reply) : table(reply);
}

function nothingFound(reply: QueryReply): Message {
  const { query, result } = reply;
  const line = `${titleOf(query)}: nothing found in ${windowOf(query)}`;
  const meaning =
    result.recordsScanned === 0
      ? [
          'The log group holds no record at all for this time. Type /trail status to see whether the trail is logging.',
        ]
      : [
          'CloudTrail delivers most records within 5 minutes, some within 15: ask again for what has just happened.',
          'Reading and writing objects (S3, DynamoDB, Lambda) is in the trail only if its data events are recorded.',
        ];
  return {
    text: escapeMrkdwn(line),
    blocks: fitBlocks([
      headline(line),
      {
        name: 'what it means',
        rank: 3,
        blocks: [
          bullets(
            undefined,
            meaning.map((sentence) => [sentence]),
          ),
        ],
      },
      footer(reply, []),
    ]),
  };
}

/** One row is read downwards: on a phone a table of one row is a long way to the right. */
function oneRow(reply: QueryReply): RenderedQuery {
  const { query, result, settings } = reply;
  const line = `${titleOf(query)}: 1 row in ${windowOf(query)}`;
  const showTime = timeShower(settings.workingHours.timeZone);
  const shown = result.columns.slice(0, FIELDS);
  const longest = Math.min(600, Math.floor(FIELDS_TOTAL / Math.max(1, shown.length)));
  const cells = shown.map((column, at) => {
    const value = result.rows[0]?.[at] ?? '';
    return { column, value, text: showTime(value) ?? (shorten(value, longest).trim() || '–') };
  });
  const cut = cells.some(({ value, text }) => text.endsWith('…') && !value.endsWith('…'));
  const csv = cut || shown.length < result.columns.length ? renderCsv(result) : undefined;
  const hasTimes = cells.some(({ value }) => showTime(value) !== undefined);
  const items = cells.map(({ column, text }) => [
    bold(shorten(column, 60) || '–', 60),
    ': ',
    { type: 'text' as const, text },
  ]);
  return {
    message: {
      text: escapeMrkdwn(line),
      blocks: fitBlocks([
        headline(line),
        { name: 'fields', rank: 3, blocks: [bullets(undefined, items)] },
        footer(reply, notes(reply, { csv, hasTimes, rows: 1 })),
      ]),
    },
    csv,
  };
}
const FIELDS = 40;
const FIELDS_TOTAL = 6_000;

function table(reply: QueryReply): RenderedQuery {
  const { query, result, settings, limit } = reply;
  const atLeast = result.rows.length >= limit ? 'at least ' : '';
  const line = `${titleOf(query)}: ${atLeast}${countOf(result.rows.length, 'row')} in ${windowOf(query)}`;
  const shown = withShares(query.template.show, result, limit);
  const { timeZone } = settings.workingHours;
  // The longest footer there can be decides, so that what is said about the table cannot push it out.
  const around = [headline(line), footer(reply, notes(reply, { csv: NO_CSV, hasTimes: true, rows: 0 }))];
  const room = TOTAL - around.reduce((sum, part) => sum + measure(part.blocks), 0) - SLACK;
  const fitted = fitTable({ ...shown, timeZone }, room);
  const csv = fitted.whole ? undefined : renderCsv(result);
  const said = notes(reply, { csv, hasTimes: fitted.hasTimes, rows: fitted.rows });
  return {
    message: {
      text: escapeMrkdwn(line),
      // Slack shows a table below everything else, wherever it stands.
      blocks: fitBlocks([
        headline(line),
        footer(reply, said),
        { name: 'table', rank: 3, blocks: [fitted.block] },
      ]),
    },
    csv,
  };
}
const NO_CSV: Csv = { text: '', rows: 0 };
/** For numbers that turn out longer than assumed. */
const SLACK = 100;

function notes(
  { fileName, result, settings }: QueryReply,
  {
    csv,
    hasTimes,
    rows,
  }: { readonly csv: Csv | undefined; readonly hasTimes: boolean; readonly rows: number },
): readonly Mrkdwn[] {
  const here = rows < result.rows.length ? `The first ${countOf(rows, 'row')} are here` : 'Cut to fit';
  const there = csv && csv.rows < result.rows.length ? `the first ${count(csv.rows)}` : 'all of it';
  return [
    ...(csv === undefined ? [] : [mrkdwn`${here}, ${there} in ${code(fileName, 120)}`]),
    ...(hasTimes ? [mrkdwn`Times are in ${code(settings.workingHours.timeZone, 60)}`] : []),
  ];
}

function footer(reply: QueryReply, said: readonly Mrkdwn[]) {
  const { query, result, tookMs, settings } = reply;
  const { homeRegion: region, logGroup } = settings.trail;
  const costs = queryCosts(result, tookMs, insightsLink(query, { region, logGroup }));
  const blocks: readonly KnownBlock[] = [context([...said, queryScope(query), costs], LIMITS.sectionText)];
  return { name: 'small print', rank: 2, blocks };
}

function headline(line: string) {
  const blocks: readonly KnownBlock[] = [paragraph(bold(line))];
  return { name: 'headline', rank: 1, blocks };
}

function titleOf({ template }: BoundQuery): string {
  return shorten(template.title, 150);
}

/** `the last 20 min`, `the last 24 h`, `the last 7 days`: a query's window ends when it is asked. */
function windowOf({ from, to }: BoundQuery): string {
  const milliseconds = to.getTime() - from.getTime();
  const hours = milliseconds / 3_600_000;
  const inHours = hours >= 24 && hours <= 48;
  return `the last ${inHours ? `${Math.round(hours)} h` : duration(milliseconds)}`;
}
