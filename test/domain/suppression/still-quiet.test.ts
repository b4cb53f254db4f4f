// What stays quiet although one suppression ended.
import { describe, expect, it } from 'vitest';
import { stillQuiet } from '../../../bot/domain/suppression/still-quiet.ts';
import { suppression } from '../../support/suppressions.ts';

const ALICE = suppression({ id: 'alice' });
const { actorKey: _key, accountId: _account, ...rest } = suppression({ id: 'mute' });
const MUTE = rest;

describe('after the end of one', () => {
  it('what is about the same actor, or about everybody, stays quiet', () => {
    const office = suppression({ id: 'office', network: '192.0.2.0/24' });
    expect(stillQuiet(ALICE, [ALICE, office, MUTE])).toEqual([office, MUTE]);
    expect(stillQuiet(MUTE, [ALICE, MUTE])).toEqual([ALICE]);
  });

  it.each([
    ['another detection', { detectionId: 'root-usage' }],
    ['another actor', { actorKey: 'iam-user/123456789012/bob' }],
    ['another account', { accountId: '210987654321' }],
  ])('%s is something else', (_, changes) => {
    expect(stillQuiet(ALICE, [suppression({ id: 'other', ...changes })])).toEqual([]);
  });

  it('two calls of one actor are two things', () => {
    const create = suppression({ id: 'a', action: 'iam.amazonaws.com:CreateUser' });
    const remove = suppression({ id: 'b', action: 'iam.amazonaws.com:DeleteUser' });
    expect(stillQuiet(create, [remove])).toEqual([]);
    expect(stillQuiet(create, [ALICE])).toEqual([ALICE]);
  });
});
