// Stops the bot at each of its calls in turn: whatever the step, the person gets one message with the right count.
import { describe, expect, it } from 'vitest';
import { stopLogging } from '../support/trail-records.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

/** The SDK tries three times before a call has failed. */
const SDK_TRIES = 3;
const FAULT = { code: 'InternalServerError', status: 500, times: SDK_TRIES };

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

/** Two events of one actor, with something that goes wrong on the way. */
async function seeOneMessage(stream: boolean, breakSomething: (world: TestWorld) => void): Promise<void> {
  const world = await startWorld(['cloudtrail-changes'], { stream });
  try {
    breakSomething(world);
    await world.put(stopLogging('alice'), stopLogging('alice'));
    await eventually(world, () => {
      const [message] = world.channel();
      const counted = message && textOf(message).includes('×2');
      return counted && world.thread(message).some((reply) => textOf(reply).includes('Quiet since'));
    });
    expect(world.channel()).toHaveLength(1);
  } finally {
    await world.close();
  }
}

describe.concurrent.each([
  ['alarm road alone', false],
  ['two roads', true],
])('a failure on the %s', (_, stream) => {
  it.each(AWS_STEPS)('at the first $service $operation neither loses nor doubles the alert', async (step) => {
    await seeOneMessage(stream, ({ aws }) => aws.faults.add({ ...step, ...FAULT }));
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'at the store after Slack was told %i times neither loses nor doubles it',
    async (told) => {
      await seeOneMessage(stream, ({ aws, slack }) => {
        let changes = 0;
        slack.onMessage(() => {
          changes += 1;
          if (changes === told) aws.faults.add({ service: 'dynamodb', operation: 'PutItem', ...FAULT });
        });
      });
    },
  );

  it.each(['chat.postMessage', 'chat.update'])('at %s neither loses nor doubles it', async (method) => {
    await seeOneMessage(stream, ({ slack }) => slack.faults.add({ method, status: 503, times: 4 }));
  });
});
