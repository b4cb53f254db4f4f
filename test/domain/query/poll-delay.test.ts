import { expect, it } from 'vitest';
import { pollDelay } from '../../../bot/domain/query/poll-delay.ts';

it('looks again soon at first, and every five seconds in the end', () => {
  expect([0, 1, 2].map(pollDelay)).toEqual([300, 450, 675]);
  expect(pollDelay(10_000)).toBe(5_000);
});
