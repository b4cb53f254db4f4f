// The head of a report: the one sentence that matters, and the figures behind it.
import type { Narrow } from '../../domain/replay/narrow.ts';
import type { Replayed, Side } from '../../domain/replay/replayed.ts';
import { html, type Markup } from '../../html/markup.ts';
import { judgingNotes, readingNotes } from '../replay-notes.ts';
import { count, counted } from '../replay-text.ts';
import { nightCount, nightDays } from '../replay-wake.ts';
import { daysBetween, moment, period, plainName } from './words.ts';

/**
 * `Trailbot would have sent 14 messages in 30 days, 3 of them critical.` Of a part: `2 of the 14 messages that Trailbot
 * would have sent in 30 days are about alice, 1 of them critical.`
 */
export function summarySentence({ report, timeline }: Side): string {
  const { first, last, incidents, only } = report;
  if (report.events === 0) return 'No record was read.';
  const span =
    first === undefined || last === undefined ? '' : ` in ${counted(daysBetween(first, last), 'day')}`;
  const { critical } = timeline.messages;
  const sent = only?.outOf.incidents ?? incidents;
  if (sent === 0) return `Trailbot would have sent no message${span}.`;
  const worst = critical === 0 ? 'none' : count(critical);
  const tail =
    incidents === 1 ? (critical === 1 ? ', and it is critical' : '') : `, ${worst} of them critical`;
  if (only === undefined) return `Trailbot would have sent ${counted(incidents, 'message')}${span}${tail}.`;
  const part = incidents === 0 ? 'None' : count(incidents);
  const all = `of the ${counted(sent, 'message')} that Trailbot would have sent${span}`;
  return `${part} ${all} ${aboutWords(only, incidents <= 1)}${incidents === 0 ? '' : tail}.`;
}

/** `is about alice`, `are about alice and hold what root-usage finds`. */
function aboutWords({ actor, detections = [] }: Narrow, isOne: boolean): string {
  const [one = ''] = detections;
  const what =
    detections.length === 1 ? `${plainName(one)} finds` : `${count(detections.length)} detections find`;
  return [
    ...(actor === undefined ? [] : [`${isOne ? 'is' : 'are'} about ${plainName(actor)}`]),
    ...(detections.length === 0 ? [] : [`${isOne ? 'holds' : 'hold'} what ${what}`]),
  ].join(' and ');
}

export function renderHead(replayed: Replayed, mark: Markup): Markup {
  const side = replayed.whatIf ?? replayed.now;
  const { first, last, events } = side.report;
  const when = first === undefined || last === undefined ? '' : period(first, last);
  const exact = first === undefined || last === undefined ? '' : `${moment(first)} to ${moment(last)} UTC`;
  const read = `${counted(events, 'record')} read${side.report.only?.actor === undefined ? '' : ', by everybody'}. Times are UTC.`;
  return html`<header class="top"><div class="brand">${mark}<span>Trailbot</span><i>What it would have told you</i></div>
<p class="period" title="${exact}">${when} <small>${read}</small></p>
<h1>${summarySentence(side)}</h1>
${changeSentence(replayed)}
${events > 0 && renderTiles(side)}
${[...readingNotes(replayed), ...judgingNotes(replayed)].map((note) => html`<p class="note">${note}</p>`)}
</header>`;
}

function changeSentence({ now, whatIf }: Replayed): Markup | undefined {
  if (whatIf === undefined) return undefined;
  const [was, is] = [now.report.incidents, whatIf.report.incidents];
  const words = was === is ? 'as many as before it' : `instead of ${count(was)} before it`;
  return html`<p class="change">This is with the change: ${counted(is, 'message')}, ${words}.</p>`;
}

function renderTiles({ report, timeline }: Side): Markup {
  const whole = report.only?.outOf;
  const { messages, outside, outsideCritical, worstNight, activeDays } = timeline;
  const { first, last } = report;
  const days = first === undefined || last === undefined ? 1 : daysBetween(first, last);
  const week = days < 7 ? '' : `${(report.incidentsADay * 7).toFixed(1)} a week; `;
  const tiles = [
    [
      'Messages',
      count(report.incidents),
      whole ? `of ${count(whole.incidents)} in all` : 'one actor’s pages in each',
    ],
    ['Critical', count(messages.critical), 'of the messages'],
    [
      'Messages a day',
      report.incidentsADay.toFixed(1),
      `${week}on ${count(activeDays)} of ${counted(days, 'day')}`,
    ],
    [
      'Outside working hours',
      count(outside),
      outsideCritical > 0 ? `${count(outsideCritical)} of them critical` : 'of the messages',
    ],
    [
      'The worst night',
      worstNight ? count(worstNight.messages) : '0',
      worstNight ? `${nightDays(worstNight)}: ${nightCount(worstNight)}` : 'no message at night',
    ],
    [
      'For the review',
      count(report.reviewed),
      whole ? `of ${count(whole.reviewed)} matches in all` : 'matches, in one message a day',
    ],
  ] as const;
  return html`<dl class="tiles">${tiles.map(
    ([label, value, about]) => html`<div><dt>${label}</dt><dd>${value}<small>${about}</small></dd></div>`,
  )}</dl>`;
}
