// The incidents of a replay as the messages that Slack would have shown.

import type { Incident } from '../../domain/incident/incident.ts';
import type { Side, Variant } from '../../domain/replay/replayed.ts';
import { html, type Markup } from '../../html/markup.ts';
import { renderBlocks } from '../../html/slack/render-blocks.ts';
import { NOBODY } from '../../html/slack/workspace.ts';
import { renderAlert } from '../alert.ts';
import { count, counted } from '../replay-text.ts';
import type { Section } from './columns.ts';
import { moment, plainName } from './words.ts';

/** Each is as high as a phone: the others are a press away. */
const AT_FIRST = 2;

export function messagesSection({ shown, report }: Side, variant: Variant): readonly Section[] {
  if (shown.length === 0) return [];
  const which =
    shown.length === report.incidents
      ? 'All of them'
      : `${count(shown.length)} of ${count(report.incidents)}: the worst and newest, two of a kind at most`;
  return [
    {
      id: 'messages',
      title: 'The messages',
      lead: `${which}. Each as it stood at the end, before anybody answered. What is unusual for somebody is missing: the bot learns that while it runs.`,
      content: html`${renderMessages(shown.slice(0, AT_FIRST), variant)}${shown.length > AT_FIRST && renderMore(shown.slice(AT_FIRST), variant)}`,
    },
  ];
}

function renderMore(incidents: readonly Incident[], variant: Variant): Markup {
  return html`<details class="more"><summary>${counted(incidents.length, 'more message')}</summary>${renderMessages(incidents, variant)}</details>`;
}

function renderMessages(incidents: readonly Incident[], variant: Variant): Markup {
  return html`<ol class="messages">${incidents.map((incident) => renderIncident(incident, variant))}</ol>`;
}

function renderIncident(incident: Incident, variant: Variant): Markup {
  const { settings, queries, detections } = variant;
  const { severity, lastActivityAt, tallies } = incident;
  const began = Math.min(...tallies.map(({ first }) => first.getTime()).filter(Number.isFinite));
  const { blocks } = renderAlert({
    incident,
    detections: new Map(detections.map((detection) => [detection.id, detection])),
    settings,
    queries,
    now: lastActivityAt,
  });
  const channel = plainName(settings.channels[severity]);
  // Nobody can press anything here; what is drawn is what would have been pressed.
  return html`<li><p class="where">#${channel} · <time>${moment(began)} UTC</time></p>
<article class="slack"><svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><use href="#trailbot"/></svg>
<div class="body"><header><b>Trailbot</b> <span class="badge">APP</span> <time>${moment(began).slice(11)}</time></header>
<fieldset disabled>${renderBlocks(blocks, NOBODY)}</fieldset></div></article></li>\n`;
}
