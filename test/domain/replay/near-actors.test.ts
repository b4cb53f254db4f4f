import { describe, expect, it } from 'vitest';
import { isBy } from '../../../bot/domain/replay/narrow.ts';
import { createNearActors } from '../../../bot/domain/replay/near-actors.ts';
import { finding } from '../../support/findings.ts';

const by = (actorName: string, accountId = '123456789012') =>
  finding({ actorName, accountId, actorKey: `key/${accountId}/${actorName}` });
const DEPLOY = 'role github-actions-deploy';
const ALL = [
  by('alice'),
  by('bob'),
  by(DEPLOY, '210987654321'),
  by(DEPLOY),
  by('role deploy-legacy'),
  by('root'),
];

function near(actor: string) {
  const actors = createNearActors(actor);
  actors.add(ALL);
  return actors.near();
}

describe('an actor’s name', () => {
  it.each([DEPLOY, 'github-actions-deploy', 'GitHub-Actions-Deploy', ` ${DEPLOY} `])(
    'is known with its kind or without, in any case: %s',
    (name) => {
      expect(ALL.filter((one) => isBy(one, name))).toEqual([ALL[2], ALL[3]]);
      expect(near(name)).toBeUndefined();
    },
  );

  it('is known as the report prints it, and is then of that account alone', () => {
    for (const name of [`${DEPLOY} in 210987654321`, 'github-actions-deploy in 210987654321'])
      expect(ALL.filter((one) => isBy(one, name))).toEqual([ALL[2]]);
    expect(ALL.filter((one) => isBy(one, 'user alice in 123456789012'))).toEqual([ALL[0]]);
  });

  it('is not the one of another kind', () => {
    expect(ALL.some((one) => isBy(one, 'user github-actions-deploy'))).toBe(false);
    expect(ALL.some((one) => isBy(one, 'role alice'))).toBe(false);
    expect(ALL.some((one) => isBy(one, 'role '))).toBe(false);
  });

  it('may itself end as an account does', () => {
    expect(isBy(by('x in 123456789012', '210987654321'), 'x in 123456789012')).toBe(true);
  });
});

describe('where nobody is called so', () => {
  it.each([
    ['alcie', ['alice in 123456789012']],
    ['role alice', ['alice in 123456789012']],
    ['alice in 210987654321', ['alice in 123456789012']],
    ['legacy', ['role deploy-legacy in 123456789012']],
    ['github-action-deploy', [`${DEPLOY} in 210987654321`, `${DEPLOY} in 123456789012`]],
    ['nobody', []],
  ])('%s has these names near', (name, names) => {
    expect(near(name)).toEqual(names);
  });
});
