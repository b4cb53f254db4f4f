// Slash commands are not there yet, and whoever types one is told so.
import type { App } from '@slack/bolt';

const ANSWER =
  'Slash commands are not in this version of Trailbot yet. What works today: *Show activity*, *Show record* and the links under ••• of an alert.';

export function registerMissingCommands(app: App): void {
  app.command(/^\/trail/, async ({ ack }) => ack({ response_type: 'ephemeral', text: ANSWER }));
}
