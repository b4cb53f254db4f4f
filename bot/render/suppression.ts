// What people read about a suppression: what it would have hidden, that it is there, that it ended, or why it may not be.
import type { Message } from '../domain/message.ts';
import { ACTIONS } from '../domain/naming.ts';
import type { BackTest } from '../domain/suppression/back-test.ts';
import { type Suppression, scopeWords } from '../domain/suppression/suppression.ts';
import type { SuppressionRefusal } from '../domain/suppression/suppression-refusal.ts';
import { actions, button, context } from './blocks.ts';
import { TOTAL } from './fit-blocks.ts';
import { escapeMrkdwn, mrkdwn } from './mrkdwn.ts';
import { muteEntries } from './mutes.ts';
import { renderRefusal } from './refusal.ts';
import { bold, moment, paragraph, shorten } from './rich-text.ts';

/** `would have hidden 54 of 61 incidents`, and why the others would still have been told; whole sentences. */
export function backTestWords({ incidents, hidden, ...test }: BackTest): readonly string[] {
  if (incidents === 0) return ['No incident of the last 30 days to test it on.'];
  const { brokenThrough: broken } = test;
  const strange = broken['new-network'] + broken['new-country'] + broken['other-network'];
  const others = [
    ...counted(test.notAbout, 'by somebody else or from another call'),
    ...counted(test.otherDetections, 'with another detection as well'),
    ...counted(broken['new-country'], 'from a new country'),
    ...counted(broken['new-network'], 'from a new network'),
    ...counted(broken['other-network'], 'from another network'),
    ...counted(broken.raised, 'raised above the usual severity'),
  ];
  return [
    `Would have hidden ${hidden} of ${incidents} ${incidents === 1 ? 'incident' : 'incidents'} of the last 30 days.`,
    ...(others.length > 0 ? [`Still told: ${others.join('; ')}.`] : []),
    ...(strange === 0 ? ['None was from a network or country that is new for the actor.'] : []),
    `Tested on the latest incident of each actor${test.sampled ? ', and on the newest 5 events where there were more' : ''}.`,
  ];
}

/** To the person who made it; the thread says that it was made. */
export function renderSuppressed(suppression: Suppression, incidentId: string): Message {
  const line = `Expected from now on: ${nameOf(suppression)}`;
  return {
    text: escapeMrkdwn(line),
    blocks: [
      paragraph(bold(line), ' until ', moment(suppression.expiresAt), '.'),
      paragraph(
        suppression.network === undefined
          ? 'It goes to the daily review. A new network or country, or a higher severity, still alerts.'
          : 'It goes to the daily review. Another network, or a higher severity, still alerts.',
      ),
      paragraph('This incident stays as it is: resolve it when you have looked at it.'),
      actions([
        button(ACTIONS.resolve, 'Resolve…', incidentId),
        button(ACTIONS.unmute, 'Take it back', suppression.id),
      ]),
    ],
  };
}

export function renderMuted(suppression: Suppression): Message {
  const line = `Muted: ${shorten(suppression.detectionId, 60)}, for everybody`;
  return {
    text: escapeMrkdwn(line),
    blocks: [
      paragraph(bold(line), ' until ', moment(suppression.expiresAt), '.'),
      paragraph(
        'What it finds goes to the daily review. What is raised above its usual severity still alerts.',
      ),
      actions([button(ACTIONS.unmute, 'End it', suppression.id)]),
      context([mrkdwn`${suppression.id}`]),
    ],
  };
}

/** @param still what is quiet all the same, because of something else that people said. */
export function renderUnmuted(suppression: Suppression, still: readonly Suppression[]): Message {
  const line = `${still.length === 0 ? 'Alerts again' : 'Ended'}: ${nameOf(suppression)}`;
  const { hidden } = suppression;
  const events = hidden === 1 ? '1 event' : `${hidden} events`;
  const entries = muteEntries(still, STILL, TOTAL - REST);
  const more = still.length - entries.length;
  return {
    text: escapeMrkdwn(line),
    blocks: [
      paragraph(bold(line)),
      paragraph(hidden === 0 ? 'It hid nothing.' : `It hid ${events}; the daily review has them.`),
      ...(still.length === 0
        ? []
        : [paragraph(bold('Still quiet'), ', all or part of it, because of this:')]),
      ...entries,
      ...(more > 0 ? [context([mrkdwn`and ${more} more: /trail mutes shows them.`])] : []),
    ],
  };
}
const STILL = 5;
/** Room for what ended and for what did not fit. */
const REST = 1_000;

/** To a job that came again after what it made had ended. */
export function renderEndedSince(suppression: Suppression): Message {
  const line = `Ended already: ${nameOf(suppression)}`;
  const why = 'Somebody ended it since, or its time is over. Ask for it anew if it is still needed.';
  return { text: escapeMrkdwn(line), blocks: [paragraph(bold(line)), paragraph(why)] };
}

export function renderNotSilenced({ reason, hint }: SuppressionRefusal): Message {
  return renderRefusal({ ok: false, reason: shorten(reason, 300), hint, who: [], where: [] });
}

function nameOf(suppression: Suppression): string {
  return `${shorten(suppression.detectionId, 60)}, ${shorten(scopeWords(suppression), 240)}`;
}

function counted(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
