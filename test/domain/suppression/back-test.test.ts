// What a suppression would have hidden of the incidents so far.
import { describe, expect, it } from 'vitest';
import type { Source } from '../../../bot/domain/context/context.ts';
import { absorb, openIncident } from '../../../bot/domain/incident/absorb.ts';
import type { Sighting } from '../../../bot/domain/incident/incident.ts';
import { backTest, type TestedIncident } from '../../../bot/domain/suppression/back-test.ts';
import { backTestWords } from '../../../bot/render/suppression.ts';
import { sighting } from '../../support/sightings.ts';
import { suppression } from '../../support/suppressions.ts';

const NOW = new Date('2026-11-22T15:00:00Z');
const HOME: Source = {
  kind: 'public',
  address: '198.51.100.7',
  country: { code: 'NL', name: 'Netherlands' },
  network: { asn: 64500, name: 'Example Broadband' },
};
const ABROAD: Source = { ...HOME, country: { code: 'AU', name: 'Australia' } };

function tested(sightings: readonly Sighting[], source = HOME): TestedIncident {
  const opened = openIncident('i', '123456789012', sightings[0]?.actor, NOW);
  const { incident } = absorb(opened, sightings, NOW);
  return { incident, samples: sightings.slice(-5).map((one) => ({ sighting: one, source })) };
}

const bob = { userIdentity: { type: 'IAMUser', userName: 'bob', accountId: '123456789012' } };
const other = { detectionId: 'other' };

describe('a back-test', () => {
  it('counts what would have been hidden, and why the rest would still be told', () => {
    const result = backTest(
      suppression(),
      [
        tested([sighting(), sighting()]),
        tested([sighting()]),
        tested([sighting(bob)]),
        tested([sighting(), sighting({}, other)]),
        tested([sighting()], ABROAD),
        tested([sighting(), sighting({}, { because: ['no MFA'] })]),
        tested([sighting({}, other)]),
      ],
      NOW,
    );
    expect(result).toEqual({
      incidents: 6,
      hidden: 2,
      notAbout: 1,
      otherDetections: 1,
      brokenThrough: { raised: 1, 'other-network': 0, 'new-network': 0, 'new-country': 1 },
      sampled: false,
    });
    expect(backTestWords(result)).toEqual([
      'Would have hidden 2 of 6 incidents of the last 30 days.',
      'Still told: 1 by somebody else or from another call; 1 with another detection as well; 1 from a new country; 1 raised above the usual severity.',
      'Tested on the latest incident of each actor.',
    ]);
  });

  it('says when nothing strange was among them, and that it saw only the newest events', () => {
    const many = Array.from({ length: 7 }, () => sighting());
    const words = backTestWords(backTest(suppression(), [tested(many)], NOW)).join(' ');
    expect(words).toContain('Would have hidden 1 of 1 incident ');
    expect(words).toContain('None was from a network or country that is new');
    expect(words).toContain('the newest 5 events');
  });

  it('never calls an incident hidden whose events were not kept', () => {
    const lost = { ...tested([sighting()]), samples: [] };
    expect(backTest(suppression(), [lost], NOW).hidden).toBe(0);
  });

  it('says that there was nothing to test on', () => {
    expect(backTestWords(backTest(suppression(), [], NOW))).toEqual([
      'No incident of the last 30 days to test it on.',
    ]);
  });
});
