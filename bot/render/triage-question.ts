// "Was it you?": the direct message to the person behind an actor, and what follows from the answer.
import { describeAction } from '../domain/action/describe-action.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { leadOf, leadTally } from '../domain/incident/lead-event.ts';
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import { actorName } from './alert-headline.ts';
import { accountName, leadTitle } from './alert-subject.ts';
import type { AlertView } from './alert-view.ts';
import { actions, button } from './blocks.ts';
import { printLine } from './mention.ts';
import { bold, bullets, type Inline, moment, paragraph, shorten } from './rich-text.ts';

const QUESTION = 'Was it you?';

/** What somebody did under this person's name, so that it can be answered from a phone. */
export function renderQuestion(view: AlertView): Message {
  const { incident, settings } = view;
  const event = leadOf(incident);
  const count = leadTally(incident)?.count ?? 1;
  const what = event ? shorten(describeAction(event), 300) : leadTitle(view);
  const account = accountName(settings, incident.accountId) ?? `account ${incident.accountId}`;
  const source = incident.context?.source;
  const place = source?.knownAs || source?.country?.name;
  const from = event?.sourceIPAddress ?? '';
  const facts: (readonly Inline[])[] = [
    [bold('As: '), actorName(incident.actor)],
    [bold('Did: '), count > 1 ? `${what} (×${count})` : what],
    [bold('In: '), shorten(account, 60)],
    ...(event?.eventTime ? [[bold('When: '), moment(event.eventTime)]] : []),
    ...(from === ''
      ? []
      : [[bold('From: '), shorten(from, 60), ...(place ? [` (${shorten(place, 40)})`] : [])]]),
  ];
  return {
    text: printLine(`${QUESTION} ${actorName(incident.actor)} ${what}`),
    blocks: [
      paragraph(bold(QUESTION), ' Somebody used your name in AWS.'),
      bullets(undefined, facts),
      actions([
        button(ACTIONS.wasItMe, 'Yes, that was me', incident.id),
        button(ACTIONS.wasNotMe, 'No', incident.id, 'danger'),
      ]),
    ],
  };
}

/** In the direct message: what was made of the answer, and what to do now. */
export function renderAfterAnswer({ severity, triage }: Incident): Message {
  const answer = triage?.asked?.answer;
  if (answer === 'no') {
    const paged = triage?.escalatedAt
      ? 'Your team was told and paged.'
      : 'Your team was told in the channel, and nobody could be paged: call one of them.';
    return asMessage(
      `${paged} Stay reachable. Sign out of the AWS console everywhere, and change your password from a computer you trust.`,
    );
  }
  if (answer !== 'yes') return asMessage('This is not asked any more. Talk to your team in the channel.');
  return asMessage(
    severity === 'critical' && !triage?.acknowledged && !triage?.resolved
      ? 'Thank you, your team sees it. As it is critical, one of them has to acknowledge it all the same.'
      : 'Thank you, your team sees it. Nothing more to do.',
  );
}

export function renderNotAsked(): Message {
  return asMessage('Only the person who was asked can answer this.');
}

function asMessage(line: string): Message {
  return { text: printLine(line), blocks: [paragraph(line)] };
}
