// Turns what happens in the workspace into what open pages show.
import type { EventHub } from './event-hub.ts';
import type { MessageChange, SlackMessage } from './message-store.ts';
import { renderMessage } from './render/render-message.ts';
import { type Fact, renderFacts } from './render/render-page.ts';
import { renderHome, renderModal } from './render/render-view.ts';
import type { World } from './world.ts';

const FACTS_EVERY_MS = 2_000;

/** True for what stands in the channel itself: first messages, and replies that were broadcast. */
export function isInChannel({ ts, thread_ts: threadTs, subtype }: SlackMessage): boolean {
  return threadTs === undefined || threadTs === ts || subtype === 'thread_broadcast';
}

/** True for what that person may see. */
export function isVisibleTo(user: string): (message: SlackMessage) => boolean {
  return ({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === user;
}

/** Sends to `hub` until the returned function is called. */
export function feedPages(world: World, hub: EventHub, facts: () => readonly Fact[]): () => void {
  const onMessage = (message: SlackMessage, change: MessageChange): void => {
    const { channel, ts, thread_ts: threadTs, ephemeralFor } = message;
    if (change === 'deleted') {
      hub.send({ type: 'removed', channel, ts });
      return;
    }
    // An ephemeral reply is shown in its thread alone, as Slack does.
    hub.send(
      {
        type: 'message',
        channel,
        ts,
        posted: change === 'posted',
        ...(isInChannel(message) && { html: renderMessage(message, 'channel').text }),
        thread: threadTs ?? ts,
        threadHtml: renderMessage(message, 'thread').text,
      },
      ephemeralFor ?? world.directMessages.get(channel)?.user,
    );
  };
  const unsubscribe = world.messages.subscribe(onMessage);
  world.views.subscribe((user, surface, view) => {
    if (surface === 'home') hub.send({ type: 'home', html: renderHome(view).text }, user);
    else hub.send({ type: 'view', html: view ? renderModal(view).text : '' }, user);
  });

  let shown = '';
  const timer = setInterval(() => {
    const { text } = renderFacts(facts());
    if (hub.isWatched && text !== shown) hub.send({ type: 'facts', html: text });
    shown = hub.isWatched ? text : '';
  }, FACTS_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}
