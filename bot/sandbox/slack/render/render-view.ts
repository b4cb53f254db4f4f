// A modal and the home tab as the page shows them.

import { html, type Markup } from '../../../html/markup.ts';
import { renderBlocks } from '../../../html/slack/render-blocks.ts';
import { renderPlain } from '../../../html/slack/render-mrkdwn.ts';
import type { View } from '../view-store.ts';
import { WORKSPACE } from '../workspace.ts';

export function renderModal(view: View): Markup {
  return html`<form method="dialog" data-view="${view.id}">
    <header><img class="avatar" src="/page/trailbot.svg" alt=""><h2>${renderPlain(view.title?.text ?? '')}</h2>
      <button type="button" class="close" data-close-view aria-label="Close">×</button></header>
    <div class="content">${renderBlocks(view.blocks, WORKSPACE)}</div>
    <p class="error refusal" role="alert"></p>
    <footer>
      <button type="button" class="button" data-close-view>${renderPlain(view.close?.text ?? 'Close')}</button>
      ${view.submit && html`<button type="submit" class="button primary">${renderPlain(view.submit.text)}</button>`}
    </footer>
  </form>`;
}

export function renderHome(view: View | undefined): Markup {
  if (view === undefined) return html`<p class="empty">The app has published no home tab for you.</p>`;
  return html`<div class="home" data-view="${view.id}">${renderBlocks(view.blocks, WORKSPACE)}</div>`;
}
