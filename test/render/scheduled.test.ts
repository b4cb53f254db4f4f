// What the daily look and the weekly test say, also when everything is wrong at once.
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { Finding } from '../../bot/domain/health/health.ts';
import type { Trouble } from '../../bot/domain/health/trouble.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderLasting, renderMended, renderTrouble } from '../../bot/render/scheduled-check.ts';
import { renderTestPage, renderWeeklyTest } from '../../bot/render/scheduled-test.ts';
import { slackProblems } from '../support/slack-limits.ts';

const at = new Date('2026-03-03T08:00:00Z');
const since = new Date('2026-03-01T08:00:00Z');
const [detection] = loadCatalog(TEMPLATES).detections;
const lasting: Trouble = { check: 'trail-logging', title: 'It is logging', state: 'broken', since };
const hostile = '<!channel> \u202Ehttps://example.com www.example.com *x*\n> quote';

const many = <T>(make: (index: number) => T) => Array.from({ length: 24 }, (_, index) => make(index));
const finding = (index: number): Finding => ({
  check: `check-${index}`,
  title: `${hostile} ${index}`,
  state: 'broken',
  detail: hostile.repeat(20),
  remedy: `Do \`${'x'.repeat(700)}\``,
  place: { kind: 'trail', region: 'us-east-1', arn: undefined },
});

describe('the daily look', () => {
  it('has room for all that can be wrong, new and old', () => {
    const old = many((index) => ({ ...lasting, title: `${hostile} ${index}` }));
    for (const message of [renderTrouble(many(finding), old, at), renderLasting(old), renderMended(old)]) {
      expect(slackProblems(message)).toEqual([]);
      expect(renderPlainText(message)).not.toContain('<!channel>');
    }
  });

  it('tells old trouble beside new in one line without a link', () => {
    const text = renderPlainText(renderTrouble([{ ...finding(1), title: 'New' }], [lasting], at));
    expect(text).toContain('\n\n🔴 It is logging: as told before, since 2026-03-01.\n\n');
    expect(text.match(/Open in the AWS console/g)).toHaveLength(1);
  });

  it('does not say of what is only unknown that the trail cannot be trusted', () => {
    const unknown = renderLasting([{ ...lasting, state: 'unknown' }]);
    expect(unknown.text).toBe('It is still unknown whether the trail can be trusted');
    expect(renderLasting([lasting]).text).toBe('The trail still cannot be trusted');
  });
});

describe('the weekly test', () => {
  const failed = { name: 'Told in Slack', tookMs: undefined, detail: `${hostile} Look at the log.` };

  it.each([
    ['none', /weekly test\.$/],
    ['paged', /were told by email/],
    ['failed', /could not be told: call/],
  ] as const)('says who was told beside Slack: %s', (paging, words) => {
    const message = detection && renderWeeklyTest(detection, [failed], paging);
    expect(message && renderPlainText(message)).toMatch(words);
    expect(message && slackProblems(message)).toEqual([]);
  });

  it('pages in plain words, in which nothing becomes a link', () => {
    const { subject, text } = renderTestPage(failed);
    expect(subject).toBe('Trailbot: The weekly test did not come through: Told in Slack');
    expect(text).toContain('alerts may not reach Slack');
    expect(text).toContain('Look at the log.');
    expect(text).not.toMatch(/:\/\/|www\.|\u202E/);
  });
});
