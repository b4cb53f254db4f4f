import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { messagesOf } from '../../../bot/domain/replay/messages.ts';
import { timelineOf } from '../../../bot/domain/replay/timeline.ts';
import { finding } from '../../support/findings.ts';

const DAY = 86_400_000;
/** A Monday. */
const FIRST = Date.parse('2026-11-02T00:00:00Z');
const hours = { timeZone: 'Europe/Amsterdam', days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00' };

function timeline(pages: readonly (Finding & { incident?: number })[], days = 10) {
  const told = pages.map(({ incident, ...page }) => ({ page, incident }));
  return timelineOf(messagesOf(told), { events: 1, first: FIRST, last: FIRST + days * DAY - 1 }, hours);
}

describe('the timeline of a replay', () => {
  it('has a bar for each day, and counts a message on the day it began, by the worst in it', () => {
    const { bars, messages, stepDays } = timeline([
      { ...finding({ at: FIRST + DAY, severity: 'low' }), incident: 1 },
      { ...finding({ at: FIRST + 2 * DAY, severity: 'critical' }), incident: 1 },
      { ...finding({ at: FIRST + 3 * DAY, severity: 'high' }), incident: 2 },
    ]);
    expect(stepDays).toBe(1);
    expect(bars).toHaveLength(10);
    expect(bars[1]).toEqual({ from: FIRST + DAY, messages: { critical: 1, high: 0, medium: 0, low: 0 } });
    expect(bars[2]?.messages.critical).toBe(0);
    expect(messages).toEqual({ critical: 1, high: 1, medium: 0, low: 0 });
  });

  it('leaves out what nobody was told of', () => {
    expect(timeline([finding({ at: FIRST })]).messages.high).toBe(0);
  });

  it('says at which hour of the week (UTC), how many outside working hours, and the worst night', () => {
    const at = (text: string, incident: number) => ({ ...finding({ at: Date.parse(text) }), incident });
    const { week, outside, outsideCritical, activeDays, worstNight } = timeline([
      at('2026-11-02T07:30:00Z', 1),
      at('2026-11-03T18:30:00Z', 2),
      at('2026-11-07T23:30:00Z', 3),
      { ...at('2026-11-08T05:30:00Z', 4), severity: 'critical' },
    ]);
    expect(week[0]?.[7]).toBe(1);
    expect(week[1]?.[18]).toBe(1);
    expect(week[5]?.[23]).toBe(1);
    expect({ outside, outsideCritical, activeDays }).toEqual({
      outside: 3,
      outsideCritical: 1,
      activeDays: 4,
    });
    // From Saturday to Sunday in Amsterdam.
    expect(worstNight).toEqual({ evening: Date.parse('2026-11-07T00:00:00Z'), messages: 2, critical: 1 });
    expect(timeline([at('2026-11-03T12:00:00Z', 1)]).worstNight).toBeUndefined();
  });

  it('has few enough bars to be read, however long the period', () => {
    expect(timeline([], 62)).toMatchObject({ stepDays: 1, bars: { length: 62 } });
    expect(timeline([], 200)).toMatchObject({ stepDays: 7, bars: { length: 29 } });
    expect(timeline([], 1_000).stepDays).toBe(28);
    expect(timeline([], 700_000).bars.length).toBeLessThanOrEqual(62);
  });

  it('is empty without any time', () => {
    const seen = { events: 0, first: undefined, last: undefined };
    expect(
      timelineOf(messagesOf([{ page: finding({ at: undefined }), incident: 1 }]), seen, hours),
    ).toMatchObject({
      outside: 0,
      messages: { high: 0 },
    });
  });
});
