// Stops the bot at each of its calls in turn: whatever the step, the person gets one message with the right count.
import { afterEach, describe, expect, it } from 'vitest';
import { stopLogging } from '../support/trail-records.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.close());

/** The SDK tries three times before a call has failed. */
const SDK_TRIES = 3;

const AWS_STEPS = [
  { operation: 'PutItem', service: 'dynamodb' },
  { operation: 'GetItem', service: 'dynamodb' },
  { operation: 'Query', service: 'dynamodb' },
  { operation: 'UpdateItem', service: 'dynamodb' },
  { operation: 'SendMessage', service: 'sqs' },
  { operation: 'DescribeAlarms', service: 'monitoring' },
  { operation: 'LookupEvents', service: 'cloudtrail' },
  { operation: 'FilterLogEvents', service: 'logs' },
];

async function seeOneMessage(): Promise<void> {
  await world.put(stopLogging('alice'), stopLogging('alice'));
  const isWhole = () => {
    const [message] = world.channel();
    return (
      message &&
      textOf(message).includes('×2') &&
      world.thread(message).some((reply) => textOf(reply).includes('Quiet since'))
    );
  };
  await eventually(world, isWhole);
  expect(world.channel()).toHaveLength(1);
}

describe.each(['alarm road alone', 'both roads'])('a failure on the %s', (roads) => {
  const stream = roads === 'both roads';

  it.each(AWS_STEPS)('at the first $service $operation neither loses nor doubles the alert', async (step) => {
    world = await startWorld(['cloudtrail-changes'], { stream });
    world.aws.faults.add({ ...step, code: 'InternalServerError', status: 500, times: SDK_TRIES });
    await seeOneMessage();
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'at the store after Slack was told %i times neither loses nor doubles it',
    async (told) => {
      world = await startWorld(['cloudtrail-changes'], { stream });
      let changes = 0;
      world.slack.onMessage(() => {
        changes += 1;
        if (changes !== told) return;
        const fault = { service: 'dynamodb', operation: 'PutItem', code: 'InternalServerError', status: 500 };
        world.aws.faults.add({ ...fault, times: SDK_TRIES });
      });
      await seeOneMessage();
    },
  );

  it.each(['chat.postMessage', 'chat.update'])('at %s neither loses nor doubles it', async (method) => {
    world = await startWorld(['cloudtrail-changes'], { stream });
    world.slack.faults.add({ method, status: 503, times: 4 });
    await seeOneMessage();
  });
});
