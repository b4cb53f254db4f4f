// Double clicks are told from two clicks, and from one click delivered twice.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClicks } from '../../bot/aws/clicks.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import type { Clicks } from '../../bot/ports/store.ts';
import { clockAt, startAws, type TestAws } from '../support/aws.ts';

let world: TestAws;
let clicks: Clicks;
let clock: ReturnType<typeof clockAt>;
let key: string;
let keys = 0;

beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());
beforeEach(() => {
  clock = clockAt('2026-11-22T03:00:00Z');
  clicks = createClicks(world.clients, TABLE, clock);
  keys += 1;
  key = `U0ALEX0001 acknowledge C0ALERTS01 ${keys}`;
});

describe('a click', () => {
  it('within ten seconds of another one on the same button counts for nothing', async () => {
    expect(await clicks.first(key, 'job-1')).toBe(true);
    clock.advance(9_999);
    expect(await clicks.first(key, 'job-2')).toBe(false);
  });

  it('counts again ten seconds later, and by itself on another button', async () => {
    await clicks.first(key, 'job-1');
    expect(await clicks.first(`${key} other`, 'job-2')).toBe(true);
    clock.advance(10_000);
    expect(await clicks.first(key, 'job-3')).toBe(true);
  });

  it('that is delivered again is the same click, however late', async () => {
    await clicks.first(key, 'job-1');
    expect(await clicks.first(key, 'job-1')).toBe(true);
    clock.advance(900_000);
    expect(await clicks.first(key, 'job-1')).toBe(true);
  });

  it('that is delivered again does not make the next one a double click', async () => {
    await clicks.first(key, 'job-1');
    clock.advance(60_000);
    await clicks.first(key, 'job-1');
    expect(await clicks.first(key, 'job-2')).toBe(true);
  });

  it('is won by one of many at the same moment', async () => {
    const ids = Array.from({ length: 20 }, (_, n) => `job-${n}`);
    const won = await Promise.all(ids.map((id) => clicks.first(key, id)));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  it('has a key of any length', async () => {
    expect(await clicks.first('é'.repeat(5_000), 'job-1')).toBe(true);
    expect(await clicks.first('é'.repeat(5_000), 'job-2')).toBe(false);
  });
});
