// The form that asks who takes an incident.
import type { ModalView, PlainTextElement } from '@slack/types';
import { VIEWS } from '../../domain/naming.ts';

/** Both the block's id and the input's. */
export const ASSIGN_INPUT = 'assignee';

/** @param metadata comes back with the submission. @param userId whoever asks: mostly they take it themselves. */
export function renderAssignForm(metadata: string, userId: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.assign,
    private_metadata: metadata,
    title: plain('Assign'),
    submit: plain('Assign'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: ASSIGN_INPUT,
        label: plain('Who takes it?'),
        hint: plain('They are mentioned in the thread.'),
        element: { type: 'users_select', action_id: ASSIGN_INPUT, initial_user: userId },
      },
    ],
  };
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
