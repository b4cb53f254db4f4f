import { afterEach, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { rootLogin, stopLogging } from '../support/trail-records.ts';
import { atRest } from '../support/trouble.ts';
import { BY_HAND, eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.close());

describe('the message of an incident', () => {
  it('that took over a waiting message still shows the incident when all is done', async () => {
    world = await startWorld(['root-usage'], { stream: false, pace: BY_HAND });
    const shows = (message: SlackMessage | undefined, text: string) =>
      message !== undefined && textOf(message).includes(text);
    await world.setAlarm('root-usage', 'ALARM');
    const waiting = await eventually(world, () => world.channel()[0]);
    await world.put(rootLogin());
    await eventually(world, () => shows(world.channel()[0], 'root signed in'));
    await world.setAlarm('root-usage', 'OK');
    await eventually(world, () => shows(world.channel()[0], 'Quiet since'));
    await atRest(world);
    const [message, ...others] = world.channel();
    expect(others).toEqual([]);
    expect(textOf(message ?? waiting)).toContain('root signed in');
    const quiet = world.thread(message ?? waiting).filter((reply) => shows(reply, 'Quiet since'));
    expect(quiet).toHaveLength(1);
  });

  it('is posted anew when somebody deleted it, so that its actor is not mute', async () => {
    world = await startWorld(['cloudtrail-changes']);
    await world.put(stopLogging('alice'));
    await atRest(world);
    world.slack.faults.add({ method: 'chat.update', error: 'message_not_found', times: 1 });
    await world.put(stopLogging('alice', { sourceIPAddress: '198.51.100.77' }));
    const again = await eventually(world, () => world.channel()[1]);
    await eventually(world, () =>
      world.thread(again).some((reply) => textOf(reply).includes('198.51.100.77')),
    );
    await atRest(world);
    expect(world.channel()).toHaveLength(2);
  });
});

describe('a channel that is not there', () => {
  it('has its alerts posted to the fallback channel, with the reason', async () => {
    world = await startWorld(['root-usage'], {
      settings: { channels: { critical: 'no-such', high: 'no-such', medium: 'no-such', low: 'no-such' } },
    });
    await world.put(rootLogin());
    const message = await eventually(world, () => world.channel()[0]);
    expect(textOf(message)).toContain('root signed in');
    await eventually(world, () =>
      world.thread(message).some((reply) => textOf(reply).includes('channel_not_found')),
    );
    await atRest(world);
    expect(world.channel()).toHaveLength(1);
  });
});
