import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../bot/domain/actor/actor.ts';
import type { AlarmNotice, OtherNotice } from '../../bot/domain/alarm/alarm.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Message } from '../../bot/domain/message.ts';
import { renderActivity } from '../../bot/render/activity.ts';
import { renderAlert } from '../../bot/render/alert.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';
import { renderFailure } from '../../bot/render/failure.ts';
import { renderIncident } from '../../bot/render/incident.ts';
import { renderNews } from '../../bot/render/news.ts';
import { renderNotice } from '../../bot/render/notice.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderRecord } from '../../bot/render/record.ts';
import {
  alice,
  CALLED_AT,
  contextOfAlice,
  detection,
  incident,
  settings,
  tally,
} from '../support/alert-fixtures.ts';
import * as hostile from '../support/hostile-arbitraries.ts';
import { news } from '../support/hostile-news.ts';
import { slackProblems } from '../support/slack-limits.ts';

const alarmNotice: fc.Arbitrary<AlarmNotice> = fc.record({
  kind: fc.constant('alarm' as const),
  name: hostile.text,
  arn: hostile.maybe(hostile.text),
  description: hostile.maybe(hostile.text),
  accountId: hostile.text,
  region: fc.oneof(hostile.text, fc.constant('cn-north-1')),
  state: fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA'),
  previousState: hostile.maybe(fc.constantFrom('ALARM', 'OK', 'INSUFFICIENT_DATA')),
  reason: hostile.text,
  changedAt: hostile.date,
  form: fc.constantFrom('metric', 'metric-math', 'composite'),
  rangeSeconds: hostile.count,
  threshold: hostile.maybe(fc.double()),
  namespace: hostile.maybe(hostile.text),
  children: hostile.texts,
});
const otherNotice: fc.Arbitrary<OtherNotice> = fc.record({
  kind: fc.constant('other' as const),
  subject: hostile.maybe(hostile.text),
  text: hostile.text,
  topicArn: hostile.maybe(hostile.text),
  messageId: hostile.maybe(hostile.text),
});

const messages: readonly (readonly [string, fc.Arbitrary<Message>])[] = [
  ['alert', hostile.view.map(renderAlert)],
  ['incident', hostile.view.map(renderIncident)],
  ['news', fc.tuple(news, hostile.view).map(([one, view]) => renderNews([one], view))],
  [
    'burst of news',
    fc
      .tuple(fc.array(news, { minLength: 1, maxLength: 30 }), hostile.view)
      .map(([burst, view]) => renderNews(burst, view)),
  ],
  ['notice', fc.oneof(alarmNotice, otherNotice).map(renderNotice)],
  [
    'activity',
    fc
      .record({
        actor: hostile.actor,
        activity: hostile.maybe(hostile.activity),
        gaps: fc.array(hostile.gap, { maxLength: 8 }),
      })
      .map((reply) => renderActivity(reply)),
  ],
  ['record', hostile.trailEvent.map(renderRecord)],
  [
    'failure',
    fc
      .record({ code: fc.constant('aws_denied' as const), message: hostile.text, hint: hostile.text })
      .map((details) => renderFailure(new TrailbotError(details))),
  ],
];

describe.each(messages)('any %s', (_, message) => {
  it('is within Slack’s limits, escaped, and free of mentions and hidden characters', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(slackProblems(one)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves nothing for a terminal to obey', () => {
    fc.assert(
      fc.property(message, (one) => {
        expect(renderPlainText(one).replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202E|\u200B/u);
      }),
      { numRuns: 50 },
    );
  });
});

describe('formatting that an attacker chose', () => {
  const marks = ['*evil*', '_evil_', '~evil~', ':skull:', '@here', 'https://evil', '> quoted'];

  it('stands in code spans only, wherever Slack reads mrkdwn', () => {
    const attack = fc.constantFrom(
      ...hostile.ATTACKS.filter((one) => marks.some((mark) => one.includes(mark))),
    );
    fc.assert(
      fc.property(attack, (one) => {
        for (const formatted of mrkdwnOf(renderAlert(viewFullOf(one)))) {
          const outside = formatted.replace(/`[^`\n]*`/g, '').replaceAll('&gt;', '>');
          for (const mark of marks) expect(outside).not.toContain(mark);
        }
      }),
    );
  });
});

function viewFullOf(one: string): AlertView {
  const hostile: Actor = { ...alice, name: one, arn: one, session: one, accessKeyId: one, invokedBy: one };
  const source = { ...contextOfAlice.source, address: one, knownAs: one, country: { code: one, name: one } };
  return {
    incident: incident({
      id: one,
      accountId: one,
      actor: hostile,
      context: { ...contextOfAlice, source, tool: { family: one, words: one } },
      tallies: [tally({ detectionId: one })],
      addresses: [one, 'other'],
      regions: [one],
      triage: { resolved: { userId: one, at: CALLED_AT, verdict: 'expected', note: one } },
    }),
    queries: [{ id: one, title: one }],
    detections: new Map([[one, detection({ frameworks: { cis: one } })]]),
    settings: { ...settings, accounts: { [one]: one } },
    now: new Date('2026-11-22T14:05:00Z'),
  };
}

function mrkdwnOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && value.type === 'mrkdwn' && 'text' in value ? [String(value.text)] : [];
  return [...own, ...Object.values(value).flatMap(mrkdwnOf)];
}
