// Whether AWS refuses a contained principal's calls: which of them count, and as what.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCallsSince } from '../../../../bot/domain/containment/calls/calls-since.ts';
import type { Containment } from '../../../../bot/domain/containment/containment.ts';
import { parseTrailEvent } from '../../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../../bot/domain/event/trail-event.ts';
import { arbitraryRecord } from '../../../support/arbitrary-records.ts';
import { containment } from '../../../support/containments.ts';
import { target } from '../../../support/principal-facts.ts';
import { assumedRole, call, consoleLogin, iamUser, record, refused } from '../../../support/records.ts';

const minute = (at: number) => new Date(Date.UTC(2026, 10, 22, 14, at));
const alice = containment({ target: target('user/alice'), state: 'contained', appliedAt: minute(10) });

/** A call of alice's so many minutes past two; the text is part of its id, so that each counts. */
const at = (past: number, original: JsonObject = record(), id = '') => ({
  ...original,
  eventTime: minute(past).toISOString(),
  eventID: `${past} ${id}`,
});
const read = (records: readonly JsonObject[], of: Containment = alice) =>
  readCallsSince(records.map(parseTrailEvent), of, false);

describe('calls since a containment', () => {
  it('are counted by what came of them, and those that got through are named', () => {
    const calls = [
      at(11, refused(call('iam', 'CreateUser')), 'a'),
      at(12, refused(call('s3', 'GetObject')), 'b'),
      at(12, { ...call('s3', 'GetObject'), errorCode: 'NoSuchKey' }, 'c'),
      at(13, call('iam', 'CreateUser'), 'd'),
      at(14, call('lambda', 'CreateFunction20150331'), 'e'),
      at(11, call('lambda', 'CreateFunction20150331'), 'f'),
    ];
    expect(read(calls)).toEqual({
      since: minute(10),
      refused: 2,
      failed: 1,
      through: [
        { name: 'CreateFunction', calls: 2 },
        { name: 'CreateUser', calls: 1 },
      ],
      lastThrough: minute(14),
      free: [],
      incomplete: false,
    });
  });

  it('do not count from before it was done, once it was given back, or of somebody else', () => {
    const release = {
      requested: { userId: 'U1', at: minute(19), reason: 'x' },
      approved: { userId: 'U2', at: minute(20) },
    };
    const bob = record({ userIdentity: iamUser('bob') });
    const calls = [at(9), at(20), at(21), at(15, bob)];
    expect(read(calls, { ...alice, release })).toMatchObject({ through: [], refused: 0, failed: 0 });
    expect(read([at(19)], { ...alice, release })?.through).toHaveLength(1);
  });

  it('count once each, however often they were delivered', () => {
    expect(read([at(11), at(11)])?.through).toEqual([{ name: 'ListUsers', calls: 1 }]);
  });

  it('are no news where AWS refuses them to nobody', () => {
    const calls = [at(11, call('sts', 'GetCallerIdentity')), at(12, consoleLogin())];
    expect(read(calls)).toMatchObject({ through: [], free: ['GetCallerIdentity', 'ConsoleLogin'] });
  });

  it('of sessions that began after the others were revoked are meant to work', () => {
    const of = containment({
      target: target('role/deploy'),
      mode: 'revoke-sessions',
      state: 'contained',
      appliedAt: minute(10),
      changes: [{ kind: 'sessions', before: minute(9), state: 'made' }],
    });
    const session = (name: string, began: number) => {
      const { sessionContext, ...identity } = assumedRole('deploy', name);
      const attributes = { creationDate: minute(began).toISOString() };
      return record({
        userIdentity: { ...identity, sessionContext: { ...Object(sessionContext), attributes } },
      });
    };
    const calls = [at(11, session('old', 8), 'old'), at(12, session('new', 9), 'new')];
    expect(read(calls, of)).toMatchObject({ through: [{ calls: 1 }], lastThrough: minute(11) });
    expect(read(calls, { ...of, mode: 'deny' })).toMatchObject({ through: [{ calls: 2 }] });
  });

  it('are unknown for what was never carried out', () => {
    expect(read([at(11)], containment())).toBeUndefined();
  });

  it('are read without harm whatever stands in a record', () => {
    fc.assert(
      fc.property(arbitraryRecord([['iam.amazonaws.com', 'CreateUser']]), (one) => {
        const calls = read([one, at(11)]);
        expect(calls?.refused).toBeGreaterThanOrEqual(0);
        expect(calls?.through.length).toBeGreaterThan(0);
      }),
    );
  });
});
