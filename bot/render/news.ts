// A few lines in the thread for what an edited message would tell nobody.
import type { News } from '../domain/incident.ts';
import type { Message } from '../domain/message.ts';
import { actorName } from './alert-headline.ts';
import { detectionTitle } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { escapeMrkdwn } from './mrkdwn.ts';
import { type Inline, moment, paragraph, readInline, shorten } from './rich-text.ts';
import { severityElement } from './severity-mark.ts';

type Call = Extract<News, { kind: 'action' }>;

/** More lines than this are not read by anybody. */
const LINES = 10;
const CALLS = 6;

/**
 * The news as one reply, so that a burst is one notification and not ten: a short line each, which can be understood
 * without the message above it. New kinds of call share a line.
 */
export function renderNews(news: readonly News[], view: AlertView): Message {
  const calls = news.filter((one) => one.kind === 'action');
  const others = news.filter((one) => one.kind !== 'action').map((one) => newsLine(one, view));
  const lines = calls.length > 0 ? [...others, callsLine(calls, view)] : others;
  const [first = []] = lines;
  const rest = lines.length > 1 ? ` (and ${lines.length - 1} more)` : '';
  return {
    text: escapeMrkdwn(first.map(readInline).join('') + rest),
    blocks: lines.slice(0, LINES).map((line) => paragraph(...line)),
  };
}

function callsLine(calls: readonly Call[], { incident }: AlertView): readonly Inline[] {
  const named = calls
    .slice(0, CALLS)
    .map(({ eventName, eventSource }) => `${shorten(eventName, 80)} (${shorten(eventSource, 60)})`);
  const more = calls.length > CALLS ? ` and ${calls.length - CALLS} more` : '';
  const what = calls.length === 1 ? 'new kind of call' : 'new kinds of call';
  return [
    severityElement(incident.severity),
    ` ${actorName(incident.actor)}: ${what}, ${named.join(', ')}${more}`,
  ];
}

function newsLine(news: Exclude<News, Call>, view: AlertView): readonly Inline[] {
  const who = actorName(view.incident.actor);
  const mark = severityElement(view.incident.severity);
  switch (news.kind) {
    case 'detection': {
      const title = shorten(detectionTitle(view, news.detectionId), 120);
      return [severityElement(news.severity), ` ${who}: also ${title} (${news.severity})`];
    }
    case 'address':
      return [mark, ` ${who}: now also from ${shorten(news.address, 60)}${place(news.address, view)}`];
    case 'region':
      return [mark, ` ${who}: now also in ${shorten(news.region, 40)}`];
    case 'severity':
      return [
        severityElement(news.to),
        ` Raised from ${news.from} to ${news.to}: ${shorten(news.because, 200)}`,
      ];
    case 'quiet':
      return ['Quiet since ', moment(news.at), `: the alarm ${shorten(news.alarmName, 80)} is OK again`];
  }
}

/** Known only for the address that the context is about. */
function place(address: string, { incident }: AlertView): string {
  const source = incident.context?.source;
  const name = source?.address === address ? source.knownAs || source.country?.name : undefined;
  return name ? ` (${shorten(name, 40)})` : '';
}
