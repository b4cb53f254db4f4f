// Claims against a DynamoDB: whoever comes first works, a crash frees the claim in time, and done stays done.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClaims } from '../../bot/aws/claims.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Claims } from '../../bot/ports/store.ts';
import { clockAt, startAws, type TestAws } from '../support/aws.ts';

let world: TestAws;
let claims: Claims;
let key = '';
let tests = 0;
const clock = clockAt('2026-11-22T14:00:00Z');

beforeAll(async () => {
  world = await startAws();
  claims = createClaims(world.clients, TABLE, clock);
});
afterAll(() => world.aws.close());
beforeEach(() => {
  tests += 1;
  key = `alarm change ${tests}`;
});

describe('a claim', () => {
  it('is won by one of many that begin at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => claims.begin(key)));
    expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'busy')).toHaveLength(19);
  });

  it('is done for everybody once it was completed, long after its lease too', async () => {
    await claims.begin(key);
    await claims.complete(key);
    expect(await claims.begin(key)).toBe('done');
    clock.advance(86_400_000);
    expect(await claims.begin(key)).toBe('done');
  });

  it('can be begun again after its lease when nobody completed it', async () => {
    await claims.begin(key);
    clock.advance(89_000);
    expect(await claims.begin(key)).toBe('busy');
    clock.advance(1_001);
    expect(await claims.begin(key)).toBe('won');
    expect(await claims.begin(key)).toBe('busy');
  });

  it('that was given back can be begun at once', async () => {
    await claims.begin(key);
    await claims.abandon(key);
    expect(await claims.begin(key)).toBe('won');
  });

  it('of one key says nothing about another', async () => {
    await claims.begin(key);
    expect(await claims.begin(`${key}, another`)).toBe('won');
  });

  it('fails as AWS does when the table cannot be reached', async () => {
    world.aws.faults.add({ operation: 'PutItem', code: 'AccessDeniedException', times: 1 });
    await expect(claims.begin(key)).rejects.toMatchObject({ code: 'aws_denied' });
  });
});
