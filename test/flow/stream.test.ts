// The stream road under trouble: deliveries that fail, are not for us, or hold what is no event.
import { gzipSync } from 'node:zlib';
import { describe, expect, it, type TestContext } from 'vitest';
import { STREAM_FUNCTION } from '../../bot/domain/naming.ts';
import { connectJobs } from '../../bot/entry/connect-jobs.ts';
import { PATIENT } from '../support/patience.ts';
import { stopLogging } from '../support/trail-records.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { CALM, eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function start(context: TestContext, ...detections: readonly string[]): Promise<TestWorld> {
  const world = await startWorld(detections);
  context.onTestFinished(() => world.close());
  return world;
}

/** Hands messages to the stream function as CloudWatch Logs does, past the log group: no alarm sees them. */
function deliver(world: TestWorld, messages: readonly unknown[], messageType = 'DATA_MESSAGE'): void {
  const logEvents = messages.map((message, index) => ({
    id: String(index),
    timestamp: Date.now(),
    message: typeof message === 'string' ? message : JSON.stringify(message),
  }));
  const data = {
    messageType,
    owner: '123456789012',
    logGroup: 'g',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents,
  };
  world.aws.lambda.invokeAsync(STREAM_FUNCTION, {
    awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') },
  });
}

const shown = (world: TestWorld) => world.channel().map(textOf);

describe.concurrent('the stream', () => {
  it.for([
    [
      'at the store',
      { aws: { service: 'dynamodb', operation: 'PutItem', code: 'AccessDeniedException', times: 2 } },
    ],
    [
      'at what is usual',
      { aws: { service: 'dynamodb', operation: 'UpdateItem', code: 'AccessDeniedException', times: 2 } },
    ],
    ['at Slack', { slack: { method: 'chat.postMessage', error: 'fatal_error', times: 2 } }],
  ] as const)('counts an event once when its delivery failed twice %s', async ([, fault], context) => {
    const world = await start(context, 'cloudtrail-changes', 'iam-policy-changes');
    if ('aws' in fault) world.aws.faults.add(fault.aws);
    if ('slack' in fault) world.slack.faults.add(fault.slack);
    deliver(world, [stopLogging('alice'), stopLogging('alice')]);
    await eventually(world, () => shown(world).some((text) => text.includes('×2')));
    await atRest(world);
    expect(shown(world)).toHaveLength(1);
    expect(shown(world)[0]).toContain('×2');
    expect(world.aws.lambda.dropped).toEqual([]);
  });

  it('keeps an event for the review once when its delivery failed twice there', async (context) => {
    const world = await start(context, 'iam-policy-changes');
    const example = world.catalog.detections[0]?.examples.find(({ lane }) => lane === 'review');
    const { reviews } = connectJobs(world.config, world.catalog, QUIET)();
    const before = new Date(Date.now() - 60_000);
    world.aws.faults.add({
      service: 'dynamodb',
      operation: 'BatchWriteItem',
      code: 'AccessDeniedException',
      times: 2,
    });
    deliver(world, [example?.event]);
    await expect
      .poll(() => reviews.list(before, new Date(Date.now() + 60_000)), PATIENT)
      .toMatchObject([{ detectionId: 'iam-policy-changes' }]);
    await atRest(world);
    expect(shown(world)).toEqual([]);
    expect(world.aws.lambda.dropped).toEqual([]);
  });

  it('gives a delivery up after three tries, and keeps it for who looks into it', async (context) => {
    // A reminder that falls due between two tries would tell the incident in the delivery's stead.
    const world = await startWorld(['cloudtrail-changes'], { settings: CALM });
    context.onTestFinished(() => world.close());
    world.slack.faults.add({ method: 'chat.postMessage', error: 'fatal_error', times: 1_000 });
    deliver(world, [stopLogging('alice')]);
    await eventually(world, () => world.aws.lambda.dropped.length === 1);
    expect(world.aws.lambda.dropped[0]).toMatchObject({
      functionName: STREAM_FUNCTION,
      error: { code: 'slack_failed' },
    });
  });

  it('takes no notice of a control message', async (context) => {
    const world = await start(context, 'cloudtrail-changes');
    deliver(world, [stopLogging('alice')], 'CONTROL_MESSAGE');
    await atRest(world);
    expect(shown(world)).toEqual([]);
    expect(troubleIn(world)).toEqual([]);
  });

  it('passes over messages that are no records, and tells the others', async (context) => {
    const world = await start(context, 'cloudtrail-changes');
    deliver(world, [
      '',
      'not json',
      '[]',
      'null',
      '{}',
      '{"eventName":1}',
      '{"__proto__":{}}',
      stopLogging('alice'),
    ]);
    await eventually(world, () => shown(world).length === 1);
    await atRest(world);
    expect(shown(world)[0]).toContain('alice');
    expect(world.logged.every((line) => line.startsWith('a log message is not a CloudTrail record'))).toBe(
      true,
    );
    expect(world.aws.lambda.errors).toEqual([]);
  });

  it('tells a record whose every field is hostile, and the one beside it', async (context) => {
    const world = await start(context, 'cloudtrail-changes');
    const long = '€<!channel>'.repeat(2_000);
    const hostile = stopLogging(long, {
      eventID: long,
      awsRegion: long,
      sourceIPAddress: long,
      userAgent: long,
      errorCode: `AccessDenied ${long}`,
      errorMessage: long,
      recipientAccountId: long,
      eventTime: '+275760-09-13T00:00:00Z',
    });
    deliver(world, [hostile, stopLogging('alice')]);
    await eventually(world, () => shown(world).length === 2);
    await atRest(world);
    expect(world.channel().flatMap(({ sandbox }) => sandbox.mentions)).toEqual([]);
    expect(world.aws.lambda.errors).toEqual([]);
  });

  it('leaves to the alarm what is only worth a page in numbers', async (context) => {
    const world = await start(context, 'secrets-read-rapidly');
    const [firing] = world.catalog.detections.flatMap(({ examples }) =>
      examples.filter(({ fires }) => fires),
    );
    deliver(world, [firing?.event]);
    await atRest(world);
    expect(shown(world)).toEqual([]);
  });
});
