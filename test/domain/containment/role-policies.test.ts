import * as iam from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containPolicy,
  lookPolicy,
  type PolicyDocument,
  releasePolicy,
  revokePolicy,
  type Statement,
} from '../../../bot/domain/containment/role-policies.ts';
import { evaluate } from '../../../bot/sandbox/aws/iam/evaluate-policy.ts';
import { ACCOUNT } from '../../support/records.ts';
import {
  ADMIN,
  ALLOWED,
  arn,
  boundary,
  type Case,
  DENY_ALL,
  type Keys,
  memberRole,
  NAMES,
  type Name,
  POLICIES,
  place,
  policy,
  READS,
  REFUSED,
  ROLE,
  UNTOUCHED,
  USER,
} from '../../support/role-policy-cases.ts';

const judge = ([who, action, resource, keys = {}]: Case, more: readonly Statement[] = []) =>
  decide({ ...POLICIES[who], Statement: [...POLICIES[who].Statement, ...more] }, action, resource, keys);

/** What each may write in IAM, without its condition. */
const writesOf = (name: Name) =>
  ALLOWED.filter(([who, action]) => who === name && /^iam:(?!Get)/.test(action));

describe('the policy documents', () => {
  it.each(ALLOWED.map(named))('let %s', (_, request) => {
    expect(judge(request)).toBe('allowed');
  });

  it.each(REFUSED.map(named))('refuse %s', (_, request) => {
    expect(judge(request)).not.toBe('allowed');
  });

  it.each(NAMES)('%s: can do nothing beside what is listed here, whatever the request', (name) => {
    const known = new Set(ALLOWED.filter(([who]) => who === name).map(([, action]) => action));
    const values = fc.constantFrom(DENY_ALL, ADMIN, arn('policy/staff'));
    const keys = fc.record(
      { 'iam:PolicyARN': values, 'iam:PermissionsBoundary': values },
      { requiredKeys: [] },
    );
    const resource = fc.oneof(
      fc.constantFrom(USER, ROLE, '*', arn('group/g'), arn('policy/p'), memberRole('trailbot-contain')),
      fc.string().map((text) => arn(`user/${text}`)),
    );
    const others = [...actions(), 'iam:PassRole', 'sts:AssumeRoot', 's3:GetObject'].filter(
      (action) => !known.has(action) && !READS.has(action),
    );
    const action = fc.oneof(fc.constantFrom(...others), fc.stringMatching(/^iam:[A-Z][a-z]{0,12}$/));
    fc.assert(
      fc.property(action, resource, keys, (action, resource, keys) => {
        expect(judge([name, action, resource, keys])).not.toBe('allowed');
      }),
      { numRuns: 2_000 },
    );
  });

  it('take no other policy for AWSDenyAll', () => {
    const other = fc.oneof(
      fc.string({ maxLength: 100 }),
      fc.string({ maxLength: 20 }).map((text) => `${DENY_ALL}${text}`),
      fc.string({ maxLength: 20 }).map((text) => arn(`policy/${text}AWSDenyAll`)),
      fc.constantFrom('arn:aws:iam::aws:policy/*', 'arn:aws:iam::aws:policy/awsdenyall', '*', ''),
    );
    const conditional = ALLOWED.filter(([, action]) => /(Attach|Detach)/.test(action)).concat(
      ALLOWED.filter(
        ([who, action]) => /Boundary$/.test(action) && (who === 'contain' || /Delete/.test(action)),
      ),
    );
    expect(conditional).toHaveLength(8);
    fc.assert(
      fc.property(
        other.filter((text) => text !== DENY_ALL),
        fc.constantFrom(...conditional),
        (text, [who, action, resource]) => {
          expect(judge([who, action, resource, { ...policy(text), ...boundary(text) }])).toBe('implicitDeny');
        },
      ),
    );
  });

  describe.each(UNTOUCHED)('%s', (_, resource, keys) => {
    it.each(['contain', 'release', 'revoke'] as const)(
      'is denied to %s, also for what it may else',
      (name) => {
        expect(writesOf(name).length).toBeGreaterThan(0);
        for (const [, action, , own = {}] of writesOf(name))
          expect(judge([name, action, resource, { ...own, ...keys }]), action).toBe('explicitDeny');
      },
    );

    it.each(['contain', 'release', 'revoke'] as const)('stays denied to %s when it is given more', (name) => {
      const more = { Sid: 'More', Effect: 'Allow', Action: ['*'], Resource: ['*'] } as const;
      const writes = actions().filter((action) => !/^iam:(Get|List|Generate|Simulate)/.test(action));
      const open = writes.filter(
        (action) => judge([name, action, resource, keys], [more]) !== 'explicitDeny',
      );
      expect(writes.length).toBeGreaterThan(80);
      expect(open).toEqual([]);
    });

    it.each(['look', 'contain', 'release'] as const)(
      'can be read by %s, so that people are told why',
      (name) => {
        for (const action of READS) expect(judge([name, action, resource, keys]), action).toBe('allowed');
      },
    );
  });

  it('leave out what there is none of: IAM takes no empty list', () => {
    for (const build of [lookPolicy, containPolicy, releasePolicy, revokePolicy]) {
      const { Statement } = build({ partition: 'aws', accountId: ACCOUNT, breakGlass: [] });
      expect(Statement.filter(({ Resource }) => Resource.length === 0)).toEqual([]);
      expect(Statement.flatMap(({ Action }) => Action)).not.toContain('sts:AssumeRole');
    }
  });

  it('speak of the policy of their own partition', () => {
    const document = containPolicy({ ...place, partition: 'aws-cn' });
    const user = `arn:aws-cn:iam::${ACCOUNT}:user/alice`;
    const attach = (value: string) => decide(document, 'iam:AttachUserPolicy', user, policy(value));
    expect(attach('arn:aws-cn:iam::aws:policy/AWSDenyAll')).toBe('allowed');
    expect(attach(DENY_ALL)).toBe('implicitDeny');
  });

  it.each(Object.entries(POLICIES))('%s: is short enough for a managed policy', (_, document) => {
    expect(JSON.stringify(document).length).toBeLessThan(6_144);
  });

  it.each(Object.entries(POLICIES))(
    '%s: names each of its statements once',
    (_, document: PolicyDocument) => {
      const names = document.Statement.map(({ Sid }) => Sid);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => !/^[A-Za-z0-9]+$/.test(name))).toEqual([]);
    },
  );
});

function named(request: Case): readonly [string, Case] {
  const [who, action, resource, keys = {}] = request;
  const values = Object.entries(keys).map(([key, value]) => ` with ${key} ${value}`);
  return [`${who}: ${action} on ${resource}${values.join('')}`, request];
}

function decide(document: PolicyDocument, action: string, resource: string, keys: Keys) {
  const values = new Map(Object.entries(keys).map(([key, value]) => [key, [value]]));
  return evaluate([document], { action, resource, keys: values });
}

/** Every action that the SDK knows of IAM, and the one that is no call. */
function actions(): readonly string[] {
  const names = Object.keys(iam).filter((name) => /^[A-Z]\w+Command$/.test(name));
  return [...names.map((name) => `iam:${name.replace(/Command$/, '')}`), 'iam:PassRole'];
}
