import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../bot/domain/fingerprint.ts';
import { computingMs } from '../support/cpu-time.ts';

describe('fingerprint', () => {
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('of %j is the published FNV-1a value', (text, expected) => {
    expect(fingerprint(text)).toBe(expected);
  });

  it('reads a large record within milliseconds', () => {
    expect(computingMs(() => fingerprint('x'.repeat(1_000_000)))).toBeLessThan(1_000);
  });
});
