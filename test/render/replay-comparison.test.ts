import { describe, expect, it } from 'vitest';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../bot/domain/replay/finding.ts';
import { type Side, sideOf } from '../../bot/domain/replay/replayed.ts';
import { createTally } from '../../bot/domain/replay/tally.ts';
import { readLook } from '../../bot/entry/replay-look.ts';
import { renderReplayPage } from '../../bot/render/replay-html/page.ts';
import { judgingNotes } from '../../bot/render/replay-notes.ts';
import { renderReplay } from '../../bot/render/replay-report.ts';
import { finding } from '../support/findings.ts';
import { someDetections } from '../support/some-detections.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2026-11-01T09:00:00Z');
const ID = 'console-login-without-mfa';
const variant = someDetections(ID, 'root-usage');
const waiting = {
  ...variant,
  detections: variant.detections.map((one) =>
    one.id === ID ? { ...one, alarm: { threshold: 5, period: 300 } } : one,
  ),
};

function side({ detections, settings } = variant, extra: readonly Finding[] = []): Side {
  const tally = createTally();
  const daily = Array.from({ length: 6 }, (_, n) => finding({ detectionId: ID, at: FIRST + n * DAY }));
  tally.add([...daily, ...extra], []);
  const seen = { events: 100, first: FIRST, last: FIRST + 9 * DAY };
  const locate = (address: string) => classifySource(address, {});
  return sideOf(tally, seen, { detections, settings }, { locate, samples: [] });
}
const replayed = { complete: true, skipped: [], now: side(), whatIf: side(waiting) };

describe('before and after of a threshold', () => {
  it('has a row on the terminal for what nobody is told of any more', () => {
    const text = renderReplay(replayed);
    expect(text).toMatch(/^Messages +6 +0$/m);
    expect(text).toMatch(/^Told to nobody: too few at a time +0 +6$/m);
    expect(text).toMatch(/^What changes +messages +pages +review +too few +matches$/m);
    expect(text).toMatch(/^console-login-without-mfa +6 → 0 +6 → 0 +0 +0 → 6 +6$/m);
    expect(text).toContain(`With the change:\n6 matches told to nobody: fewer at a time`);
  });

  it('has the same row on the page', () => {
    const html = renderReplayPage(replayed, waiting, readLook());
    expect(html).toMatch(/Told to nobody: too few at a time<\/th><td class="number">0<.*?<b>6<\/b>.*?\+6</);
    expect(html).toContain('>Too few</th>');
  });

  it('has no such row where all was told before and after', () => {
    expect(renderReplay({ ...replayed, whatIf: side() })).not.toContain('Told to nobody');
  });

  it('says of a copy under another name that both are told', () => {
    const sameFilter = [{ id: 'my-root', as: 'root-usage' }];
    const text = renderReplay({ ...replayed, sameFilter });
    expect(text).toContain('my-root is new and has the filter of root-usage: both are told.');
    const html = renderReplayPage({ ...replayed, sameFilter }, waiting, readLook());
    expect(html).toContain('my-root is new and has the filter of root-usage');
  });
});

describe('the first screen of a report', () => {
  const attack = finding({
    severity: 'critical',
    at: Date.parse('2026-11-03T01:03:00Z'),
    actorKey: 'eve',
    actorName: 'eve',
  });
  const now = side(variant, [attack]);

  it('says how often, how many critical, how many at night, and the worst with its time', () => {
    const text = renderReplay({ complete: true, skipped: [], now });
    const screen = text.split('\n').slice(0, 14).join('\n');
    expect(screen).toContain('7 messages: 1 critical, 6 high');
    expect(screen).toMatch(/0\.8 a day, 5\.4 a week on average; they came on 6 of 10 days/);
    expect(screen).toMatch(/outside working hours, 1 of them critical \(Mon to Fri, 08:00 to 19:00/);
    expect(screen).toContain(
      'the worst night (22:00 to 07:00, Europe/Amsterdam) was 2 to 3 Nov: 1 message, critical',
    );
    expect(screen).toMatch(/critical {2}2026-11-03 01:03 {2}eve in 123456789012\n +Root account used/);
  });

  it('is the head of the page too, with the worst above what is noise', () => {
    const html = renderReplayPage({ complete: true, skipped: [], now }, variant, readLook());
    expect(html).toContain('<dt>Critical</dt><dd>1<');
    expect(html).toContain('<dt>The worst night</dt><dd>1<small>2 to 3 Nov: 1 message, critical<');
    const places = ['id="worst"', 'id="noisiest"', 'id="days"', 'id="hours"', 'id="detections"'];
    const found = places.map((place) => html.indexOf(place));
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found[0]).toBeGreaterThan(0);
    expect(html).toContain('Hours are UTC.');
    expect(html).toContain('Times are UTC.');
  });

  it('says that names and hours are the sample’s, until they are somebody’s', () => {
    const judged = { complete: true, skipped: [], now };
    expect(judgingNotes(judged)).toEqual([
      'Account names, working hours and time zone are still the sample’s: put your own in templates/settings.yml.',
    ]);
    const edited = { ...variant.settings, accounts: { '123456789012': 'shop' } };
    expect(judgingNotes({ ...judged, now: side({ ...variant, settings: edited }) })).toEqual([]);
  });

  it('says which detections matched nothing because the log may hold no data events', () => {
    const judged = { complete: true, skipped: [], now };
    const named = (withoutData: readonly string[]) =>
      judgingNotes({ ...judged, now: { ...now, withoutData } }).find((note) => note.includes('data events'));
    expect(named([])).toBeUndefined();
    expect(named(['payroll-read'])).toMatch(/^Nothing for payroll-read in this log\./);
    expect(named(['a', 'b', 'c', 'd'])).toMatch(/^Nothing for a, b, c and 1 more in this log\./);
    const only = { actor: 'alice', outOf: now.report };
    const ofOne = { ...now, withoutData: ['payroll-read'], report: { ...now.report, only } };
    expect(judgingNotes({ ...judged, now: ofOne }).join('\n')).not.toContain('data events');
  });

  it('says what to change before what would quiet it', () => {
    expect(renderReplay({ complete: true, skipped: [], now })).toMatch(
      /\n +Turn MFA on for this user\.\n +Or "This is expected…" .* hides 6 on 6 days\n/,
    );
  });
});
