// The form that asks how an incident ended.
import type { ModalView, PlainTextElement } from '@slack/types';
import { VIEWS } from '../../domain/naming.ts';
import { VERDICTS, type Verdict } from '../../domain/triage/triage.ts';

export const LONGEST_NOTE = 500;
/** Each both the block's id and the input's. */
export const RESOLVE_INPUTS = { verdict: 'verdict', note: 'note' } as const;

const CHOICES: { readonly [Of in Verdict]: { readonly label: string; readonly means: string } } = {
  'true-positive': { label: 'A real incident', means: 'An attack or a mistake, and it has been dealt with.' },
  expected: { label: 'Expected', means: 'Known and fine: planned work, a test, a tool.' },
  'false-positive': { label: 'False positive', means: 'The detection should not have fired for this.' },
};

/** @param metadata comes back with the submission. */
export function renderResolveForm(metadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: VIEWS.resolve,
    private_metadata: metadata,
    title: plain('Resolve'),
    submit: plain('Resolve'),
    close: plain('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: RESOLVE_INPUTS.verdict,
        label: plain('How did it end?'),
        element: {
          type: 'radio_buttons',
          action_id: RESOLVE_INPUTS.verdict,
          options: VERDICTS.map((value) => ({
            value,
            text: plain(CHOICES[value].label),
            description: plain(CHOICES[value].means),
          })),
        },
      },
      {
        type: 'input',
        block_id: RESOLVE_INPUTS.note,
        optional: true,
        label: plain('Note'),
        hint: plain('For whoever reads this in a year. New activity opens the incident again by itself.'),
        element: {
          type: 'plain_text_input',
          action_id: RESOLVE_INPUTS.note,
          multiline: true,
          max_length: LONGEST_NOTE,
        },
      },
    ],
  };
}

function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
