// What people read about suppressions and the review, whatever the names in them hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../../bot/domain/detection/detection.ts';
import { type CountedEvent, summariseReview } from '../../bot/domain/review/summarise-review.ts';
import { renderMutes } from '../../bot/render/mutes.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderReview } from '../../bot/render/review.ts';
import { renderReviewMoved, renderSignedOff, renderSignedOffBefore } from '../../bot/render/review-signed.ts';
import {
  renderEndedSince,
  renderMuted,
  renderNotSilenced,
  renderSuppressed,
  renderUnmuted,
} from '../../bot/render/suppression.ts';
import * as hostile from '../support/hostile-arbitraries.ts';
import { slackProblems } from '../support/slack-limits.ts';
import { suppression } from '../support/suppressions.ts';

const filled = hostile.text.map((text) => `x${text}`);
const suppressions = fc.record({
  id: filled,
  detectionId: hostile.text,
  actorName: hostile.text,
  network: hostile.text,
  action: hostile.text,
  ownerId: hostile.text,
  reason: hostile.text,
  expiresAt: hostile.date,
  hidden: fc.nat(),
});
const of = suppressions.map((changes) => suppression(changes));
const event: fc.Arbitrary<CountedEvent> = fc.record(
  {
    detectionId: hostile.text,
    severity: fc.constantFrom(...SEVERITIES),
    actorName: hostile.text,
    failed: fc.boolean(),
    suppressionId: fc.string(),
    hiddenBy: fc.record({ ownerId: hostile.text, scope: hostile.text, reason: hostile.text }),
  },
  { requiredKeys: ['detectionId', 'severity', 'actorName', 'failed'] },
);
const NOW = new Date('2026-11-22T15:00:00Z');
const range = { since: new Date('2026-11-21T15:00:00Z'), until: NOW, more: true };

describe('whatever the names hold, Slack takes', () => {
  it.each([
    ['the list of mutes', fc.array(of, { maxLength: 60 }).map(renderMutes)],
    ['the answer to a mute', of.map(renderMuted)],
    [
      'the answer to an unmute',
      fc.tuple(of, fc.array(of, { maxLength: 9 })).map(([one, still]) => renderUnmuted(one, still)),
    ],
    ['the answer to what has ended already', of.map(renderEndedSince)],
    ['the answer to "this is expected"', fc.tuple(of, filled).map(([one, id]) => renderSuppressed(one, id))],
    ['a refusal', fc.record({ reason: filled, hint: hostile.text }).map(renderNotSilenced)],
    [
      'a sign-off',
      fc
        .record({ userId: hostile.text, until: hostile.date, count: fc.nat() })
        .map((one) => renderSignedOff(one, NOW)),
    ],
    [
      'a sign-off that came second',
      fc.record({ userId: hostile.text, until: hostile.date, count: fc.nat() }).map(renderSignedOffBefore),
    ],
    [
      'the review',
      fc
        .record({
          events: fc.array(event, { maxLength: 80 }),
          suppressions: fc.array(of, { maxLength: 5 }),
          userId: hostile.text,
        })
        .map(({ events, suppressions: active, userId }) =>
          renderReview({
            range,
            signedOff: { userId, at: NOW },
            summary: summariseReview(events),
            suppressions: active,
            titleOf: (id) => id,
          }),
        ),
    ],
  ])('%s', (_, messages) => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(slackProblems(message)).toEqual([]);
        renderPlainText(message);
      }),
      { numRuns: 60 },
    );
  });

  it('a review of ten thousand events of a hundred detections, button and all', () => {
    const events = Array.from({ length: 10_000 }, (_, index) => ({
      detectionId: `detection-${index % 100}-${'x'.repeat(40)}`,
      severity: 'medium' as const,
      actorName: `actor ${index % 333} ${'y'.repeat(80)}`,
      failed: index % 7 === 0,
      ...(index % 2 === 0 && { suppressionId: `s${index % 50}` }),
    }));
    const message = renderReview({
      range,
      signedOff: undefined,
      summary: summariseReview(events),
      suppressions: Array.from({ length: 50 }, (_, id) =>
        suppression({ id: `s${id}`, reason: 'z'.repeat(400) }),
      ),
      titleOf: (id) => id,
    });
    expect(slackProblems(message)).toEqual([]);
    const text = renderPlainText(message);
    expect(text).toContain('10000 events');
    expect(text).toContain('more kinds');
    expect(text).toContain('sign off');
  });
});

describe('the list of mutes', () => {
  it('begins with what ends soonest, and has a button for each', () => {
    const late = suppression({ id: 'late0001', expiresAt: new Date('2026-12-20T09:00:00Z') });
    const soon = suppression({ id: 'soon0001', expiresAt: new Date('2026-11-23T09:00:00Z'), hidden: 54 });
    const { blocks } = renderMutes([late, soon]);
    const buttons = blocks.flatMap((block) => ('accessory' in block ? [block.accessory] : []));
    expect(buttons).toMatchObject([{ value: 'soon0001' }, { value: 'late0001' }]);
    expect(JSON.stringify(blocks[1])).toContain('54 events hidden so far');
  });

  it('says that nothing is quiet', () => {
    expect(renderPlainText(renderMutes([]))).toContain('Nothing is muted or expected');
  });

  it('counts what did not fit', () => {
    const many = Array.from({ length: 90 }, (_, id) => suppression({ id: `s${id}` }));
    expect(renderPlainText(renderMutes(many))).toMatch(/\d+ more end later and did not fit/);
  });
});

describe('the end of one', () => {
  it('says that it alerts again only where nothing else hides the same', () => {
    expect(renderPlainText(renderUnmuted(suppression(), []))).toMatch(/^Alerts again: user-created, alice/);
    const mute = { id: 'mute0001', actorName: '', reason: 'a migration' };
    const { actorKey: _everybody, ...everybody } = suppression(mute);
    const text = renderPlainText(renderUnmuted(suppression(), [everybody]));
    expect(text).not.toContain('Alerts again');
    expect(text).toMatch(/^Ended: user-created, alice.*Still quiet.*a migration.*mute0001/s);
  });

  it('fits, however long all that is still quiet says why', () => {
    const long = { detectionId: '&'.repeat(500), actorName: '&'.repeat(500), reason: '&'.repeat(500) };
    const still = Array.from({ length: 9 }, (_, id) => suppression({ ...long, id: `s${id}` }));
    const message = renderUnmuted(suppression(long), still);
    expect(slackProblems(message)).toEqual([]);
    const shown = message.blocks.filter((block) => 'accessory' in block).length;
    expect(shown).toBeGreaterThan(0);
    expect(renderPlainText(message)).toContain(`and ${9 - shown} more: /trail mutes shows them.`);
  });
});

describe('the review', () => {
  it('names what hid an event, also when that has ended since', () => {
    const hid = (suppressionId: string, more: Partial<CountedEvent> = {}) => ({
      ...more,
      detectionId: 'user-created',
      severity: 'medium' as const,
      actorName: 'alice',
      failed: false,
      suppressionId,
    });
    const hiddenBy = { ownerId: 'U0MAYA0002', scope: 'alice', reason: 'the migration' };
    const text = renderPlainText(
      renderReview({
        range: { ...range, more: false },
        signedOff: undefined,
        summary: summariseReview([hid('a1b2c3d4'), hid('gone0001'), hid('over0001', { hiddenBy })]),
        suppressions: [suppression()],
        titleOf: () => 'A user was created',
      }),
    );
    expect(text).toContain('Nobody signed off before');
    expect(text).toContain(
      'A user was created ×1: alice 1 (alice: New people start every Monday; by @U0ALEX0001 until',
    );
    expect(text).toContain('(alice: the migration; by @U0MAYA0002, ended since)');
    expect(text).toContain('(gone0001, ended since)');
  });

  it('says plainly that it has changed', () => {
    expect(renderPlainText(renderReviewMoved(0, 3))).toContain(
      'It showed no events, and there are 3 events now.',
    );
  });
});
