// What becomes a suppression, and what may not.
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../bot/domain/context/context.ts';
import { absorb, openIncident } from '../../../bot/domain/incident/absorb.ts';
import type { Sighting } from '../../../bot/domain/incident/incident.ts';
import {
  planSuppression,
  type SuppressionChoices,
  type SuppressionInput,
} from '../../../bot/domain/suppression/plan-suppression.ts';
import { scopeWords } from '../../../bot/domain/suppression/suppression.ts';
import { sighting } from '../../support/sightings.ts';

const NOW = new Date('2026-11-22T15:00:00Z');
const SOURCE: Source = {
  kind: 'public',
  address: '198.51.100.7',
  country: { code: 'NL', name: 'Netherlands' },
  network: { asn: 64500, name: 'Example Broadband' },
};

function plan(
  choices: Partial<SuppressionChoices> = {},
  { sightings = [sighting()], ...changes }: Partial<SuppressionInput> & { sightings?: Sighting[] } = {},
) {
  const [first] = sightings;
  const opened = openIncident('i1', '123456789012', first?.actor, NOW);
  return planSuppression({
    id: 's1',
    incident: absorb(opened, sightings, NOW).incident,
    choices: {
      detectionId: 'user-created',
      withNetwork: false,
      withAction: false,
      reason: 'every Monday',
      ownerId: 'U0ALEX0001',
      ...choices,
    },
    sources: [SOURCE],
    profile: undefined,
    settings: { networks: {} },
    now: NOW,
    ...changes,
  });
}

const refusal = (planned: ReturnType<typeof plan>) => (planned.ok ? undefined : planned.reason);
const ROOT = {
  userIdentity: { type: 'Root', accountId: '123456789012', arn: 'arn:aws:iam::123456789012:root' },
};

describe('what is expected', () => {
  it('is this detection by this actor in this account, for 30 days', () => {
    expect(plan()).toEqual({
      ok: true,
      suppression: {
        id: 's1',
        detectionId: 'user-created',
        actorKey: 'iam-user/123456789012/alice',
        actorName: 'alice',
        accountId: '123456789012',
        incidentId: 'i1',
        knownNetworks: ['AS64500'],
        knownCountries: ['NL'],
        ownerId: 'U0ALEX0001',
        reason: 'every Monday',
        createdAt: NOW,
        expiresAt: new Date('2026-12-22T15:00:00Z'),
        hidden: 0,
      },
    });
  });

  it('is narrowed to the network and the call of the newest event', () => {
    const planned = plan({ withNetwork: true, withAction: true });
    expect(planned).toMatchObject({
      suppression: { network: '198.51.100.0/24', action: 'iam.amazonaws.com:CreateUser' },
    });
    expect(planned.ok && scopeWords(planned.suppression)).toBe(
      'alice, from 198.51.100.0/24, CreateUser only',
    );
  });

  it.each([
    [1_000, '2027-02-20T15:00:00.000Z'],
    [0, '2026-11-23T15:00:00.000Z'],
  ])('for %i days ends after 90 days at most, and never at once', (days, end) => {
    const planned = plan({ days });
    expect(planned.ok && planned.suppression.expiresAt.toISOString()).toBe(end);
  });

  it('knows the places from before the incident, and those of its own events', () => {
    const profile = {
      watchedSince: undefined,
      lastSeen: undefined,
      countries: ['NL', 'BE'],
      networks: ['AS64501'],
      regions: [],
      tools: [],
      searchedRegions: [],
      refused: 0,
    };
    expect(plan({}, { profile })).toMatchObject({
      suppression: { knownCountries: ['NL', 'BE'], knownNetworks: ['AS64501', 'AS64500'] },
    });
  });
});

describe('what may not be called expected', () => {
  it('is anything without a reason', () => {
    expect(refusal(plan({ reason: ' \n ' }))).toBe('There is no reason.');
  });

  it('is what guards the trail, once it is high or critical', () => {
    const of = (severity: Sighting['severity']) =>
      plan(
        { detectionId: 'cloudtrail-changes' },
        {
          sightings: [sighting({}, { detectionId: 'cloudtrail-changes', severity })],
        },
      );
    expect(refusal(of('critical'))).toContain('guards the audit trail');
    expect(refusal(of('high'))).toContain('guards the audit trail');
    expect(of('medium').ok).toBe(true);
  });

  it('is root, except from one network', () => {
    const sightings = [sighting(ROOT)];
    expect(refusal(plan({}, { sightings }))).toContain('only from one network');
    expect(plan({ withNetwork: true }, { sightings }).ok).toBe(true);
  });

  it('is somebody unknown', () => {
    expect(refusal(plan({}, { sightings: [sighting({ userIdentity: {} })] }))).toContain('does not say who');
  });

  it('is a network that nobody can tell', () => {
    const sources = [{ kind: 'unknown' as const, address: 'x' }];
    expect(refusal(plan({ withNetwork: true }, { sources }))).toContain('no address');
  });

  it('is a detection that the incident does not have, or an incident without an event', () => {
    expect(refusal(plan({ detectionId: '<!channel>' }))).toContain('no event of');
    const incident = openIncident('i1', '123456789012', undefined, NOW);
    expect(refusal(plan({}, { incident }))).toContain('nobody knows whose');
  });
});
