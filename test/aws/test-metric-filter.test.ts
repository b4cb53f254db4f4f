// The catalog's examples, asked of CloudWatch Logs in parts that it takes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestMetricFilter } from '../../bot/aws/test-metric-filter.ts';
import { startAws, type TestAws } from '../support/aws.ts';

const PATTERN = '{ $.n = 49 || $.n = 50 || $.n = 119 }';
const MESSAGES = Array.from({ length: 120 }, (_, n) => JSON.stringify({ n }));
let world: TestAws;
beforeEach(async () => {
  world = await startAws();
});
afterEach(() => world.aws.close());

const test = () => createTestMetricFilter(world.options);
const asked = () => world.aws.calls.filter(({ operation }) => operation === 'TestMetricFilter').length;
const fail = (code: string, times: number) =>
  world.aws.faults.add({ operation: 'TestMetricFilter', code, times });

describe('TestMetricFilter', () => {
  it('is asked about fifty messages at a time, and the places are those of all', async () => {
    expect(await test()(PATTERN, MESSAGES)).toEqual({ matched: new Set([49, 50, 119]) });
    expect(asked()).toBe(3);
  });

  it('is asked again when it throttles', async () => {
    fail('ThrottlingException', 3);
    expect(await test()(PATTERN, MESSAGES.slice(0, 50))).toEqual({ matched: new Set([49]) });
    expect(asked()).toBe(4);
  });

  it('tells why it takes no such pattern', async () => {
    expect(await test()('{ $.a EXISTS }', ['{}'])).toEqual({ refused: expect.stringContaining('Invalid') });
  });

  it.each([
    ['AccessDeniedException', 'aws_denied', 'logs:TestMetricFilter'],
    ['UnrecognizedClientException', 'config_missing', '--profile'],
    ['ExpiredTokenException', 'config_missing', 'aws sso login'],
    ['ValidationException', 'aws_failed', 'homeRegion'],
  ])('says for %s what the caller can do', async (name, code, hint) => {
    fail(name, 1);
    await expect(test()(PATTERN, MESSAGES)).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
    });
  });
});
