import { describe, expect, it } from 'vitest';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';

const matches = (pattern: string, message: string) => compileFilterPattern(pattern).matches(message);

describe('a pattern of terms', () => {
  it.each([
    ['finds a term anywhere', 'denied', 'Accessdenied!', true],
    ['is case-sensitive', 'Denied', 'access denied', false],
    ['wants every term, in any order', 'denied access', 'access denied', true],
    ['wants every term', 'denied access', 'denied', false],
    ['wants one of the ? terms', '?denied ?refused', 'refused', true],
    ['wants at least one of the ? terms', '?denied ?refused', 'granted', false],
    ['wants none of the - terms', 'denied -root', 'denied to root', false],
    ['matches without the - terms', 'denied -root', 'denied to alice', true],
    ['matches what lacks a lone - term', '-root', 'alice', true],
    ['excludes a term after a space', '"denied" - "root"', 'denied to root', false],
    ['wants a phrase as it is', '"access denied"', 'denied access', false],
    ['finds a phrase', '"access denied"', 'the access denied event', true],
    ['takes an optional phrase', '?"access denied" ?root', 'access denied', true],
    ['unescapes a phrase', String.raw`"a \"b\""`, 'say a "b"', true],
    ['ignores ? terms beside other terms, as AWS does', '?denied access', 'access granted', true],
    ['still wants the other terms then', '?denied access', 'denied', false],
    ['takes a regular expression alone', '%^acc.*d$%', 'access denied', true],
    ['takes a regular expression that is not there', ' %^denied% ', 'access denied', false],
  ])('%s', (_, pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
    expect(compileFilterPattern(pattern).kind).toBe('terms');
  });

  it('is tested on the JSON text of a record', () => {
    expect(
      compileFilterPattern('"\\"eventName\\":\\"StopLogging\\""').matchesRecord({ eventName: 'StopLogging' }),
    ).toBe(true);
    expect(compileFilterPattern('StopLogging').matchesRecord(undefined)).toBe(false);
  });

  it.each(['', '   ', '""', '" "', ' "  " '])('matches everything when it is %j', (text) => {
    const pattern = compileFilterPattern(text);
    expect(pattern.kind).toBe('all');
    expect(pattern.matches('')).toBe(true);
    expect(pattern.matchesRecord({ eventName: 'StopLogging' })).toBe(true);
  });
});
