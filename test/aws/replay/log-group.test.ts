// Reading a log group as FilterLogEvents pages it: unevenly, with empty pages in between.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLogGroups } from '../../../bot/aws/replay/log-group.ts';
import { slicesOf } from '../../../bot/aws/replay/log-slice.ts';
import { PATIENT } from '../../support/patience.ts';
import { GROUP, type ReplayAws, startReplayAws } from '../../support/replay-aws.ts';

const HOUR = 3_600_000;
const ARN = `arn:aws:logs:us-east-1:123456789012:log-group:${GROUP}`;
let world: ReplayAws;
let now: number;
beforeEach(async () => {
  world = await startReplayAws();
  now = Date.now();
});
afterEach(() => world.close());

async function read(from: number, to: number, group = GROUP): Promise<readonly string[]> {
  const groups = createLogGroups(world.access);
  const lines: string[] = [];
  for (const slice of slicesOf(group, { from, to })) {
    for await (const block of groups.read(slice)) {
      expect(block.toString().endsWith('\n')).toBe(true);
      lines.push(...block.toString().split('\n').slice(0, -1));
    }
  }
  return lines;
}
const look = (group = GROUP) => createLogGroups(world.access).look(group, { from: now - HOUR, to: now });
const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, n) => `{"n":${from + n}}`);

describe('a log group', () => {
  it('is read page after page, as one record a line', async () => {
    await world.log(numbers(1_700), now - 1_000);
    expect(await read(now - HOUR, now)).toEqual(numbers(1_700));
    expect(world.calls('FilterLogEvents').length).toBeGreaterThan(1);
  });

  it('is read slice by slice, and an event on the border of two once', async () => {
    const from = now - 3 * HOUR;
    for (const [n, at] of [from, from + HOUR - 1, from + HOUR, from + 3 * HOUR - 1].entries())
      await world.log(numbers(1, n), at);
    await world.log(numbers(1, 9), from - 1);
    await world.log(numbers(1, 9), from + 3 * HOUR);
    expect(await read(from, from + 3 * HOUR)).toEqual(numbers(4));
  });

  it('is read by its ARN as well', async () => {
    await world.log(numbers(3), now - 1_000);
    expect(await read(now - HOUR, now, ARN)).toEqual(numbers(3));
    await expect(look(ARN)).resolves.toBeUndefined();
  });

  it('has a record in a line, whatever breaks there are in it', async () => {
    await world.log(['{"a":\r\n1}', '{"b":2}'], now - 1_000);
    expect(await read(now - HOUR, now)).toEqual(['{"a": 1}', '{"b":2}']);
  });

  it('is asked for again when AWS throttles', async () => {
    await world.log(numbers(3), now - 1_000);
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'ThrottlingException', times: 3 });
    expect(await read(now - HOUR, now)).toEqual(numbers(3));
  });
});

describe('a log group that cannot be read', () => {
  it('is told with its Region when it is not there', async () => {
    await expect(look('/nowhere')).rejects.toMatchObject({
      code: 'input_unreadable',
      message: 'There is no log group /nowhere in us-east-1.',
      hint: expect.stringContaining('--region'),
    });
  });

  it('is told with the right that is missing', async () => {
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'AccessDeniedException', times: 9 });
    await expect(look()).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringMatching(/logs:FilterLogEvents.*kms:Decrypt/),
    });
  });

  it('is told as missing credentials, when it is those', async () => {
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'ExpiredTokenException', times: 9 });
    await expect(look()).rejects.toMatchObject({ code: 'config_missing' });
  });

  it('is told in the middle of it, after what was read before', async () => {
    await world.log(numbers(700), now - 1_000);
    const groups = createLogGroups(world.access);
    const blocks = groups.read({ group: GROUP, from: now - HOUR, to: now })[Symbol.asyncIterator]();
    await vi.waitFor(() => expect(world.calls('FilterLogEvents')).toHaveLength(1), PATIENT);
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'InvalidParameterException', times: 9 });
    const first = await blocks.next();
    expect(first.value.toString().split('\n').length).toBeGreaterThan(100);
    await expect(blocks.next()).rejects.toMatchObject({ code: 'aws_failed' });
  });
});
