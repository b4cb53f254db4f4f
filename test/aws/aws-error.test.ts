// What the SDK throws becomes an error that a person can act on.
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callAws } from '../../bot/aws/aws-error.ts';
import { startAws, type TestAws } from '../support/aws.ts';

const ACTION = 'cloudwatch:DescribeAlarms';
let world: TestAws;
beforeAll(async () => {
  world = await startAws();
});
afterAll(() => world.aws.close());

/** Without the SDK's own tries: what comes after the last of them is looked at here. */
function describeAlarms(endpoint = world.options.endpoint) {
  const client = new CloudWatchClient({ ...world.options, ...(endpoint && { endpoint }), maxAttempts: 1 });
  return callAws(ACTION, () => client.send(new DescribeAlarmsCommand({})));
}

describe('an error of AWS', () => {
  it.each([
    ['UnauthorizedOperation', 'aws_denied', /^Allow cloudwatch:DescribeAlarms in the bot's role/],
    ['AccessDenied', 'aws_denied', /SCP or boundary/],
    ['ThrottlingException', 'aws_throttled', /^Wait a minute/],
    ['RequestLimitExceeded', 'aws_throttled', /same API/],
    ['RequestThrottled', 'aws_throttled', /same API/],
    ['ThrottledException', 'aws_throttled', /same API/],
    ['InternalFailure', 'aws_failed', /AWS Health Dashboard/],
    ['ResourceNotFoundException', 'aws_failed', /tried again by itself/],
  ])('%s is told as %s, with its name, the action and what to do', async (code, told, hint) => {
    world.aws.faults.add({ service: 'monitoring', operation: 'DescribeAlarms', code, times: 1 });
    const failed = describeAlarms();
    await expect(failed).rejects.toMatchObject({ code: told, hint: expect.stringMatching(hint) });
    await expect(failed).rejects.toThrow(new RegExp(`${ACTION}.*${code}`));
  });

  it('keeps what the SDK said as its cause', async () => {
    world.aws.faults.add({ operation: 'DescribeAlarms', code: 'AccessDenied', times: 1 });
    await expect(describeAlarms()).rejects.toMatchObject({ cause: { name: 'AccessDenied' } });
  });

  it('is told, too, when there is no AWS to talk to', async () => {
    await expect(describeAlarms('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'aws_failed' });
  });
});
