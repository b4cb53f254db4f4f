// What can be pressed on a containment's card: decisions, each of them on AWS only after a second look.
import type { Button, KnownBlock } from '@slack/types';
import type { Containment } from '../../domain/containment/containment.ts';
import { ACTIONS } from '../../domain/naming.ts';
import { actions, button } from '../blocks.ts';
import { shorten } from '../rich-text.ts';
import { isEnding, openDecision } from './state-words.ts';
import { targetName } from './target-words.ts';

/** Characters of a question. */
const CONFIRM = 300;

/** Only what has an answer now. */
export function cardButtons(containment: Containment): readonly KnownBlock[] {
  const shown = buttons(containment);
  return shown.length === 0 ? [] : [actions(shown)];
}

function buttons(containment: Containment): readonly Button[] {
  const { id } = containment;
  switch (openDecision(containment)) {
    case 'approval':
      return [approve(containment), button(ACTIONS.declineContainment, 'Decline', id)];
    case 'release-approval':
      return [approveRelease(containment), button(ACTIONS.declineRelease, 'Keep contained', id)];
    case 'release':
      return [
        ...(isEnding(containment) ? [button(ACTIONS.keepContained, 'Keep it contained', id, 'primary')] : []),
        button(ACTIONS.release, 'Release…', id),
      ];
    case 'nothing':
      return [];
  }
}

function approve({ id, target, mode, deletePassword }: Containment): Button {
  const name = targetName(target);
  const what =
    mode === 'deny'
      ? `AWS will refuse every call of ${name}, and of all that runs as it.`
      : `AWS will refuse the sessions that ${name} has now. New sessions work.`;
  const password = deletePassword ? ' Its console password is deleted for good.' : '';
  return asking(
    button(ACTIONS.approveContainment, 'Approve', id, 'danger'),
    `Contain ${name}?`,
    confirmText(target.arn, `${what}${password}`),
    'Contain',
  );
}

function approveRelease({ id, target }: Containment): Button {
  const name = targetName(target);
  return asking(
    button(ACTIONS.approveRelease, 'Approve release', id, 'danger'),
    `Release ${name}?`,
    `${name} gets back what the containment took, in account ${shorten(target.accountId, 40)}. Make sure that nobody else has its keys.`,
    'Release',
  );
}

/** Names can be alike in two accounts: the ARN is cut before what happens to it is. */
function confirmText(arn: string, what: string): string {
  return `${what} ${shorten(arn, CONFIRM - what.length - 1)}`;
}

/** Lengths: https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function asking(pressed: Button, title: string, text: string, yes: string): Button {
  return {
    ...pressed,
    confirm: {
      title: { type: 'plain_text', text: shorten(title, 100), emoji: false },
      text: { type: 'plain_text', text: shorten(text, CONFIRM), emoji: false },
      confirm: { type: 'plain_text', text: yes, emoji: false },
      deny: { type: 'plain_text', text: 'Cancel', emoji: false },
      style: 'danger',
    },
  };
}
