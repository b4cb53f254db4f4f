// App Home: opened, it is published anew.
import type { App } from '@slack/bolt';
import type { IngressDeps } from './ingress-deps.ts';

/** Once in ten seconds for each person: flipping between tabs is no new question. */
export function registerHome(app: App, { jobs }: IngressDeps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    const { user: userId, event_ts: eventTs } = event;
    await jobs.add({
      id: `home ${userId} ${eventTs}`,
      clickKey: `home ${userId}`,
      userId,
      replyTo: { kind: 'home' },
      work: { kind: 'home' },
    });
  });
}
