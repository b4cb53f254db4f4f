// What a suppression hides, and what breaks through it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../bot/domain/context/context.ts';
import type { Sighting } from '../../../bot/domain/incident/incident.ts';
import { matchSuppression, matchSuppressions } from '../../../bot/domain/suppression/match-suppression.ts';
import type { Suppression } from '../../../bot/domain/suppression/suppression.ts';
import { sighting } from '../../support/sightings.ts';
import { suppression } from '../../support/suppressions.ts';

const NOW = new Date('2026-11-22T14:10:00Z');
const HOME: Source = {
  kind: 'public',
  address: '198.51.100.7',
  country: { code: 'NL', name: 'Netherlands' },
  network: { asn: 64500, name: 'Example Broadband' },
};
const AUSTRALIA = { code: 'AU', name: 'Australia' };
const { actorKey: _k, actorName: _n, accountId: _a, ...withoutActor } = suppression();
const MUTE: Suppression = { ...withoutActor, knownNetworks: [], knownCountries: [] };

function match(of: Suppression, from: Partial<Source> = {}, one: Sighting = sighting()) {
  return matchSuppression(of, { sighting: one, source: { ...HOME, ...from } }, NOW);
}

describe('a suppression', () => {
  it('hides what was called expected', () => {
    const of = suppression();
    expect(match(of)).toEqual({ kind: 'hidden', suppression: of });
  });

  it.each([
    ['that has expired', { expiresAt: NOW }],
    ['of another detection', { detectionId: 'root-usage' }],
    ['of another actor', { actorKey: 'iam-user/123456789012/bob' }],
    ['of another account', { accountId: '210987654321' }],
    ['of another call', { action: 'iam.amazonaws.com:DeleteUser' }],
  ])('%s is not about it', (_, changes) => {
    expect(match(suppression(changes))).toEqual({ kind: 'none' });
  });

  it('of the very call hides it', () => {
    expect(match(suppression({ action: 'iam.amazonaws.com:CreateUser' })).kind).toBe('hidden');
  });

  const cases: readonly (readonly [what: string, source: Source, because: string])[] = [
    ['a new country', { ...HOME, country: AUSTRALIA }, 'expected, but from a new country (Australia)'],
    [
      'a new network',
      { ...HOME, network: { asn: 64501, name: 'Other' } },
      'expected, but from a new network (Other (AS64501))',
    ],
    [
      'a service that never called for the actor',
      { kind: 'service', address: 'cloudformation.amazonaws.com' },
      'expected, but from a new network (cloudformation.amazonaws.com)',
    ],
    [
      'an address that no database knows',
      { kind: 'public', address: '203.0.113.9' },
      'expected, but from a new network (203.0.113.0/24)',
    ],
    [
      'no address at all',
      { kind: 'unknown', address: '<!channel>' },
      'expected, but from a new network (unknown <!channel>)',
    ],
  ];
  it.each(cases)('lets %s through, and says why', (_, source, because) => {
    const answer = matchSuppression(suppression(), { sighting: sighting(), source }, NOW);
    expect(answer).toMatchObject({ kind: 'breaks-through', why: { because } });
  });

  it('takes a network of the settings for known, wherever it is', () => {
    const from = { knownAs: 'Amsterdam office', country: AUSTRALIA };
    expect(match(suppression(), from).kind).toBe('hidden');
  });

  it('with a network hides what comes from there, whatever else is new about it, and nothing else', () => {
    const of = suppression({ network: '198.51.100.0/24', knownCountries: [], knownNetworks: [] });
    expect(match(of).kind).toBe('hidden');
    expect(match(of, { address: '203.0.113.9' })).toMatchObject({
      why: { kind: 'other-network', because: 'expected, but only from 198.51.100.0/24' },
    });
  });

  it('lets through what a rule raised or could not judge, a mute too', () => {
    const raised = sighting({}, { severity: 'critical', because: ['no MFA'] });
    expect(match(suppression(), {}, raised)).toMatchObject({
      why: { kind: 'raised', because: 'expected, but not like this' },
    });
    expect(match(MUTE, {}, raised)).toMatchObject({ why: { because: 'muted, but not like this' } });
  });
});

describe('a mute', () => {
  it('hides everybody’s, from wherever', () => {
    expect(match(MUTE, { country: AUSTRALIA }).kind).toBe('hidden');
  });

  it('hides what breaks through an actor’s suppression', () => {
    const located = { sighting: sighting(), source: { ...HOME, country: AUSTRALIA } };
    expect(matchSuppressions([suppression()], located, NOW).kind).toBe('breaks-through');
    expect(matchSuppressions([suppression(), MUTE], located, NOW).kind).toBe('hidden');
    expect(matchSuppressions([], located, NOW).kind).toBe('none');
  });
});

describe('whatever an address says', () => {
  it('only a known place is hidden, and nothing throws', () => {
    const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.constantFrom('constructor', '__proto__'));
    const networks = fc.option(text, { nil: undefined });
    fc.assert(
      fc.property(
        text,
        networks,
        fc.constantFrom('public', 'private', 'service', 'unknown'),
        (address, network, kind) => {
          const of = suppression({ knownNetworks: [], ...(network !== undefined && { network }) });
          const answer = matchSuppression(of, { sighting: sighting(), source: { kind, address } }, NOW);
          if (answer.kind === 'hidden') expect(network).toBeDefined();
        },
      ),
    );
  });
});
