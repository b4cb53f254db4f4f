import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerPattern } from '../../../../bot/domain/containment/calls/caller-pattern.ts';
import { assumePattern, readRoleUse } from '../../../../bot/domain/containment/calls/role-use.ts';
import { parseTarget, type Target } from '../../../../bot/domain/containment/target.ts';
import { parseTrailEvent } from '../../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../../bot/domain/event/trail-event.ts';
import { compileFilterPattern } from '../../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { arbitraryRecord } from '../../../support/arbitrary-records.ts';
import {
  ACCOUNT,
  assumedRole,
  call,
  iamUser,
  identityCenterUser,
  OTHER_ACCOUNT,
  record,
  refused,
  root,
} from '../../../support/records.ts';

const ROLE = role(`arn:aws:iam::${ACCOUNT}:role/teams/web`);

/** The `minute` is part of the eventID too, so that each call counts. */
const at = (minute: number, changes: JsonObject) => ({
  ...record(changes),
  eventTime: `2026-11-22T14:${String(minute).padStart(2, '0')}:00Z`,
  eventID: `${minute}-${JSON.stringify(changes)}`,
});
const calls = (session: string, ...minutes: readonly number[]) =>
  minutes.map((minute) => at(minute, { userIdentity: assumedRole('web', session, '/teams/') }));
const assumed = (userIdentity: JsonObject, minute = 1, eventName = 'AssumeRole') =>
  at(minute, {
    userIdentity,
    eventName,
    eventSource: 'sts.amazonaws.com',
    requestParameters: { roleArn: ROLE.arn, roleSessionName: 's' },
  });

describe('the sessions of a role', () => {
  it('are counted, those that called last before the others', () => {
    expect(use([...calls('old', 1, 2, 3), ...calls('new', 9, 4)]).sessions).toEqual([
      { name: 'new', calls: 2, lastAt: new Date('2026-11-22T14:09:00Z') },
      { name: 'old', calls: 3, lastAt: new Date('2026-11-22T14:03:00Z') },
    ]);
  });

  it('count a call once that was delivered twice', () => {
    const [one] = calls('s', 1);
    expect(use([one ?? {}, one ?? {}]).sessions).toMatchObject([{ calls: 1 }]);
  });

  it('are ten at most, the newest', () => {
    const names = use(Array.from({ length: 30 }, (_, minute) => calls(`s${minute}`, minute)).flat()).sessions;
    expect(names.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, index) => `s${29 - index}`));
  });
});

describe('who assumed a role', () => {
  it.each<[string, string, JsonObject]>([
    ['a user', `arn:aws:iam::${ACCOUNT}:user/alice`, assumed(iamUser('alice'))],
    [
      'another role, by its own ARN and not its session’s',
      `arn:aws:iam::${ACCOUNT}:role/ci/deploy`,
      assumed(assumedRole('deploy', 'run-1', '/ci/')),
    ],
    [
      'a permission set of Identity Center',
      `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Ops_0123456789abcdef`,
      assumed(identityCenterUser('sam@example.com', 'Ops')),
    ],
    ['root', `arn:aws:iam::${ACCOUNT}:root`, assumed(root())],
    ['a service', 'ec2.amazonaws.com', assumed({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' })],
    [
      'a SAML provider',
      'https://idp.example.com/saml',
      assumed(
        { type: 'SAMLUser', userName: 'sam', identityProvider: 'https://idp.example.com/saml' },
        1,
        'AssumeRoleWithSAML',
      ),
    ],
    [
      'an OpenID Connect provider',
      'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      assumed(
        {
          type: 'WebIdentityUser',
          userName: 'repo:example/app',
          identityProvider: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
        },
        1,
        'AssumeRoleWithWebIdentity',
      ),
    ],
    [
      'another account',
      `account ${OTHER_ACCOUNT}`,
      assumed({ type: 'AWSAccount', accountId: OTHER_ACCOUNT, principalId: 'AIDAEXAMPLE' }),
    ],
    [
      'somebody in the console',
      `arn:aws:iam::${ACCOUNT}:user/alice`,
      at(1, {
        eventName: 'SwitchRole',
        eventSource: 'signin.amazonaws.com',
        additionalEventData: { SwitchTo: ROLE.arn },
      }),
    ],
  ])('is told of %s', (_, source, one) => {
    expect(use([], [one]).sources).toEqual([source]);
    expect(compileFilterPattern(assumePattern(ROLE)).matchesRecord(one)).toBe(true);
  });

  it('is told newest first, each once, ten at most', () => {
    const many = Array.from({ length: 30 }, (_, minute) => assumed(iamUser(`u${minute % 15}`), minute));
    const names = use([], many).sources.map((source) => source.split('/').at(-1));
    expect(names).toEqual(['u14', 'u13', 'u12', 'u11', 'u10', 'u9', 'u8', 'u7', 'u6', 'u5']);
  });

  it('is nobody whom AWS refused', () => {
    const tried = refused(assumed(iamUser('mallory')));
    expect(use([], [tried]).sources).toEqual([]);
    expect(compileFilterPattern(assumePattern(ROLE)).matchesRecord(tried)).toBe(false);
  });

  it('is cut where a provider’s name is made to be long', () => {
    const provider = { type: 'SAMLUser', userName: 'sam', identityProvider: 'x'.repeat(5_000) };
    expect(use([], [assumed(provider, 1, 'AssumeRoleWithSAML')]).sources[0]).toHaveLength(200);
  });

  it('says whether the log was read to its end', () => {
    expect([readRoleUse([], [], true).incomplete, readRoleUse([], [], false).incomplete]).toEqual([
      true,
      false,
    ]);
  });
});

it('nothing that stands in a record breaks the reading or makes it long', () => {
  const hostile = arbitraryRecord([['sts.amazonaws.com', 'AssumeRole']]);
  fc.assert(
    fc.property(hostile, hostile, (one, other) => {
      const { sessions, sources } = use([one, other], [other, one]);
      const texts = [...sessions.map(({ name }) => name), ...sources];
      expect(Math.max(0, ...texts.map(({ length }) => length))).toBeLessThanOrEqual(200);
      expect(texts).not.toContain('');
      expect(sessions.length).toBeLessThanOrEqual(2);
    }),
  );
});

describe('the filter patterns of a role', () => {
  it.each([
    ['plain', ROLE.arn],
    ['of the longest name', `arn:aws-us-gov:iam::${ACCOUNT}:role/${'teams/'.repeat(85)}${'n'.repeat(64)}`],
    ['with a path that would end the pattern', `arn:aws:iam::${ACCOUNT}:role/")}{||/web`],
  ])('find it, %s', (_, text) => {
    const who = role(text);
    const session = record({ userIdentity: { ...assumedRole(who.name, 's'), ...issuedBy(who.arn) } });
    const assume = call('sts', 'AssumeRole', { roleArn: who.arn });
    expect(compileFilterPattern(callerPattern(who)).matchesRecord(session)).toBe(true);
    expect(compileFilterPattern(assumePattern(who)).matchesRecord(assume)).toBe(true);
  });

  it.each([`arn:aws:iam::${ACCOUNT}:role/teams/web`, `arn:aws:iam::${ACCOUNT}:role/t"s/web`])(
    'find no other than %s',
    (text) => {
      const session = compileFilterPattern(callerPattern(role(text))).matchesRecord;
      const assume = compileFilterPattern(assumePattern(role(text))).matchesRecord;
      for (const other of [`arn:aws:iam::${ACCOUNT}:role/web2`, `arn:aws:iam::${OTHER_ACCOUNT}:role/t/web`]) {
        expect(session(record({ userIdentity: { type: 'AssumedRole', ...issuedBy(other) } }))).toBe(false);
        expect(assume(call('sts', 'AssumeRole', { roleArn: other }))).toBe(false);
      }
      expect(session(record({ userIdentity: iamUser('web') }))).toBe(false);
      expect(assume(call('iam', 'GetRole', { roleArn: text }))).toBe(false);
    },
  );
});

function use(sessions: readonly JsonObject[], assumptions: readonly JsonObject[] = []) {
  return readRoleUse(sessions.map(parseTrailEvent), assumptions.map(parseTrailEvent), false);
}

function issuedBy(arn: string): JsonObject {
  return { sessionContext: { sessionIssuer: { type: 'Role', arn } } };
}

function role(text: string): Target {
  const found = parseTarget(text);
  if (found === undefined) throw new Error(`no target: ${text}`);
  return found;
}
