// Stops the bot at each of its calls in turn: whatever the step, the person gets one message with the right count.
import { describe, expect, it, vi } from 'vitest';
import { stopLogging } from '../support/trail-records.ts';
import { BY_HAND, eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

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

/** Several worlds at once. */
const SECONDS = 50;
vi.setConfig({ testTimeout: 4 * SECONDS * 1_000 });

const POINTS_THERE = 'what set off the alarm is told in the message of its incident';

/**
 * Two events of one actor, with something that goes wrong on the way.
 * @param besides what else may stand in the channel in the end
 */
async function seeOneMessage(
  stream: boolean,
  breakSomething: (world: TestWorld) => void,
  besides: (text: string) => boolean = () => false,
): Promise<void> {
  // An alarm that is over, or on again, before its first message stands is another story.
  const world = await startWorld(['cloudtrail-changes'], { stream, pace: BY_HAND });
  try {
    breakSomething(world);
    await world.put(stopLogging('alice'), stopLogging('alice'));
    await world.setAlarm('cloudtrail-changes', 'ALARM');
    const counted = () => world.channel().find((one) => textOf(one).includes('×2'));
    const message = await eventually(world, counted, SECONDS);
    const others = () =>
      world
        .channel()
        .filter(({ ts }) => ts !== message.ts)
        .map(textOf);
    // A message that waited for its events ends with the next look.
    await eventually(world, () => others().every(besides), SECONDS);
    await world.setAlarm('cloudtrail-changes', 'OK');
    const quiet = () => world.thread(message).some((reply) => textOf(reply).includes('Quiet since'));
    await eventually(world, quiet, SECONDS);
    // So does one that the end of the alarm finds still waiting.
    await eventually(world, () => others().every(besides), SECONDS);
    expect(others().length).toBeLessThanOrEqual(1);
  } finally {
    await world.close();
  }
}

describe.concurrent.each([
  ['alarm road alone', false],
  ['two roads', true],
])('a failure on the %s', (_, stream) => {
  it.each(AWS_STEPS)('at the first $service $operation neither loses nor doubles the alert', async (step) => {
    // Both roads are under way: the alarm whose log cannot be read does not know yet what the stream will tell.
    const mayWait = stream && step.operation === 'FilterLogEvents';
    await seeOneMessage(
      stream,
      ({ aws }) => aws.faults.add({ ...step, ...FAULT }),
      (text) => mayWait && text.includes(POINTS_THERE),
    );
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
