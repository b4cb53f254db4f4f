import { describe, expect, it } from 'vitest';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../bot/domain/replay/finding.ts';
import type { Narrow } from '../../bot/domain/replay/narrow.ts';
import { type Side, sideOf } from '../../bot/domain/replay/replayed.ts';
import { createTally } from '../../bot/domain/replay/tally.ts';
import { readLook } from '../../bot/entry/replay-look.ts';
import { summarySentence } from '../../bot/render/replay-html/head.ts';
import { renderReplayPage } from '../../bot/render/replay-html/page.ts';
import { renderReplay } from '../../bot/render/replay-report.ts';
import { finding } from '../support/findings.ts';
import { someDetections } from '../support/some-detections.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-11-01T09:00:00Z');
const variant = someDetections('root-usage', 'iam-changes', 'mfa-removed');
const bob = { actorKey: 'iam-user/123456789012/bob', actorName: 'bob' };
const on = (day: number, changes: Partial<Finding> = {}) =>
  finding({ detectionId: 'iam-changes', at: FIRST + day * DAY, ...changes });
const LOG = [
  on(0),
  on(1, { severity: 'critical' }),
  on(2, bob),
  on(3, { ...bob, detectionId: 'root-usage' }),
  on(4, { ...bob, actorName: 'carol', actorKey: 'iam-user/123456789012/carol' }),
  on(5, { lane: 'review' }),
  on(6, { lane: 'review', ...bob }),
];

function side(actor?: string, findings: readonly Finding[] = LOG): Side {
  return partOf(actor === undefined ? {} : { actor }, findings);
}
function partOf(narrow: Narrow, findings: readonly Finding[] = LOG): Side {
  const tally = createTally(undefined, [], narrow);
  tally.add(findings, []);
  const seen = { events: 12_345, first: FIRST, last: FIRST + 9 * DAY };
  const locate = (address: string) => classifySource(address, {});
  return sideOf(tally, seen, variant, { locate, samples: [] });
}
const terminal = (now: Side, whatIf?: Side) =>
  renderReplay({ complete: true, skipped: [], now, ...(whatIf && { whatIf }) });
const page = (now: Side, whatIf?: Side) =>
  renderReplayPage({ complete: true, skipped: [], now, ...(whatIf && { whatIf }) }, variant, readLook());

describe('the report about one actor', () => {
  it('says on the terminal whose part it is and of how much', () => {
    const text = terminal(side('alice'));
    expect(text).toContain(
      [
        '12,345 records, by everybody, 2026-11-01 09:00 to 2026-11-10 09:00 UTC',
        'Shown is what alice took part in. All was judged and grouped for everybody, as the bot does.',
      ].join('\n'),
    );
    expect(text).toContain('\n  2 of 5 messages: 1 critical, 1 high\n');
    expect(text).toContain('\n  1 of 2 matches for the daily review, in one message a day\n');
    expect(text).toMatch(/^iam-changes \(critical\) +2 +2 +1 +3$/m);
    expect(text).toContain('2 detections matched nothing by alice.');
    expect(text).not.toContain('bob');
    expect(terminal(side())).toMatch(/^ {2}5 messages: .*\n {2}0\.6 a day/m);
  });

  it('says how a name is written where nothing matched', () => {
    expect(terminal(side('alcie'))).toContain('0 of 5 messages');
    expect(terminal(side('alcie'))).toContain(
      'No detection counts anything by alcie. Write a name as the report without --actor tells it, or a key as --jsonl does.',
    );
    expect(terminal(side(undefined, []))).toContain('No detection counts any of them.');
  });

  it.each([
    [
      'alice',
      LOG,
      '2 of the 5 messages that Trailbot would have sent in 10 days are about alice, 1 of them critical.',
    ],
    [
      'bob',
      LOG,
      '2 of the 5 messages that Trailbot would have sent in 10 days are about bob, none of them critical.',
    ],
    ['carol', LOG, '1 of the 5 messages that Trailbot would have sent in 10 days is about carol.'],
    ['dave', LOG, 'None of the 5 messages that Trailbot would have sent in 10 days is about dave.'],
    ['dave', [], 'Trailbot would have sent no message in 10 days.'],
  ])('says in the page’s one sentence how many are about %s', (actor, log, sentence) => {
    expect(summarySentence(side(actor, log))).toBe(sentence);
  });

  it('says at each figure of the page of how many it is, and which is everybody’s', () => {
    const html = page(side('alice'));
    expect(html).toContain('<dt>Messages</dt><dd>2<small>of 5 in all</small>');
    expect(html).toContain('<dt>For the review</dt><dd>1<small>of 2 matches in all</small>');
    expect(html).toContain('<small>12,345 records read, by everybody. Times are UTC.</small>');
    expect(html).toContain('2 detections matched nothing by <bdi>alice</bdi>');
    expect(page(side('alcie'))).toContain('No detection counts anything by <bdi>alcie</bdi>.');
    expect(page(side())).toContain('<small>12,345 records read. Times are UTC.</small>');
  });

  it('says so of before and after as well', () => {
    const after = side('alice', LOG.slice(1));
    expect(terminal(side('alice'), after)).toMatch(/Shown is what alice.*\nMessages +2 +1\n/s);
    expect(page(side('alice'), after)).toMatch(
      /1 of the 4 messages.*instead of 2 before it.*Shown is what alice/s,
    );
  });

  it.each([
    [{ detections: ['iam-changes'] }, 'holds what iam-changes finds', 'iam-changes finds'],
    [
      { actor: 'bob', detections: ['iam-changes', 'root-usage'] },
      'are about bob and hold what 2 detections find',
      'iam-changes, root-usage find and bob took part in',
    ],
  ] as const)('says which detections it shows: %j', (narrow: Narrow, sentence, note) => {
    const log = narrow.actor === undefined ? [on(0), on(1, { detectionId: 'root-usage', ...bob })] : LOG;
    const now = partOf(narrow, log);
    expect(summarySentence(now)).toContain(sentence);
    expect(terminal(now)).toContain(`Shown is what ${note}. All was judged`);
    expect(terminal(now).includes(', by everybody')).toBe(narrow.actor !== undefined);
  });

  it('shows what was asked for as text', () => {
    const hostile = '<img src=x>\u001b[31m\u202e';
    expect(page(side(hostile))).not.toContain('<img');
    expect(terminal(side(hostile)).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
