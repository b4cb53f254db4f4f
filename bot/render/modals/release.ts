// The form that comes before a release: why, and what it gives back.
import type { ModalView, PlainTextElement } from '@slack/types';
import { CONTAIN_FIELDS } from '../../domain/containment/contain-dialog.ts';
import { VIEWS } from '../../domain/naming.ts';

const LONGEST_REASON = 500;

/** @param metadata comes back with the submission. */
export function renderReleaseForm(metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.release,
    private_metadata: metadata,
    title: plain('Release'),
    submit: plain('Ask for approval'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'section',
        text: plain(
          'Policies, permissions boundary and access keys become what they were before the containment. A deleted password and revoked sessions do not come back.',
        ),
      },
      { type: 'section', text: plain('Nothing is changed in AWS before an approver agrees.') },
      {
        type: 'input',
        block_id: CONTAIN_FIELDS.reason,
        label: plain('Why is it safe again?'),
        element: {
          type: 'plain_text_input',
          action_id: CONTAIN_FIELDS.reason,
          multiline: true,
          max_length: LONGEST_REASON,
        },
      },
    ],
  };
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
