import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { createSamples } from '../../../bot/domain/replay/samples.ts';
import { finding } from '../../support/findings.ts';
import { trailEvent } from '../../support/records.ts';

const of = (findings: readonly Finding[]) => {
  const samples = createSamples();
  for (const one of findings) samples.add(one, [], trailEvent({ eventID: one.eventID }));
  return samples.list();
};
const ids = (findings: readonly Finding[]) => of(findings).map(({ finding: { eventID } }) => eventID);
const byActors = (count: number, changes: Partial<Finding> = {}) =>
  Array.from({ length: count }, (_, n) => finding({ actorKey: `actor-${n}`, at: n, ...changes }));

describe('the records that a replay keeps for its messages', () => {
  it('are the newest five of an actor, the newest first, whatever the order they come in', () => {
    const many = Array.from({ length: 9 }, (_, n) => finding({ eventID: `n${n}`, at: n }));
    expect(ids(many)).toEqual(['n8', 'n7', 'n6', 'n5', 'n4']);
    expect(ids(many.toReversed())).toEqual(['n8', 'n7', 'n6', 'n5', 'n4']);
  });

  it('are few for each detection, of the newest actors, however many there are', () => {
    const kept = of(byActors(1_000)).map(({ finding: { actorKey } }) => actorKey);
    expect(kept).toEqual([999, 998, 997, 996, 995, 994, 993, 992].map((n) => `actor-${n}`));
  });

  it('hold what is worst before what is new', () => {
    const worst = finding({ eventID: 'worst', severity: 'critical', actorKey: 'early', at: -1 });
    expect(ids([worst, ...byActors(50)])[0]).toBe('worst');
    expect(ids([...byActors(50), worst])[0]).toBe('worst');
  });

  it('hold the whole record, and no record that is far too long', () => {
    const samples = createSamples();
    samples.add(finding({ eventID: 'a' }), ['no MFA'], trailEvent({ eventID: 'a' }));
    samples.add(
      finding({ eventID: 'b' }),
      [],
      trailEvent({ eventID: 'b', requestParameters: { a: 'x'.repeat(30_000) } }),
    );
    expect(samples.list()).toHaveLength(1);
    expect(samples.list()[0]).toMatchObject({ because: ['no MFA'], finding: { eventID: 'a' } });
    expect(JSON.parse(samples.list()[0]?.record ?? '')).toMatchObject({
      eventID: 'a',
      eventSource: 'iam.amazonaws.com',
    });
  });

  it('hold an event once that was delivered twice, and nothing that is for the review', () => {
    expect(ids([finding({ eventID: 'x' }), finding({ eventID: 'x' })])).toEqual(['x']);
    expect(ids([finding({ lane: 'review' })])).toEqual([]);
  });

  it('are the same when each file keeps its own and they are put together', () => {
    const all = [...byActors(30), ...byActors(30, { severity: 'critical' }), ...byActors(30, { at: 7 })];
    const together = createSamples();
    for (let at = 0; at < all.length; at += 10) together.merge(of(all.slice(at, at + 10)));
    expect(together.list()).toEqual(of(all));
  });
});
