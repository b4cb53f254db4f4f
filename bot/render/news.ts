// A few lines in the thread for what an edited message would tell nobody.
import type { News } from '../domain/incident/incident.ts';
import type { Message } from '../domain/message.ts';
import type { AuditEntry } from '../domain/triage/audit-entry.ts';
import { actorName } from './alert-headline.ts';
import { detectionTitle } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { printLine } from './mention.ts';
import { type Inline, moment, paragraph, shorten } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';
import { deedLine } from './triage-words.ts';

type Kind<K extends News['kind']> = Extract<News, { kind: K }>;

/** More lines than this are not read by anybody. */
const LINES = 10;
/** Things of one kind that share a line; the others are counted. */
const NAMED = 8;

/**
 * The news as one reply, so that a burst is one notification and not ten: short lines, which can be understood without
 * the message above them. Addresses, Regions and kinds of call share a line each.
 */
export function renderNews(news: readonly News[], view: AlertView): Message {
  const lines = [
    ...ofKind(news, 'deed').flatMap(({ entry }) => deedLines(entry, view)),
    ...ofKind(news, 'again').map((one) => againLine(one, view)),
    ...ofKind(news, 'severity').map((one) => severityLine(one, view)),
    ...ofKind(news, 'detection').map((one) => detectionLine(one, view)),
    ...together(view, 'now also from', addressesOf(ofKind(news, 'address'), view)),
    ...together(
      view,
      'now also in',
      ofKind(news, 'region').map(({ region }) => shorten(region, 40)),
    ),
    ...callsLine(ofKind(news, 'action'), view),
    ...ofKind(news, 'quiet').map(quietLine),
  ];
  const [first = []] = lines;
  const rest = lines.length > 1 ? ` (and ${lines.length - 1} more)` : '';
  return {
    text: printLine(...first) + rest,
    blocks: lines.slice(0, LINES).map((line) => paragraph(...line)),
  };
}

function ofKind<K extends News['kind']>(news: readonly News[], kind: K): readonly Kind<K>[] {
  return news.filter((one): one is Kind<K> => one.kind === kind);
}

function deedLines(entry: AuditEntry, view: AlertView): readonly (readonly Inline[])[] {
  const line = deedLine(entry, view);
  return line === undefined ? [] : [line];
}

/** `because` is a sentence or, where a detection alone says it, its id. */
function severityLine({ from, to, because }: Kind<'severity'>, view: AlertView): readonly Inline[] {
  const reason = shorten(view.detections.get(because)?.title ?? because, 200);
  return [severityElement(to), ` ${actorName(view.incident.actor)}: raised from ${from} to ${to}: ${reason}`];
}

function detectionLine({ detectionId, severity }: Kind<'detection'>, view: AlertView): readonly Inline[] {
  const title = shorten(detectionTitle(view, detectionId), 120);
  return [severityElement(severity), ` ${actorName(view.incident.actor)}: also ${title} (${severity})`];
}

function againLine({ since }: Kind<'again'>, { incident }: AlertView): readonly Inline[] {
  const who = actorName(incident.actor);
  return [severityElement(incident.severity), ` ${who} is active again; it was quiet since `, moment(since)];
}

function quietLine({ at, alarmName }: Kind<'quiet'>): readonly Inline[] {
  return ['Quiet since ', moment(at), `: the alarm ${shorten(alarmName, 80)} is OK again`];
}

function callsLine(calls: readonly Kind<'action'>[], view: AlertView): readonly (readonly Inline[])[] {
  const named = calls.map(
    ({ eventName, eventSource }) => `${shorten(eventName, 80)} (${shorten(eventSource, 60)})`,
  );
  return together(view, calls.length === 1 ? 'new kind of call,' : 'new kinds of call,', named);
}

/** One line for all of them; none when there are none. */
function together(
  { incident }: AlertView,
  what: string,
  names: readonly string[],
): readonly (readonly Inline[])[] {
  if (names.length === 0) return [];
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  const mark = severityElement(incident.severity);
  return [[mark, ` ${actorName(incident.actor)}: ${what} ${names.slice(0, NAMED).join(', ')}${more}`]];
}

function addressesOf(news: readonly Kind<'address'>[], view: AlertView): readonly string[] {
  return news.map(({ address }) => `${shorten(address, 60)}${place(address, view)}`);
}

/** Known only for the address that the context is about. */
function place(address: string, { incident }: AlertView): string {
  const source = incident.context?.source;
  const name = source?.address === address ? source.knownAs || source.country?.name : undefined;
  return name ? ` (${shorten(name, 40)})` : '';
}
