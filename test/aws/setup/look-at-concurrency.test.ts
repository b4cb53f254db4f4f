// How many functions may run at a time, as Lambda's own protocol tells of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConcurrencyLook } from '../../../bot/aws/setup/look-at-concurrency.ts';
import { type AnsweringServer, startAnsweringServer } from '../../support/answering-server.ts';

const SETTINGS = '/2016-08-19/account-settings';
const FUNCTION = '/2019-09-30/functions/trailbot-ingress/concurrency';
const LIMIT = { AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 990 } };

let lambda: AnsweringServer;
let look: ReturnType<typeof createConcurrencyLook>;
beforeAll(async () => {
  lambda = await startAnsweringServer(({ url = '' }) => url.replace(/\/$/, ''));
  look = createConcurrencyLook(lambda.options);
});
beforeEach(() => {
  lambda.answers = { [SETTINGS]: LIMIT, [FUNCTION]: { ReservedConcurrentExecutions: 10 } };
});
afterAll(() => lambda.close());

describe('how many functions may run at a time', () => {
  it('is told with what the function has of its own', async () => {
    expect(await look.concurrency('trailbot-ingress')).toEqual({ unreserved: 990, reserved: 10 });
  });

  it.each(['ResourceNotFoundException', {}])(
    'counts none for a function that has none: %j',
    async (answer) => {
      lambda.answers = { ...lambda.answers, [FUNCTION]: answer };
      expect(await look.concurrency('trailbot-ingress')).toEqual({ unreserved: 990, reserved: 0 });
    },
  );

  it('is not taken for anything when nobody may look, or Lambda does not say', async () => {
    lambda.answers = { ...lambda.answers, [SETTINGS]: 'AccessDeniedException' };
    await expect(look.concurrency('trailbot-ingress')).rejects.toMatchObject({
      hint: expect.stringContaining('lambda:GetAccountSettings'),
    });
    lambda.answers = { ...lambda.answers, [SETTINGS]: {} };
    await expect(look.concurrency('trailbot-ingress')).rejects.toMatchObject({
      hint: expect.stringContaining('Service Quotas'),
    });
  });
});
