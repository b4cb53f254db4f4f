// What the channels are called in which somebody asks the bot for something; remembered for a minute.
import type { WebClient } from '@slack/web-api';
import type { Clock } from '../ports/run.ts';
import type { Places } from '../ports/slack.ts';
import { createMinuteMemory } from './minute-memory.ts';
import { callSlack, slackErrorOf } from './slack-error.ts';

export function createPlaces(client: WebClient, clock?: Clock): Places {
  const remember = createMinuteMemory(clock);
  return {
    nameOf: (channel) =>
      remember(`name ${channel}`, async () => {
        try {
          const info = await callSlack('conversations.info', () => client.conversations.info({ channel }));
          return info.channel?.name;
        } catch (error) {
          // A private channel that the bot is not in has no name for it.
          if (slackErrorOf(error) === 'channel_not_found') return undefined;
          throw error;
        }
      }),
    directMessageWith: (users) =>
      remember(`direct message ${users}`, async () => {
        const opened = await callSlack('conversations.open', () => client.conversations.open({ users }));
        return opened.channel?.id;
      }),
  };
}
