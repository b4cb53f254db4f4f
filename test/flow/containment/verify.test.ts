// The looks after a containment: what they say when they cannot find out whether it holds, and of a role's sessions.
import { describe, expect, it } from 'vitest';
import type { HappeningKind } from '../../../bot/domain/containment/containment.ts';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain } from '../../support/containment-story.ts';

const kinds = async (stage: ContainmentStage): Promise<readonly HappeningKind[]> =>
  (await stage.containment()).history.map(({ kind }) => kind);

describe('a look that finds out nothing', () => {
  it('says why and what to do, once, and the next one says that it holds', async () => {
    const stage = containmentStage();
    const { isDenied } = stage.iam.principals;
    let looks = 0;
    Object.assign(stage.iam.principals, {
      isDenied: (...args: Parameters<typeof isDenied>) => {
        looks += 1;
        return looks <= 2 ? Promise.resolve(false) : isDenied(...args);
      },
    });
    await contain(stage);
    await stage.pass(20);
    expect((await kinds(stage)).slice(2)).toEqual(['applied', 'unverified', 'verified']);
    expect(looks).toBeGreaterThan(2);
  });

  it('says so too when IAM may not be read', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { read } = stage.iam.principals;
    let reads = 0;
    Object.assign(stage.iam.principals, {
      async read(target: Parameters<typeof read>[0]) {
        reads += 1;
        if (reads === 1)
          throw new TrailbotError({ code: 'aws_denied', message: 'AWS refused it.', hint: 'Allow it.' });
        return read(target);
      },
    });
    await stage.pass(30);
    expect((await kinds(stage)).slice(4)).toEqual(['unverified', 'verified']);
  });
});

describe('sessions of a role', () => {
  const options = { resource: 'role/deploy', facts: { trusts: ['arn:aws:iam::123456789012:user/ci'] } };
  const work = {
    ...REQUEST,
    mode: 'revoke-sessions',
    whom: 'arn:aws:iam::123456789012:role/deploy',
  } as const;
  const revoke = async (stage: ContainmentStage) => {
    stage.ask(ALEX, work);
    await stage.pass(1);
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(4);
    return stage.containment();
  };

  it('are revoked by the one function that may, and read back', async () => {
    const stage = containmentStage(options);
    const { history, changes } = await revoke(stage);
    expect(history.map(({ kind }) => kind)).toEqual(['requested', 'approved', 'applied', 'verified']);
    expect(changes).toMatchObject([{ kind: 'sessions', state: 'made' }]);
    expect(stage.iam.facts?.attached).toEqual([]);
  });

  it('that are not revoked within half a minute are no success, and the queue is named', async () => {
    const stage = containmentStage(options);
    stage.iam.revokes = false;
    const { state, history, changes } = await revoke(stage);
    expect(state).toBe('failed');
    expect(history.at(-1)).toMatchObject({ hint: expect.stringContaining('trailbot-revocations-dlq') });
    // It may still come.
    expect(changes).toMatchObject([{ kind: 'sessions', state: 'planned' }]);
  });
});
