import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { ALERT_DLQ, ALERT_QUEUE } from '../../bot/domain/naming.ts';
import type { Suppression } from '../../bot/domain/suppression/suppression.ts';
import { clientOptions } from '../../bot/entry/connect.ts';
import { connectJobs } from '../../bot/entry/connect-jobs.ts';
import { runAlarm } from '../../bot/flow/alarm.ts';
import { alarm } from '../support/sightings.ts';
import { rootLogin, stopLogging } from '../support/trail-records.ts';
import { atRest } from '../support/trouble.ts';
import { BY_HAND, eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.close());

const only = (messages: TestWorld) => messages.channel()[0];

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };
const depsOf = ({ config, catalog }: TestWorld) => connectJobs(config, catalog, QUIET)();

/** Root's detection, for everybody. */
function muted(changes: Partial<Suppression> = {}): Suppression {
  return {
    id: 'a1b2c3d4',
    detectionId: 'root-usage',
    knownNetworks: [],
    knownCountries: [],
    ownerId: 'U0ALEX0001',
    reason: 'The yearly test of the break-glass procedure',
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + 3_600_000),
    hidden: 0,
    ...changes,
  };
}

function never(): never {
  throw new Error('nothing was posted');
}

async function receiveFrom(queue: string): Promise<string> {
  const QueueUrl = world.config.alertQueueUrl.replace(ALERT_QUEUE, queue);
  const { Messages } = await world.clients.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 15 }),
  );
  return Messages?.[0]?.Body ?? '';
}

describe('the alarm road', () => {
  it('turns a record in the log group into one message that says who did what', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    await world.put(rootLogin());
    const message = await eventually(world, () => only(world));
    expect(textOf(message)).toMatch(
      /CRITICAL: root signed in to the console without MFA in production, from 203\.0\.113\.9/,
    );
    expect(message.text).toContain('root signed in');
  });

  it('says in the thread and in the message that it went quiet when the alarm is OK', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    await world.put(rootLogin());
    const message = await eventually(world, () => only(world));
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('Quiet since')),
    );
    expect(textOf(world.channel()[0] ?? message)).toContain('Quiet since');
    expect(world.channel()).toHaveLength(1);
  });

  it('posts at once when the events cannot be read yet, and makes that message the incident when they come', async () => {
    world = await startWorld(['root-usage'], { stream: false, pace: BY_HAND });
    await world.setAlarm('root-usage', 'ALARM');
    const waiting = await eventually(world, () => only(world));
    expect(textOf(waiting)).toContain('Who did it is not known yet');
    await world.put(rootLogin());
    await eventually(world, () => textOf(only(world) ?? waiting).includes('root signed in'));
    expect(world.channel()).toHaveLength(1);
  });

  it('says so when no event was found after the last look', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    await world.setAlarm('root-usage', 'ALARM');
    await eventually(world, () =>
      world.channel().some((message) => textOf(message).includes('No event was found')),
    );
    expect(world.channel()).toHaveLength(1);
  });

  it('says nothing of an alarm without events while its detection is muted, and tells what is worse than routine', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    await depsOf(world).suppressions.add(muted());
    await world.setAlarm('root-usage', 'ALARM');
    await atRest(world);
    expect(world.channel()).toEqual([]);
    await world.put(rootLogin());
    const message = await eventually(world, () => only(world));
    expect(textOf(message)).toContain('muted, but not like this');
  });

  it.each([
    ['the mute is about one person only', { actorKey: 'iam-user/123456789012/alice' }],
    ['the mute is over', { expiresAt: new Date(Date.now() - 1_000) }],
    ['another detection is muted', { detectionId: 'cloudtrail-changes' }],
  ])('tells of an alarm without events when %s', async (_what, changes) => {
    world = await startWorld(['root-usage'], { stream: false });
    await depsOf(world).suppressions.add(muted(changes));
    await world.setAlarm('root-usage', 'ALARM');
    await eventually(world, () => only(world));
  });

  it('tells of an alarm without events when it cannot be read whether it is muted', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    const deps = depsOf(world);
    await deps.suppressions.add(muted());
    const active = async () => {
      throw new TrailbotError({ code: 'aws_denied', message: 'no', hint: 'allow it' });
    };
    const [compiled] = deps.catalog.detections;
    if (compiled === undefined) throw new Error('There is no detection.');
    const blind = { ...deps, suppressions: { ...deps.suppressions, active } };
    await runAlarm(alarm({ name: 'root-usage', changedAt: new Date() }), compiled, blind);
    expect(textOf(only(world) ?? never())).toContain('Who did it is not known yet');
  });

  it('goes out without its events when the log cannot be read, names the reason, and fills them in later', async () => {
    world = await startWorld(['root-usage'], { stream: false, pace: BY_HAND });
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'AccessDeniedException', times: 1 });
    await world.put(rootLogin());
    await world.setAlarm('root-usage', 'ALARM');
    const first = await eventually(world, () => only(world));
    expect(textOf(first)).toContain('logs:FilterLogEvents');
    await eventually(world, () => textOf(only(world) ?? first).includes('root signed in'));
    expect(world.channel()).toHaveLength(1);
  });

  it('posts an alarm that is not ours, and a message that is no alarm, as they are', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    const sns = new SNSClient(clientOptions(world.config));
    const TopicArn = `arn:aws:sns:us-east-1:123456789012:security-alerts`;
    await sns.send(
      new PublishCommand({ TopicArn, Subject: 'Budget', Message: 'You spent <!channel> a lot' }),
    );
    const foreign = {
      AlarmName: 'billing',
      NewStateValue: 'ALARM',
      NewStateReason: 'too much',
      StateChangeTime: '2026-11-22T14:08:00.000+0000',
      AWSAccountId: '123456789012',
      Trigger: { MetricName: 'EstimatedCharges', Namespace: 'AWS/Billing' },
    };
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(foreign) }));
    await eventually(world, () => world.channel().length === 2);
    const [told] = world.channel().filter((message) => textOf(message).includes('You spent'));
    expect(told?.sandbox.mentions).toEqual([]);
    expect(world.channel().some((message) => textOf(message).includes('billing'))).toBe(true);
  });
});

describe('both roads', () => {
  it('show an event once', async () => {
    world = await startWorld(['root-usage']);
    await world.put(rootLogin());
    const message = await eventually(world, () => only(world));
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('Quiet since')),
    );
    expect(world.channel()).toHaveLength(1);
    expect(textOf(world.channel()[0] ?? message)).not.toContain('×2');
  });

  it('keep one message for one actor, count in it, and say in the thread what is new', async () => {
    world = await startWorld(['root-usage', 'cloudtrail-changes']);
    await world.put(stopLogging('alice'));
    const message = await eventually(world, () => only(world));
    await world.put(stopLogging('alice', { sourceIPAddress: '192.0.2.77', awsRegion: 'eu-north-1' }));
    await eventually(world, () => textOf(only(world) ?? message).includes('×2'));
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('192.0.2.77')),
    );
    await world.put(stopLogging('bob'));
    await eventually(world, () => world.channel().length === 2);
  });
});

describe('many runs at one incident', () => {
  it('tell each new thing once', async () => {
    world = await startWorld(['cloudtrail-changes']);
    const addresses = Array.from({ length: 6 }, (_, n) => `192.0.2.${n + 1}`);
    await world.put(stopLogging('alice'));
    const message = await eventually(world, () => only(world));
    for (const sourceIPAddress of addresses) await world.put(stopLogging('alice', { sourceIPAddress }));
    await eventually(world, () => textOf(only(world) ?? message).includes('×7'));
    await atRest(world);
    // A reminder names an address as well, and is no news of it.
    const news = world.thread(message).filter((reply) => !/⏰|📟/.test(textOf(reply)));
    const told = news.flatMap((reply) => textOf(reply).match(/192\.0\.2\.\d/g) ?? []);
    expect(told.sort()).toEqual(addresses);
  });
});

describe('trouble', () => {
  it('at Slack delays the message and never doubles it', async () => {
    world = await startWorld(['root-usage']);
    world.slack.faults.add({ method: 'chat.postMessage', status: 503, times: 7 });
    await world.put(rootLogin());
    const message = await eventually(world, () => only(world));
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('Quiet since')),
    );
    expect(world.channel()).toHaveLength(1);
  });

  it('between posting and storing does not post twice', async () => {
    // Reminders, or an alarm that is over, would write at the same time, and take a part of the faults.
    const settings = { escalation: { remindMinutes: 600, pageMinutes: 600 } };
    world = await startWorld(['root-usage'], { stream: false, pace: BY_HAND, settings });
    const stop = world.slack.onMessage((_, change) => {
      if (change !== 'posted') return;
      world.aws.faults.add({
        service: 'dynamodb',
        operation: 'PutItem',
        code: 'InternalServerError',
        status: 500,
        times: 3,
      });
      stop();
    });
    await world.put(rootLogin());
    await world.setAlarm('root-usage', 'ALARM');
    const message = await eventually(world, () => only(world));
    await eventually(world, () => world.logged.some((line) => line.includes('to be delivered again')));
    await world.setAlarm('root-usage', 'OK');
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('Quiet since')),
    );
    expect(world.channel()).toHaveLength(1);
  });

  it('that does not end leaves the alert whole in the dead-letter queue', async () => {
    // Reminders that cannot be told either would come before it.
    const escalation = { remindMinutes: 600, pageMinutes: 600 };
    world = await startWorld(['root-usage'], { stream: false, settings: { escalation } });
    world.slack.faults.add({ method: 'chat.postMessage', error: 'channel_not_found', times: 1_000 });
    await world.put(rootLogin());
    // What says that the alarm is off again may be given up on first.
    const isAlert = (body: string) => body.includes('\\"NewStateValue\\":\\"ALARM\\"');
    let dead = '';
    for (let empty = 0; empty < 3 && !isAlert(dead); ) {
      dead = await receiveFrom(ALERT_DLQ);
      if (dead === '') empty += 1;
    }
    expect(JSON.parse(JSON.parse(dead).Message)).toMatchObject({
      AlarmName: 'root-usage',
      NewStateValue: 'ALARM',
    });
  });

  it('with the rate limit of Slack makes a burst slow and loses none of it', async () => {
    // Reminders that come within the second would take their share of it.
    const escalation = { remindMinutes: 600, pageMinutes: 600 };
    world = await startWorld(['cloudtrail-changes'], { settings: { escalation } });
    const names = Array.from({ length: 14 }, (_, n) => `user-${n}`);
    await world.put(...names.map((name) => stopLogging(name)));
    await eventually(world, () => world.channel().length === names.length, 50);
    expect(new Set(world.channel().map(({ text }) => text)).size).toBe(names.length);
  });

  it('in a record does not reach Slack as a mention, nor stops the bot', async () => {
    world = await startWorld(['cloudtrail-changes']);
    const hostile = '<!channel> `<@U123>` *x* \u202e https://evil.example/ ';
    await world.put(
      'not json',
      '[]',
      '{"eventName":1}',
      stopLogging(hostile, {
        userAgent: hostile.repeat(2_000),
        errorMessage: hostile,
        sourceIPAddress: hostile,
      }),
    );
    const message = await eventually(world, () => only(world));
    expect(message.sandbox).toEqual({
      mentions: [],
      links: expect.not.arrayContaining([expect.stringContaining('evil')]),
    });
  });
});
