// Whether what was changed is still so, and whether what was given back is there.
import { describe, expect, it } from 'vitest';
import { isGivenBack, missingFrom, newKeys } from '../../../bot/domain/containment/compare-facts.ts';
import type { Change } from '../../../bot/domain/containment/containment.ts';
import type { PrincipalFacts } from '../../../bot/domain/containment/facts.ts';
import { principal } from '../../support/principal-facts.ts';

const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const BEFORE = new Date('2026-11-22T12:00:01Z');

const CASES: readonly (readonly [string, Change, Partial<PrincipalFacts>, Partial<PrincipalFacts>])[] = [
  [
    'the policy',
    { kind: 'policy' },
    { attached: [DENY_ALL] },
    { attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
  ],
  [
    'the boundary',
    { kind: 'boundary' },
    { boundary: DENY_ALL },
    { boundary: 'arn:aws:iam::123456789012:policy/x' },
  ],
  [
    'a key',
    { kind: 'key', accessKeyId: 'A' },
    { accessKeys: [{ id: 'A', active: false }] },
    { accessKeys: [{ id: 'A', active: true }] },
  ],
  ['the password', { kind: 'password' }, { hasPassword: false }, { hasPassword: true }],
  [
    'sessions',
    { kind: 'sessions', before: BEFORE },
    { revokedBefore: BEFORE },
    { revokedBefore: new Date(0) },
  ],
];

describe('missingFrom', () => {
  it.each(CASES)('finds %s taken off', (_, change, held, off) => {
    const mode = 'revoke-sessions';
    const changes = [{ ...change, state: 'made' } as const];
    expect(missingFrom(principal('user/alice', held), { changes, mode })).toEqual([]);
    expect(missingFrom(principal('user/alice', off), { changes, mode })).toEqual([change]);
    const notOurs = [{ ...change, state: 'undone' } as const];
    expect(missingFrom(principal('user/alice', off), { changes: notOurs, mode })).toEqual([]);
  });
});

describe('an AWSDenyAll that somebody else attached', () => {
  const denied = principal('user/alice', { attached: [DENY_ALL] });
  const free = principal('user/alice');
  const key = { kind: 'key', accessKeyId: 'A' } as const;
  const made = [{ ...key, state: 'made' }] as const;

  it('is required as if it were ours, as policy or as boundary', () => {
    expect(missingFrom(denied, { changes: made, mode: 'deny' })).toEqual([]);
    const byBoundary = principal('user/alice', { boundary: DENY_ALL });
    expect(missingFrom(byBoundary, { changes: made, mode: 'deny' })).toEqual([]);
    expect(missingFrom(free, { changes: made, mode: 'deny' })).toEqual([{ kind: 'policy' }]);
  });

  it('is not required once it was given back, in part too, or where only sessions are revoked', () => {
    const undone = [{ ...key, state: 'undone' }] as const;
    expect(missingFrom(free, { changes: undone, mode: 'deny' })).toEqual([]);
    const ours = [{ kind: 'policy', state: 'planned' }] as const;
    expect(missingFrom(free, { changes: ours, mode: 'deny' })).toEqual([]);
    expect(missingFrom(free, { changes: made, mode: 'revoke-sessions' })).toEqual([]);
  });
});

describe('isGivenBack', () => {
  it.each(CASES.slice(0, 3))('looks at %s', (_, change, held, off) => {
    expect(isGivenBack(change, principal('user/alice', held))).toBe(false);
    expect(isGivenBack(change, principal('user/alice', off))).toBe(true);
  });

  it('asks nothing of what cannot be given back', () => {
    expect(isGivenBack({ kind: 'password' }, principal('user/alice'))).toBe(true);
    expect(isGivenBack({ kind: 'key', accessKeyId: 'A' }, principal('user/alice'))).toBe(true);
  });
});

describe('newKeys', () => {
  const facts = principal('user/alice', {
    accessKeys: [
      { id: 'A', active: true },
      { id: 'B', active: true },
      { id: 'C', active: false },
    ],
  });
  it('finds active keys that are not known, where the whole principal is denied', () => {
    const changes = [{ kind: 'key', accessKeyId: 'A', state: 'made' }] as const;
    expect(newKeys(facts, { changes, mode: 'deny' })).toEqual([
      { kind: 'key', accessKeyId: 'B', found: true },
    ]);
    expect(newKeys(facts, { changes, mode: 'revoke-sessions' })).toEqual([]);
  });
});
