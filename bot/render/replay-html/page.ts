// The report of a replay as one page that asks the network for nothing.
import type { Replayed, Variant } from '../../domain/replay/replayed.ts';
import { html, Markup } from '../../html/markup.ts';
import { renderBars } from './bars.ts';
import type { Section } from './columns.ts';
import { comparisonSection } from './comparison.ts';
import { firstSections } from './first-sections.ts';
import { renderHead, summarySentence } from './head.ts';
import { messagesSection } from './messages.ts';
import type { PageLook } from './page-look.ts';
import { tableSections } from './sections.ts';
import { renderWeek } from './week.ts';

/**
 * The same for the same input: no clock and no chance is in it.
 * @param variant - what `replayed` was run with; with a change in it, the changed one
 */
export function renderReplayPage(replayed: Replayed, variant: Variant, look: PageLook): string {
  const side = replayed.whatIf ?? replayed.now;
  const { style, script, mark } = look;
  const policy = `default-src 'none'; style-src '${style.hash}'; script-src '${script.hash}'; base-uri 'none'; form-action 'none'`;
  const sections = side.report.events === 0 ? [] : sectionsOf(replayed, variant);
  const links = sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${summarySentence(side)}</title>
<style>${new Markup(style.text)}</style>
</head>
<body>
${renderHead(replayed, mark)}
${links.length > 1 && html`<nav aria-label="In this report">${links}</nav>`}
<main>${sections.map(renderSection)}</main>
<footer>A replay of CloudTrail’s records with the detections and settings in templates/, made by <code>npm run replay -- --html</code>. It holds names, addresses and account ids: share it as you would share the log.</footer>
<script type="module">${new Markup(script.text)}</script>
</body>
</html>
`.text;
}

function sectionsOf(replayed: Replayed, variant: Variant): readonly Section[] {
  const side = replayed.whatIf ?? replayed.now;
  const { timeline } = side;
  const each = timeline.stepDays === 1 ? 'a day' : `in each ${timeline.stepDays} days`;
  const charts: readonly Section[] = [
    { id: 'days', title: `Messages ${each}`, content: renderBars(timeline) },
    {
      id: 'hours',
      title: 'When they would have come',
      content: renderWeek(timeline, side.hours),
    },
  ];
  return [
    ...(replayed.whatIf ? [comparisonSection(replayed.now, replayed.whatIf)] : []),
    ...firstSections(side, variant.settings),
    ...(side.report.incidents > 0 ? charts : []),
    ...tableSections(side, variant.settings),
    ...messagesSection(side, variant),
  ];
}

function renderSection({ id, title, lead, content }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${lead !== undefined && html`<p class="lead">${lead}</p>`}
${content}</section>
`;
}
