// One message as the page shows it, in the channel or in its thread.

import { html, type Markup } from '../../../html/markup.ts';
import { EMOJI } from '../../../html/slack/emoji.ts';
import { renderBlocks } from '../../../html/slack/render-blocks.ts';
import { renderMrkdwn } from '../../../html/slack/render-mrkdwn.ts';
import type { SlackFile, SlackMessage } from '../message-store.ts';
import { findUser, nameOf, WORKSPACE } from '../workspace.ts';

export function renderAvatar(userId: string): Markup {
  const user = findUser(userId);
  if (user?.isBot) return html`<img class="avatar" src="/page/trailbot.svg" alt="">`;
  return html`<span class="avatar" data-of="${userId}" aria-hidden="true">${nameOf(userId).slice(0, 1)}</span>`;
}

/** `place`: the channel shows the bar of a thread, the thread shows its messages without one. */
export function renderMessage(message: SlackMessage, place: 'channel' | 'thread'): Markup {
  const { ts, channel, user, text, blocks, edited, ephemeralFor } = message;
  const content =
    blocks.length > 0
      ? renderBlocks(blocks, WORKSPACE)
      : text !== '' && html`<div class="block text">${renderMrkdwn(text, 'urls', WORKSPACE)}</div>`;
  const reactions = message.reactions?.map(
    ({ name, users }) =>
      html`<span class="reaction">${EMOJI.get(name) ?? `:${name}:`} ${users.length}</span>`,
  );
  const isReply = message.thread_ts !== undefined && message.thread_ts !== ts;
  return html`<article class="message${ephemeralFor && html` ephemeral`}" data-ts="${ts}" data-channel="${channel}">
    ${renderAvatar(user)}
    <div class="body">
      ${ephemeralFor && html`<p class="note">Only visible to you</p>`}
      ${isReply && place === 'channel' && html`<p class="note">replied to a thread</p>`}
      <header><b>${nameOf(user)}</b>${findUser(user)?.isBot && html`<span class="badge">APP</span>`}<time data-at="${ts}"></time></header>
      ${content}${message.files?.map(renderFile)}${edited && html`<span class="edited">(edited)</span>`}
      ${reactions && html`<div class="reactions">${reactions}</div>`}
      ${place === 'channel' && !ephemeralFor && renderThreadBar(message)}
    </div>
  </article>`;
}

function renderFile({ id, title, mimetype, size }: SlackFile): Markup {
  const address = `/files/${encodeURIComponent(id)}`;
  if (mimetype.startsWith('image/'))
    return html`<figure class="block"><figcaption>${title}</figcaption><img src="${address}" alt="${title}"></figure>`;
  return html`<a class="block file" href="${address}" download="${title}"><b>${title}</b><small>${Math.ceil(size / 1_024)} KB</small></a>`;
}

function renderThreadBar({
  ts,
  reply_count: count,
  reply_users: users = [],
  latest_reply: latest,
}: SlackMessage): Markup {
  if (!count || !latest)
    return html`<button type="button" class="reply-in-thread" data-thread="${ts}">Reply in thread</button>`;
  return html`<button type="button" class="thread-bar" data-thread="${ts}">
    ${users.slice(0, 3).map(renderAvatar)}<b>${count} ${count === 1 ? 'reply' : 'replies'}</b>
    <span>Last reply <time data-ago="${latest}"></time></span>
  </button>`;
}
