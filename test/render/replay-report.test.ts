import { describe, expect, it } from 'vitest';
import { classifySource } from '../../bot/domain/context/classify-source.ts';
import type { Finding } from '../../bot/domain/replay/finding.ts';
import { type Replayed, type Side, sideOf } from '../../bot/domain/replay/replayed.ts';
import { createTally, type Uncovered } from '../../bot/domain/replay/tally.ts';
import { renderReplay } from '../../bot/render/replay-report.ts';
import { finding } from '../support/findings.ts';
import { someDetections } from '../support/some-detections.ts';

const variant = someDetections('root-usage', 'iam-changes', 'trail-blinded');
const FIRST = Date.parse('2026-11-01T00:00:00Z');

function side(findings: readonly Finding[], uncovered: readonly Uncovered[] = []): Side {
  const tally = createTally();
  tally.add(findings, uncovered);
  const seen = { events: 12_345, first: FIRST, last: FIRST + 10 * 86_400_000 };
  return sideOf(tally, seen, variant, { locate: (address) => classifySource(address, {}), samples: [] });
}
const render = (now: Side, changes: Partial<Replayed> = {}) =>
  renderReplay({ complete: true, skipped: [], now, ...changes });
const pages = (detectionId: string, count: number, changes: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, n) => finding({ detectionId, at: FIRST + n * 86_400_000, ...changes }));

describe('the report of a replay on a terminal', () => {
  it('says how much was read, and how many messages a day it would have been', () => {
    const text = render(side([...pages('iam-changes', 4), finding({ lane: 'review' })]));
    expect(text).toContain('12,345 records, 2026-11-01 00:00 to 2026-11-11 00:00 UTC');
    expect(text).toMatch(/^ {2}4 messages.*high.*\n {2}0\.4 a day/m);
    expect(text).toContain('1 match for the daily review');
    expect(text).toMatch(/^iam-changes \(high\) +4 +4 +0 +4$/m);
    // What nobody was told of at once has no severity.
    expect(text).toMatch(/^root-usage +1 +1$/m);
    expect(text).toContain('1 detection matched nothing.');
  });

  it('says what would quiet the noisiest, or why nothing does', () => {
    const text = render(
      side([
        ...pages('iam-changes', 4),
        ...pages('trail-blinded', 5),
        ...pages('root-usage', 6, { raised: true }),
      ]),
    );
    expect(text).toMatch(
      /iam-changes \(high\) by alice in 123456789012: 4 pages in 4 messages\n +Let one pipeline .*\n +Or "This is expected…" under its message for 30 days: hides 4 on 4 days\n/,
    );
    expect(text).toMatch(/trail-blinded \(high\) by alice .*\n.*cannot be silenced/);
    expect(text).toMatch(/root-usage \(high\) by alice .*\n.*\n +Nothing would quiet it/);
  });

  it('says what would be left of the messages if all that is offered had been expected', () => {
    const bob = { actorKey: 'iam-user/bob', actorName: 'bob' };
    const noisy = [...pages('iam-changes', 8), ...pages('iam-changes', 2, bob)];
    expect(render(side(noisy))).toContain(
      'With all of these expected: 2 messages, 0.2 a day, in place of 10 messages, 1.0 a day.',
    );
    const raised = render(side(pages('root-usage', 6, { raised: true })));
    expect(raised).toContain('Nothing would quiet it');
    expect(raised).not.toContain('With all of these');
  });

  it('says of how many the worst are', () => {
    const text = render(side(pages('iam-changes', 8)));
    expect(text).toContain('\nThe worst 5 of 8 messages, of those equally bad the newest (times in UTC)\n');
  });

  it('tells the worst with its time, and offers to hide nothing of what is critical', () => {
    const text = render(
      side([...pages('iam-changes', 4), ...pages('root-usage', 3, { severity: 'critical', actorKey: 'k' })]),
    );
    expect(text).toMatch(/The worst.*\n {2}critical {2}2026-11-03 00:00 {2}alice in 123456789012\n/);
    const [, withheld = ''] = text.split('Often, but part of a critical message');
    expect(withheld).toMatch(/root-usage \(critical\).*3 of them in a critical one/);
    expect(withheld).not.toContain('hides');
  });

  it('lists what nothing covers', () => {
    const missed = Array.from({ length: 17 }, (_, n) => ({
      action: `iam.amazonaws.com:Call${n}`,
      eventID: `${n}`,
    }));
    const text = render(side([], missed));
    expect(text).toContain('Not covered');
    expect(text).toContain('        1  iam.amazonaws.com:Call0\n');
    expect(text).toContain('and 2 other calls');
  });

  it('says what was skipped, and that it was stopped', () => {
    const skipped = [{ kind: 'digest', count: 1_200 }];
    const text = render(side([]), { skipped, complete: false });
    expect(text).toContain('Skipped: 1,200 digest files.');
    expect(text).toContain('Stopped');
  });

  it('sets before and after side by side, and only what changes below', () => {
    const before = side([...pages('iam-changes', 4), ...pages('root-usage', 2)]);
    const after = side([...pages('iam-changes', 1), ...pages('root-usage', 2)]);
    const text = render(before, { whatIf: after });
    expect(text).toMatch(/^Messages +4 +2$/m);
    expect(text).not.toContain('Expected or muted');
    expect(text).toMatch(/^iam-changes +4 → 1 +4 → 1 +0 +4 → 1$/m);
    expect(text).not.toContain('root-usage');
    expect(render(before, { whatIf: before })).toContain('Each detection gives what it gave before.');
  });

  it('says before and after of what is expected or muted, where something is', () => {
    const before = side(pages('iam-changes', 4));
    const after = { ...before, report: { ...before.report, hidden: 3 } };
    expect(render(before, { whatIf: after })).toMatch(/^Expected or muted +0 +3$/m);
  });

  it('lets no name from a log move the cursor or colour the rest', () => {
    const text = render(side(pages('iam-changes', 4, { actorName: 'a\u001b[31m\r\u202e\u0007b' })));
    expect(text).toContain('b in 123456789012');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
