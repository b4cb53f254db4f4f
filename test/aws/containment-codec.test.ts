// A containment as JSON and back: what was decided, changed and told is the same, or it is said that it is not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeContainment, decodeHappening, encodeContainment } from '../../bot/aws/containment-codec.ts';
import type { Json } from '../../bot/aws/json.ts';
import type { Happening } from '../../bot/domain/containment/containment.ts';
import { anyContainment, containment } from '../support/containments.ts';

const AT = new Date('2026-11-22T12:00:00Z');

describe('a containment', () => {
  it('comes back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(anyContainment, (one) => {
        expect(decodeContainment(encodeContainment(one))).toEqual(one);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the boundary from before as the text that it is, though it looks like a time', () => {
    const before = '2026-11-22T12:00:00.000Z';
    const one = containment({
      changes: [
        { kind: 'boundary', before, state: 'made' },
        { kind: 'sessions', before: AT, state: 'made' },
      ],
    });
    expect(decodeContainment(encodeContainment(one)).changes).toStrictEqual(one.changes);
  });

  it('is about whom its ARN names, whatever else the item says', () => {
    const { target, ...rest } = containment();
    const forged = JSON.stringify({ ...rest, target: { ...target, name: 'break-glass', path: '/x/' } });
    expect(decodeContainment(forged).target).toStrictEqual(target);
  });

  it('keeps what a later version added to it', () => {
    const newer = { ...containment(), ticket: 'SEC-1' };
    expect(decodeContainment(JSON.stringify(newer))).toStrictEqual(newer);
  });

  it.each<[string, unknown]>([
    ['that is no JSON', '{'],
    ['that is nothing', undefined],
    ['that is null', 'null'],
    ['that is a list', '[]'],
    ['about nobody', JSON.stringify({ ...containment(), target: undefined })],
    ['about the root user', changed({ target: { arn: 'arn:aws:iam::123456789012:root' } })],
    ['in a state that there is not', changed({ state: 'constructor' })],
    ['without a state', changed({ state: undefined })],
    ['without its changes', changed({ changes: undefined })],
    ['without its story', changed({ history: 'long ago' })],
    ['without who asked', changed({ requested: undefined })],
    ['asked for at no time', changed({ requested: { userId: 'U012RESPONDER', at: 'noon' } })],
    ['that ends at no time', changed({ endsAt: '' })],
    ['that revoked sessions from no time', changed({ changes: [{ kind: 'sessions', state: 'made' }] })],
    ['with a happening without a time', changed({ history: [{ kind: 'applied', now: [] }] })],
    ['with a happening of nothing', changed({ history: [null] })],
    ['with a change of nothing', changed({ changes: [null] })],
  ])('%s is told to be unreadable, with what to look at', (_, body) => {
    expect(() => decodeContainment(body)).toThrow(
      expect.objectContaining({ code: 'record_invalid', hint: expect.stringContaining('look in IAM') }),
    );
  });
});

function changed(fields: object): string {
  return JSON.stringify({ ...containment(), ...fields });
}

describe('a happening', () => {
  it.each<Happening>([
    { kind: 'applied', at: AT, now: [{ kind: 'sessions', before: AT }, { kind: 'policy' }] },
    { kind: 'failed', at: AT, why: 'x', hint: 'y', now: [{ kind: 'sessions', before: AT }] },
    { kind: 'ending', at: AT, endsAt: AT },
    { kind: 'released', at: AT, back: [{ kind: 'policy' }], lost: [{ kind: 'sessions', before: AT }] },
    { kind: 'release-lapsed', at: AT },
  ])('that is $kind has its dates again', (one) => {
    const json: Json<Happening> = JSON.parse(JSON.stringify(one));
    expect(decodeHappening(json)).toStrictEqual(one);
  });
});
