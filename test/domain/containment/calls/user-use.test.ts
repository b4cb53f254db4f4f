// What a user's calls of the last day say about what stops with it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUserUse } from '../../../../bot/domain/containment/calls/user-use.ts';
import type { PlaceSeen } from '../../../../bot/domain/containment/facts.ts';
import { tellUserUse } from '../../../../bot/domain/containment/plan/tell-user-use.ts';
import { parseTrailEvent } from '../../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../../bot/domain/event/trail-event.ts';
import { arbitraryRecord } from '../../../support/arbitrary-records.ts';
import { target } from '../../../support/principal-facts.ts';
import { iamUser, record, refused } from '../../../support/records.ts';

const TERRAFORM = 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5';
const CONTEXT = {
  user: target('user/alice'),
  networks: { '192.0.2.0/24': 'Office' },
  incidentAddresses: ['203.0.113.7'],
};
const from = (sourceIPAddress: string, amount: number, changes: JsonObject = {}) =>
  Array.from({ length: amount }, (_, index) =>
    record({
      sourceIPAddress,
      userAgent: TERRAFORM,
      eventID: `${sourceIPAddress} ${index} ${changes.userAgent}`,
      ...changes,
    }),
  );
const use = (records: readonly JsonObject[], incomplete = false) =>
  readUserUse(records.map(parseTrailEvent), CONTEXT, incomplete);
const told = (records: readonly JsonObject[], incomplete = false) =>
  tellUserUse(use(records, incomplete), 'alice');

describe('what a user is used for', () => {
  it('is told by known network, else address, and tool, the most calls first', () => {
    const calls = [...from('198.51.100.4', 1, { userAgent: 'Boto3/1.40.0' }), ...from('192.0.2.24', 41)];
    expect(told(calls)).toEqual([
      '41 calls in the last 24 hours from Office (192.0.2.24), with Terraform 1.9: that work stops too.',
      '1 call in the last 24 hours from 198.51.100.4, with boto3 1.40: that work stops too.',
    ]);
  });

  it('marks the addresses of the incident, and puts them last', () => {
    const calls = [...from('203.0.113.7', 9), ...from('192.0.2.24', 2), ...from('192.0.2.25', 1)];
    expect(told(calls)).toEqual([
      '3 calls in the last 24 hours from Office (2 addresses), with Terraform 1.9: that work stops too.',
      '9 calls in the last 24 hours from 203.0.113.7, with Terraform 1.9: an address of this incident.',
    ]);
  });

  it('sums up what does not fit', () => {
    const calls = Array.from({ length: 6 }, (_, index) => from(`198.51.100.${index}`, 10 - index)).flat();
    const lines = told(calls);
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('18 calls in the last 24 hours from 3 more places or tools: that work stops too.');
  });

  it('says that the log could not be read to the end, and then claims nothing', () => {
    const gap = 'The log could not be read to the end: more may run as alice than is shown here.';
    expect(told([], true)).toEqual([gap]);
    expect(told(from('192.0.2.24', 1), true)).toContain(gap);
    expect(told([])).toEqual(['The trail shows no successful call of alice in the last 24 hours.']);
  });

  it('is no call that failed, of another user, or that was delivered before', () => {
    const [one = {}] = from('192.0.2.24', 1);
    const others = [
      refused({ ...one, eventID: 'x' }),
      { ...one, eventID: 'y', userIdentity: iamUser('bob') },
    ];
    expect(use([one, one, ...others]).places).toMatchObject([{ calls: 1 }]);
  });

  it('stays short and readable whatever stands in a record', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryRecord([['iam.amazonaws.com', 'ListUsers']])),
        fc.boolean(),
        (all, cut) => {
          const lines = told([...all, ...from('192.0.2.24', 1)], cut);
          expect(lines.length).toBeLessThanOrEqual(9);
          for (const line of lines) expect(line.length).toBeLessThan(400);
        },
      ),
    );
    const place: PlaceSeen = { from: 'a\nb', tool: 'x'.repeat(900), calls: 1, isIncident: false };
    expect(tellUserUse({ places: [place], incomplete: false }, 'alice')[0]).toMatch(/^1 call .{0,260}$/);
  });
});
