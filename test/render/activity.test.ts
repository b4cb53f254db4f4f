import { describe, expect, it } from 'vitest';
import { renderActivity } from '../../bot/render/activity.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { alice, CALLED_AT, contextOfAlice } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const activity = contextOfAlice.hourBefore;
if (activity === undefined) throw new Error('the fixture has an hour before');

describe('the activity of an actor', () => {
  it('is a list with counts, failures and times', () => {
    const text = renderPlainText(renderActivity({ actor: alice, activity, gaps: [] }));
    expect(text).toContain('alice: 37 calls, 12 failed');
    expect(text).toContain('From 2026-11-22 13:03:11 UTC to 2026-11-22 14:03:11 UTC');
    expect(text).toContain('GetSecretValue secretsmanager ×20 (12 failed), last 2026-11-22 14:03:11 UTC');
  });

  it('keeps the order that tells most first', () => {
    const text = renderPlainText(renderActivity({ actor: alice, activity, gaps: [] }));
    expect(text.indexOf('GetSecretValue')).toBeLessThan(text.indexOf('ListBuckets'));
  });

  it('counts the calls that it leaves out, and says when more could not be read', () => {
    const lines = Array.from({ length: 90 }, (_, index) => ({
      eventName: `Call${index}`,
      eventSource: 'ec2.amazonaws.com',
      count: 1,
      failed: 0,
      lastTime: CALLED_AT,
    }));
    const message = renderActivity({
      actor: alice,
      activity: { ...activity, total: 90, lines, truncated: true },
      gaps: [],
    });
    const text = renderPlainText(message);
    expect(text).toContain('at least 90 calls');
    expect(text).toContain('and 70 more calls');
    expect(text).toContain('There was more than could be read');
    expect(slackProblems(message)).toEqual([]);
  });

  it('says why when it could not be read', () => {
    const gaps = [{ what: 'the event history', reason: 'throttled', remedy: 'Try again in a minute.' }];
    const text = renderPlainText(renderActivity({ actor: alice, activity: undefined, gaps }));
    expect(text).toContain('activity not readable');
    expect(text).toContain('Could not read the event history: throttled → Try again in a minute.');
  });
});
