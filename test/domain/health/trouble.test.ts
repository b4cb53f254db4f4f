import { describe, expect, it } from 'vitest';
import type { Finding, HealthState } from '../../../bot/domain/health/health.ts';
import { compareTroubles, isPressing } from '../../../bot/domain/health/trouble.ts';

const DAY_1 = new Date('2026-03-01T08:00:00Z');
const DAY_2 = new Date('2026-03-02T08:00:00Z');

const finding = (check: string, state: HealthState): Finding => ({
  check,
  title: `Title of ${check}`,
  state,
  detail: 'It is so.',
  place: { kind: 'settings' },
});
const checksOf = (list: readonly { readonly check: string }[]) => list.map(({ check }) => check);

describe('two looks at the trail', () => {
  const first = compareTroubles(
    [finding('a', 'broken'), finding('b', 'ok'), finding('c', 'warning')],
    [],
    DAY_1,
  );

  it('call all trouble new the first time, and nothing that is well', () => {
    expect(checksOf(first.fresh)).toEqual(['a', 'c']);
    expect(first.lasting).toEqual([]);
    expect(first.now).toMatchObject([
      { check: 'a', state: 'broken', since: DAY_1 },
      { check: 'c', state: 'warning', since: DAY_1 },
    ]);
  });

  it('keep since when it lasts, and tell new trouble from it, the worst first', () => {
    const findings = [finding('c', 'warning'), finding('a', 'broken'), finding('d', 'unknown')];
    const second = compareTroubles(findings, first.now, DAY_2);
    expect(checksOf(second.fresh)).toEqual(['d']);
    expect(second.lasting).toMatchObject([
      { check: 'a', since: DAY_1 },
      { check: 'c', since: DAY_1 },
    ]);
    expect(second.now.map(({ check, since }) => [check, since])).toEqual([
      ['a', DAY_1],
      ['d', DAY_2],
      ['c', DAY_1],
    ]);
  });

  it('call it new when it got worse, or better but not well', () => {
    const second = compareTroubles([finding('a', 'warning'), finding('c', 'broken')], first.now, DAY_2);
    expect(checksOf(second.fresh)).toEqual(['c', 'a']);
    expect(second.now.every(({ since }) => since === DAY_2)).toBe(true);
    expect(second.mended).toEqual([]);
  });

  it('know what was mended', () => {
    expect(checksOf(compareTroubles([finding('a', 'ok')], first.now, DAY_2).mended)).toEqual(['a', 'c']);
  });
});

describe('what is said again each day', () => {
  it('is what is broken or unknown, and no warning', () => {
    expect((['broken', 'unknown', 'warning'] as const).filter((state) => isPressing({ state }))).toEqual([
      'broken',
      'unknown',
    ]);
  });
});
