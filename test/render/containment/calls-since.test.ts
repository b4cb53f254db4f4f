// What people read about a contained principal's calls: that all are refused, or which still got through.
import { describe, expect, it } from 'vitest';
import type { CallsSince } from '../../../bot/domain/containment/calls/calls-since.ts';
import { renderGotThrough } from '../../../bot/render/containment/calls-since.ts';
import { renderMade } from '../../../bot/render/containment/made.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { APPLIED_AT, containment } from '../../support/told-containments.ts';

const none: CallsSince = {
  since: APPLIED_AT,
  refused: 0,
  failed: 0,
  through: [],
  free: [],
  incomplete: false,
};
const lastThrough = new Date('2026-11-22T03:15:10Z');
const through = {
  through: [
    { name: 'CreateUser', calls: 2 },
    { name: 'ListUsers', calls: 1 },
  ],
  lastThrough,
};
const read = (changes: Partial<CallsSince>) =>
  renderPlainText(
    renderMade({
      containment: containment(),
      made: [],
      upTo: APPLIED_AT,
      incomplete: false,
      calls: { ...none, ...changes },
    }),
  );

describe('the calls in the list of what was made', () => {
  it.each<[Partial<CallsSince>, string]>([
    [{ refused: 3 }, '3 calls since 2026-11-22 03:14:00 UTC, all refused.'],
    [
      { refused: 3, failed: 1 },
      '4 calls since 2026-11-22 03:14:00 UTC: 3 refused, 1 failed for another reason.',
    ],
    [{}, 'No call since 2026-11-22 03:14:00 UTC has come in.'],
    [
      { ...through, refused: 41 },
      '⚠️ 3 calls still succeeded after 2026-11-22 03:14:00 UTC: CreateUser (×2), ListUsers, the last 2026-11-22 03:15:10 UTC. 41 were refused.',
    ],
    [{ free: ['ConsoleLogin'] }, 'Not counted: ConsoleLogin, which AWS refuses to nobody.'],
    [{ incomplete: true }, '⚠️ Whether AWS refuses its calls could not be read from the trail.'],
    [{ refused: 1, incomplete: true }, '⚠️ Not all of its calls could be read.'],
  ])('%# say what is known', (changes, line) => {
    expect(read(changes)).toContain(line);
  });

  it('are not said to be refused, all of them, when one got through', () => {
    expect(read({ ...through, refused: 41 })).not.toContain('all refused');
  });

  it('are left out where nothing is known of them', () => {
    const text = renderPlainText(
      renderMade({ containment: containment(), made: [], upTo: APPLIED_AT, incomplete: false }),
    );
    expect(text).not.toContain('call since');
  });
});

describe('a call that got through', () => {
  it('is told in one sentence that names whom it is about, with what to do', () => {
    const message = renderGotThrough(containment(), { ...none, ...through });
    expect(message?.text).toBe(
      '⚠️ ci-deploy: 3 calls still succeeded after 2026-11-22 03:14:00 UTC: CreateUser (×2), ListUsers, the last 2026-11-22 03:15:10 UTC.',
    );
    expect(message && renderPlainText(message)).toContain('Look at what these calls did.');
  });

  it('is told of nobody whose calls are refused', () => {
    expect(renderGotThrough(containment(), { ...none, refused: 9 })).toBeUndefined();
  });
});
