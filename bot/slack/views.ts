// Opens and fills modals, and publishes App Home, through Slack's Web API.
import type { WebClient } from '@slack/web-api';
import type { Views } from '../ports/slack.ts';
import { callSlack } from './slack-error.ts';

export function createViews(client: WebClient): Views {
  return {
    async open(triggerId, view) {
      const opened = await callSlack('views.open', () =>
        client.views.open({ trigger_id: triggerId, view: { ...view } }),
      );
      return opened.view?.id ?? '';
    },
    async update(viewId, view) {
      await callSlack('views.update', () => client.views.update({ view_id: viewId, view: { ...view } }));
    },
    async publishHome(userId, view) {
      await callSlack('views.publish', () => client.views.publish({ user_id: userId, view: { ...view } }));
    },
  };
}
