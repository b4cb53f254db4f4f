// Whom somebody means, and which incidents and queries that is about.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupAttribute } from '../../../bot/domain/actor/lookup-attribute.ts';
import type { ParameterType } from '../../../bot/domain/query/query.ts';
import { isAbout, isSame } from '../../../bot/domain/who/is-about.ts';
import { parseWho } from '../../../bot/domain/who/parse-who.ts';
import { queriesFor } from '../../../bot/domain/who/queries-for.ts';
import {
  ACCOUNT,
  alice,
  deploy,
  event,
  incident,
  OTHER_ACCOUNT,
  tally,
} from '../../support/alert-fixtures.ts';
import { text } from '../../support/hostile-arbitraries.ts';

const actorOf = (what: string) => {
  const who = parseWho(what);
  return who.kind === 'actor' ? who.actor : undefined;
};
const search = (what: string) => {
  const actor = actorOf(what);
  return actor && lookupAttribute(actor);
};

describe('who', () => {
  it.each(['203.0.113.7', '2001:db8::7', '10.0.0.1'])('%s is an address', (address) => {
    expect(parseWho(address)).toEqual({ kind: 'address', address });
  });

  it.each([
    ['alice', 'Username', 'alice'],
    ['alice@example.com', 'Username', 'alice@example.com'],
    ['Root', 'Username', 'root'],
    [`arn:aws:iam::${ACCOUNT}:user/staff/alice`, 'Username', 'alice'],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci-4711`, 'Username', 'ci-4711'],
    ['akiaiosfodnn7example', 'AccessKeyId', 'AKIAIOSFODNN7EXAMPLE'],
    ['203.0.113.999', 'Username', '203.0.113.999'],
  ])('%s is searched for by %s', (what, AttributeKey, AttributeValue) => {
    expect(search(what)).toEqual({ AttributeKey, AttributeValue });
  });

  it.each(['role deploy', `arn:aws:iam::${ACCOUNT}:role/deploy`, 'arn:aws:s3:::bucket'])(
    '%s cannot be searched for',
    (what) => {
      expect(search(what)).toBeUndefined();
    },
  );

  it('is read from any text', () => {
    fc.assert(
      fc.property(text, (what) => {
        const actor = actorOf(what);
        if (actor) expect(actor.name.length).toBeLessThanOrEqual(700);
      }),
    );
  });
});

describe('an incident', () => {
  const about = (what: string, changes = {}) => isAbout(incident(changes), parseWho(what));

  it.each([
    'alice',
    'ALICE',
    '203.0.113.7',
    'AKIAIOSFODNN7EXAMPLE',
    `arn:aws:iam::${ACCOUNT}:user/staff/alice`,
  ])('of alice is about %s', (what) => {
    expect(about(what)).toBe(true);
  });

  it.each([
    'bob',
    'ali',
    '203.0.113.8',
    'AKIAIOSFODNN7ANOTHER',
    `arn:aws:iam::${OTHER_ACCOUNT}:user/alice`,
    'root',
    '*',
  ])('of alice is not about %s', (what) => {
    expect(about(what)).toBe(false);
  });

  it.each([
    'deploy',
    'role deploy',
    'role/deploy',
    'ci-4711',
    `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci-4711`,
  ])('of a role is about %s', (what) => {
    expect(about(what, { actor: deploy })).toBe(true);
  });

  it('is about a key that one of its events was made with', () => {
    const made = event({
      userIdentity: { type: 'IAMUser', userName: 'x', accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
    });
    expect(about('ASIAIOSFODNN7EXAMPLE', { tallies: [tally({ samples: [made] })] })).toBe(true);
  });

  it('without an actor is about nobody', () => {
    expect(about('alice', { actor: undefined, tallies: [] })).toBe(false);
  });
});

it('who asks for one session gets the role, in its own account only', () => {
  const asked = actorOf(`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/ci-1`);
  expect(asked && isSame(deploy, asked)).toBe(true);
  expect(asked && isSame({ ...deploy, key: 'x', accountId: OTHER_ACCOUNT }, asked)).toBe(false);
});

describe('queries', () => {
  const one = (id: string, type: ParameterType) => ({
    id,
    title: id,
    question: '?',
    parameters: [{ name: 'value', type, title: 'Value' }],
  });
  const queries = [one('by-ip', 'ip'), one('by-principal', 'principal'), one('by-key', 'accessKey')];
  const commands = (what: string, actors = [alice]) =>
    queriesFor(parseWho(what), actors, queries).map(({ command }) => command);

  it('are offered for what is known', () => {
    expect(commands('203.0.113.7', [])).toEqual(['query by-ip value=203.0.113.7']);
    expect(commands('alice')).toEqual([`query by-principal value=${alice.arn}`]);
    expect(commands('alice', [])).toEqual(['query by-principal value=alice']);
    expect(commands('AKIAIOSFODNN7EXAMPLE')).toEqual([
      `query by-principal value=${alice.arn}`,
      'query by-key value=AKIAIOSFODNN7EXAMPLE',
    ]);
  });

  it('are not offered for a name that no query takes', () => {
    expect(commands('a"b c', [])).toEqual([]);
  });
});
