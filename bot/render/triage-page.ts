// The page: what a mail and a text message say, so that the first line is enough to get up for.
import { cutText } from '../domain/cut-text.ts';
import { headline } from './alert-headline.ts';
import { accountName } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { visible } from './visible-text.ts';

/** A text message holds 160 characters; some belong to the topic's own name. */
const FIRST_LINE = 140;
const LINE = 300;

/** Plain text. Nothing that a log says becomes a link that a phone offers to open. */
export function renderPage(
  view: AlertView,
  because: string,
): { readonly subject: string; readonly text: string } {
  const { incident, settings } = view;
  const what = inert(`${incident.severity.toUpperCase()}: ${headline(view)}`);
  const channels = [...new Set(incident.posts.map(({ route }) => route))];
  const lines = [
    cutText(what, FIRST_LINE),
    '',
    `Paged because ${because}.`,
    ...(what.length > FIRST_LINE ? [what] : []),
    `Account: ${accountName(settings, incident.accountId) ?? ''} ${incident.accountId}`.replace('  ', ' '),
    ...(channels.length > 0
      ? [`Open the message in Slack: ${channels.map((one) => `#${one}`).join(', ')}`]
      : []),
    `Incident ${incident.id}`,
  ];
  return { subject: `Trailbot ${what}`, text: lines.map((line) => inert(cutText(line, LINE))).join('\n') };
}

/** Mail programs and phones make links of whatever looks like one. */
export function inert(text: string): string {
  return visible(text)
    .replaceAll('://', ':⁄⁄')
    .replace(/\bwww\./gi, 'www ');
}
