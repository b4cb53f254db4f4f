// The bot's token is fetched late, and again when the workspace took the old one back.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lateSlack, type SlackPorts } from '../../bot/entry/late-slack.ts';
import { createAnswers } from '../../bot/slack/answers.ts';
import { createChat, createWebClient } from '../../bot/slack/chat.ts';
import { createPeople } from '../../bot/slack/people.ts';
import { createPlaces } from '../../bot/slack/places.ts';
import { createViews } from '../../bot/slack/views.ts';
import { startSlack } from '../support/slack.ts';

const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MESSAGE = { text: 'alert', blocks: [] };
let slack: Awaited<ReturnType<typeof startSlack>>;
let connections: number;

beforeEach(async () => {
  slack = await startSlack();
  connections = 0;
});
afterEach(() => slack.close());

async function connect(): Promise<SlackPorts> {
  connections += 1;
  const client = createWebClient({ token: `xoxb-${connections}`, apiUrl: `${slack.url}/api/` });
  return {
    chat: createChat(client),
    answers: createAnswers(client),
    people: createPeople(client),
    places: createPlaces(client),
    views: createViews(client),
  };
}

it('connects once for many calls', async () => {
  const { chat, places } = lateSlack(connect, LOG);
  await chat.post('security-alerts', MESSAGE, 'a');
  await places.nameOf('C0ALERTS01');
  expect(connections).toBe(1);
});

it('fetches the token again once the old one is refused, and tells who called meanwhile', async () => {
  const { chat } = lateSlack(connect, LOG);
  slack.faults.add({ method: 'chat.postMessage', error: 'token_revoked', times: 1 });
  await expect(chat.post('security-alerts', MESSAGE, 'a')).rejects.toMatchObject({ code: 'slack_failed' });
  await chat.post('security-alerts', MESSAGE, 'a');
  expect(connections).toBe(2);
});

it('keeps its token when Slack refuses something else', async () => {
  const { chat } = lateSlack(connect, LOG);
  await expect(chat.post('nowhere', MESSAGE, 'a')).rejects.toMatchObject({ code: 'slack_channel_unusable' });
  await chat.post('security-alerts', MESSAGE, 'a');
  expect(connections).toBe(1);
});
