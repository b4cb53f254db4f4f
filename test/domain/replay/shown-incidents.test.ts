import { describe, expect, it } from 'vitest';
import { classifySource } from '../../../bot/domain/context/classify-source.ts';
import { leadOf, leadTally } from '../../../bot/domain/incident/lead-event.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import type { Told } from '../../../bot/domain/replay/number-incidents.ts';
import { createSamples } from '../../../bot/domain/replay/samples.ts';
import { shownIncidents } from '../../../bot/domain/replay/shown-incidents.ts';
import { finding } from '../../support/findings.ts';
import { trailEvent } from '../../support/records.ts';

type Page = Finding & Pick<Told, 'toldAt'> & { readonly incident: number };

const FIRST = Date.parse('2026-11-02T10:00:00Z');
const page = (incident: number, changes: Partial<Page> = {}): Page => ({
  ...finding({ at: FIRST + incident * 1_000, actorKey: `actor-${incident}`, ...changes }),
  incident,
});

function shown(
  pages: readonly Page[],
  kept: readonly Page[] = pages,
  whyTold?: (told: Told) => readonly string[],
) {
  const samples = createSamples();
  for (const one of kept)
    samples.add(
      one,
      one.raised ? ['no MFA'] : [],
      trailEvent({
        eventID: one.eventID,
        eventTime: new Date(one.at ?? 0).toISOString(),
        ...(one.failed && { errorCode: 'AccessDenied' }),
      }),
    );
  const told = pages.map(({ incident, toldAt, ...found }) => ({
    page: found,
    incident,
    ...(toldAt !== undefined && { toldAt }),
  }));
  return shownIncidents(told, samples.list(), (address) => classifySource(address, {}), whyTold);
}

describe('the incidents that a report shows as messages', () => {
  it('are the worst first, of those the newest, and two at most that one detection leads', () => {
    const pages = [
      ...[1, 2, 3, 4].map((n) => page(n, { detectionId: 'a' })),
      page(5, { detectionId: 'b', severity: 'low' }),
      page(6, { detectionId: 'c', severity: 'critical', at: FIRST }),
    ];
    expect(shown(pages).map(({ id }) => id)).toEqual(['6', '4', '3', '5']);
  });

  it('are twenty at most', () => {
    expect(shown(Array.from({ length: 60 }, (_, n) => page(n + 1, { detectionId: `d${n}` })))).toHaveLength(
      20,
    );
  });

  it('count every page though only few records are kept', () => {
    const pages = Array.from({ length: 12_000 }, (_, n) =>
      page(1, { at: FIRST + n * 1_000, failed: n % 2 === 0, address: '192.0.2.10' }),
    );
    const [incident] = shown(pages);
    expect(incident?.tallies).toMatchObject([{ count: 12_000, failed: 6_000, first: new Date(FIRST) }]);
    expect(incident?.tallies[0]?.samples).toHaveLength(5);
    expect(incident?.tallies[0]?.samples.at(-1)?.eventID).toBe(pages.at(-1)?.eventID);
    expect(incident?.addresses).toEqual(['192.0.2.10']);
  });

  it('say why, from where and with what, and nothing that no log tells', () => {
    const [incident] = shown([page(1, { raised: true })]);
    expect(incident?.tallies[0]?.because).toEqual(['no MFA']);
    expect(incident?.context).toMatchObject({
      source: { address: '192.0.2.10' },
      tool: { family: 'aws-cli' },
      unusual: [],
    });
    expect(incident?.context?.deepened).toBeUndefined();
    expect(incident?.triage).toBeUndefined();
    expect(incident?.actor).toMatchObject({ name: 'alice', accessKeyId: expect.any(String) });
    const called = incident === undefined ? undefined : leadOf(incident)?.eventTime;
    expect(incident?.openedAt.getTime()).toBeLessThan(called?.getTime() ?? 0);
  });

  it('say why a page was told though a suppression is about it, of those too of which no record was kept', () => {
    const pages = [page(1), page(1, { address: '203.0.113.9' })];
    const why = ({ page: { address } }: Told) =>
      address === '203.0.113.9' ? ['expected, but only from home'] : [];
    for (const kept of [pages, pages.slice(0, 1)]) {
      expect(shown(pages, kept, why)[0]?.tallies[0]?.because).toEqual(['expected, but only from home']);
    }
  });

  it('have their detections in the order in which they were told: of two as bad the last one leads', () => {
    const pages = [
      page(1, { detectionId: 'counted', toldAt: FIRST + 90_000 }),
      page(1, { detectionId: 'usual', at: FIRST + 30_000 }),
    ];
    const [incident] = shown(pages);
    expect(incident?.tallies.map(({ detectionId }) => detectionId)).toEqual(['usual', 'counted']);
    expect(incident && leadTally(incident)?.detectionId).toBe('counted');
  });

  it('are of whoever was told first where several share a key', () => {
    const [ann, ben] = ['ann', 'ben'].map((name) => `gate as federated user ${name}`);
    const pages = [
      page(1, { detectionId: 'a', actorKey: 'gate', actorName: ann ?? '' }),
      page(1, { detectionId: 'b', actorKey: 'gate', actorName: ben ?? '', at: FIRST + 60_000 }),
    ];
    expect(shown(pages, pages.slice(1))[0]?.actor?.name).toBe(ann);
  });

  it('are none of those of which no record was kept', () => {
    const pages = [page(1), page(2, { detectionId: 'other' })];
    expect(shown(pages, pages.slice(0, 1)).map(({ id }) => id)).toEqual(['1']);
  });
});
