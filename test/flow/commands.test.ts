// Slash commands from the keyboard to the answer, as people use them on the page.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { rootLogin, stopLogging } from '../support/trail-records.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

const ALEX = 'U0ALEX0001';
const CHANNEL = 'C0ALERTS01';

let world: TestWorld;
beforeEach(async () => {
  world = await startWorld(['root-usage', 'cloudtrail-changes']);
});
afterEach(() => world.close());

async function onPage(path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${world.slack.url}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

const type = (text: string, user = ALEX) => onPage('say', { user, channel: CHANNEL, text: `/trail ${text}` });

const said = (text: string | RegExp): SlackMessage | undefined =>
  world.slack
    .messages()
    .find((message) =>
      typeof text === 'string' ? textOf(message).includes(text) : text.test(textOf(message)),
    );

const heard = (text: string | RegExp) => eventually(world, () => said(text));

/** Presses the button with that label. */
async function press(message: SlackMessage, label: string): Promise<void> {
  for (const block of message.blocks) {
    if (block.type !== 'actions') continue;
    for (const element of block.elements) {
      if (element.type !== 'button' || element.text.text !== label) continue;
      const at = { user: ALEX, channel: message.channel, ts: message.ts };
      await onPage('interact', { ...at, block_id: block.block_id, action_id: element.action_id });
      return;
    }
  }
  throw new Error(`no button “${label}” in: ${textOf(message)}`);
}

describe('/trail alerts', () => {
  it('lists what is open with a link to its message, to the person alone', async () => {
    await type('alerts');
    expect((await heard('Nothing is open')).ephemeralFor).toBe(ALEX);
    await world.put(rootLogin(), stopLogging('alice'));
    await eventually(world, () => world.channel().filter(({ ephemeralFor }) => !ephemeralFor).length === 2);
    await atRest(world);
    await type('alerts open');
    const list = await heard(/^2 alerts open: /);
    expect(textOf(list)).toContain(`https://slack.com/archives/${CHANNEL}/p`);
    expect(textOf(list)).toMatch(/alice .*root /s);
    await type('alerts mine');
    await heard('Nothing of yours is open');
    expect(troubleIn(world)).toEqual([]);
  });

  it('typed wrong offers the right one, and the button runs it', async () => {
    await type('alrets 24h');
    await press(await heard('There is no command “alrets”'), 'Run it');
    await heard('No alerts in the last 24 hours');
  });

  it('is shown to the channel when it is shared', async () => {
    await type('alerts');
    await press(await heard('Nothing is open'), 'Share in channel');
    await eventually(world, () =>
      world.slack
        .messages()
        .find((one) => one.ephemeralFor === undefined && textOf(one).includes('Nothing is open')),
    );
  });
});

describe('/trail who', () => {
  it('tells a user’s incidents, last calls and habits, and offers the timeline', async () => {
    await world.put(stopLogging('alice'));
    await eventually(world, () => world.channel()[0]);
    await atRest(world);
    await type('who Alice');
    const answer = textOf(await heard(/^Alice: 1 incident/));
    expect(answer).toContain('arn:aws:iam::123456789012:user/alice');
    expect(answer).toContain('[Timeline of an actor]');
    await type('who alice');
    expect(textOf(await heard(/^alice: 1 incident/))).toMatch(/StopLogging cloudtrail from 198\.51\.100\.23/);
    await type('who AKIA4EXAMPLEEXAMPLE7');
    await heard(/^AKIA4EXAMPLEEXAMPLE7: 1 incident/);
  });

  it('tells that an address cannot be searched for in the event history, and offers the query', async () => {
    await type('who 203.0.113.9');
    const answer = textOf(await heard(/^203\.0\.113\.9: no incidents/));
    expect(answer).toContain('cannot be searched by address');
    expect(answer).toContain('[From this address]');
  });

  it('tells what to allow when the event history is denied', async () => {
    world.aws.faults.add({ operation: 'LookupEvents', code: 'AccessDeniedException', times: 1_000 });
    await type('who alice');
    expect(textOf(await heard(/^alice: no incidents/))).toContain('Allow cloudtrail:LookupEvents');
  });

  it('is inert whatever is typed', async () => {
    await type('who <!channel> *x* `y`');
    const answer = await heard(/channel.*no incidents/);
    expect(answer.sandbox.mentions).toEqual([]);
    expect(troubleIn(world)).toEqual([]);
  });
});

describe('/trail query without its value', () => {
  it('opens a form with the query’s question', async () => {
    expect(await type('query from-this-address')).toMatchObject({ ok: true });
    const call = await eventually(world, () => world.slack.calls.list('views.open')[0]);
    expect(JSON.stringify(call)).toContain('Who else came from this address');
  });
});

describe('App Home', () => {
  it('shows what is open and whether the trail can be trusted', async () => {
    await world.put(rootLogin());
    await eventually(world, () => world.channel()[0]);
    await atRest(world);
    await onPage('home', { user: ALEX });
    const published = await eventually(world, () => {
      const [, second] = world.slack.calls.list('views.publish');
      return second;
    });
    const view = JSON.stringify(published);
    expect(view).toContain('1 critical');
    expect(view).toMatch(/\d+ of \d+ checks are well/);
    expect(view).toContain('Review now');
    expect(troubleIn(world)).toEqual([]);
  });

  it('is published once when somebody flips through the tabs', async () => {
    await Promise.all([1, 2, 3].map(() => onPage('home', { user: ALEX })));
    await eventually(world, () => world.slack.calls.list('views.publish').length === 2);
    await atRest(world);
    expect(world.slack.calls.list('views.publish')).toHaveLength(2);
  });
});
