// The page's shell: sidebar, channel, thread, scenarios. What is said comes into it live.

import { html, type Markup } from '../../../html/markup.ts';
import { CHANNELS, FIRST_VIEWER, TEAM, USERS } from '../workspace.ts';
import { renderAvatar } from './render-message.ts';

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** One line: what happens when it is fired. */
  readonly description: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** In this order: the last one overrules the others on narrow and wide screens. */
export const STYLE_SHEETS: readonly string[] = [
  'colours.css',
  'theme.css',
  'sidebar.css',
  'frame.css',
  'panel.css',
  'dialog.css',
  'message.css',
  'blocks.css',
  'controls.css',
  'narrow.css',
];

export function renderFacts(facts: readonly Fact[]): Markup {
  return html`${facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}`;
}

export function renderPage(scenarios: readonly Scenario[]): Markup {
  const channels = CHANNELS.map(
    ({ id, name, topic }) =>
      html`<button type="button" class="channel" data-open="${id}" data-topic="${topic}"><i>#</i><span>${name}</span></button>`,
  );
  const people = USERS.filter(({ isBot }) => !isBot).map(
    ({ id, realName }) =>
      html`<option value="${id}"${id === FIRST_VIEWER && html` selected`}>${realName}</option>`,
  );
  const cards = scenarios.map(
    ({ id, title, description }) =>
      html`<button type="button" class="scenario" data-scenario="${id}"><b>${title}</b><span>${description}</span></button>`,
  );
  const composer = (place: string, label: string) =>
    html`<form class="composer" data-composer="${place}"><textarea rows="1" aria-label="${label}" placeholder="${label}"></textarea>
      <button type="submit" aria-label="Send"></button><p class="error" role="alert"></p></form>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${TEAM.name} · Trailbot sandbox</title>
<link rel="icon" href="/page/trailbot.svg">
${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/page/${name}">`)}
<script type="module" src="/page/client.js"></script>
</head>
<body>
<nav class="sidebar" aria-label="Workspace">
  <header><span class="team">${TEAM.name.slice(0, 1)}</span><div><b>${TEAM.name}</b><small>A Slack of its own, on this machine</small></div></header>
  <h2>Channels</h2>${channels}
  <h2>Apps</h2><button type="button" class="channel app" data-home>${renderAvatar('U0TRAILBOT')}<span>Trailbot</span></button>
  <label class="viewer">You are <select id="viewer">${people}</select></label>
</nav>
<main>
  <header><button type="button" class="menu" data-toggle="sidebar" aria-label="Channels"></button>
    <div><h1 id="title"></h1><small id="topic"></small></div>
    <nav class="tabs" aria-label="Trailbot"><button type="button" data-home>Home</button><button type="button" data-direct>Messages</button></nav>
    <button type="button" class="button panel-toggle" data-toggle="panel">Scenarios</button></header>
  <div id="messages" class="scroll" role="log" aria-live="polite" tabindex="0"></div>
  ${composer('channel', 'Message the channel')}
</main>
<aside class="panel" aria-label="Scenarios">
  <header><div><h2>Scenarios</h2><small>Something happens in AWS, and the bot tells you</small></div>
    <button type="button" class="close" data-toggle="panel" aria-label="Close">×</button></header>
  <div class="scroll">
    ${cards}
    <label class="drop"><input type="file" multiple><b>Drop CloudTrail files here</b><span>or choose them: .json or .json.gz, as CloudTrail wrote them to S3</span></label>
    <div id="outcome" role="status"></div>
  </div>
  <dl id="facts"></dl>
</aside>
<aside class="thread" aria-label="Thread" hidden>
  <header><div><h2>Thread</h2><small id="thread-of"></small></div><button type="button" class="close" data-close-thread aria-label="Close">×</button></header>
  <div id="replies" class="scroll" role="log" aria-live="polite" tabindex="0"></div>
  ${composer('thread', 'Reply…')}
</aside>
<dialog id="confirm"></dialog>
<dialog id="modal"></dialog>
</body>
</html>`;
}
