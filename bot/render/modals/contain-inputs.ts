// What can be chosen in the containment dialog: how, how long, and why.
import type { InputBlock, PlainTextElement, PlainTextOption } from '@slack/types';
import { CONTAIN_FIELDS, DELETE_PASSWORD, DURATIONS } from '../../domain/containment/contain-dialog.ts';
import type { Mode } from '../../domain/containment/containment.ts';
import type { Plan } from '../../domain/containment/plan.ts';

const LONGEST_REASON = 500;

/** Slack keeps a choice only on an option that stays the same: these texts never change while a dialog is open. */
const MODE_OPTIONS: { readonly [Of in Mode]: PlainTextOption } = {
  deny: {
    value: 'deny',
    text: plain('Deny the whole role'),
    description: plain('All that runs as this role stops, until it is released.'),
  },
  'revoke-sessions': {
    value: 'revoke-sessions',
    text: plain('Revoke the sessions it has now'),
    description: plain('New sessions work: also for an attacker who can assume the role.'),
  },
};

const DURATION_WORDS: { readonly [Of in (typeof DURATIONS)[number]]: string } = {
  'until-released': 'Until it is released',
  '60': '1 hour',
  '240': '4 hours',
  '720': '12 hours',
  '1440': '24 hours',
};

/** Nothing where there is no choice. */
export function modeInput({ mode, modes }: Plan): readonly InputBlock[] {
  if (modes.length < 2) return [];
  return [
    {
      type: 'input',
      block_id: CONTAIN_FIELDS.mode,
      dispatch_action: true,
      label: plain('How'),
      element: {
        type: 'radio_buttons',
        action_id: CONTAIN_FIELDS.mode,
        options: modes.map((one) => MODE_OPTIONS[one]),
        ...(modes.includes(mode) && { initial_option: MODE_OPTIONS[mode] }),
      },
    },
  ];
}

export function passwordInput({ canDeletePassword }: Plan, ticked: boolean): readonly InputBlock[] {
  if (!canDeletePassword) return [];
  const option = {
    value: DELETE_PASSWORD,
    text: plain('Delete the console password too (cannot be given back)'),
  };
  return [
    {
      type: 'input',
      block_id: CONTAIN_FIELDS.password,
      dispatch_action: true,
      optional: true,
      label: plain('Console password'),
      element: {
        type: 'checkboxes',
        action_id: CONTAIN_FIELDS.password,
        options: [option],
        ...(ticked && { initial_options: [option] }),
      },
    },
  ];
}

export function durationInput(): InputBlock {
  const options = DURATIONS.map((value) => ({ value, text: plain(DURATION_WORDS[value]) }));
  const [first] = options;
  return {
    type: 'input',
    block_id: CONTAIN_FIELDS.minutes,
    label: plain('How long'),
    hint: plain('You are asked before the time is over. Unless somebody keeps it, it is released then.'),
    element: {
      type: 'static_select',
      action_id: CONTAIN_FIELDS.minutes,
      options,
      ...(first && { initial_option: first }),
    },
  };
}

export function reasonInput(): InputBlock {
  return {
    type: 'input',
    block_id: CONTAIN_FIELDS.reason,
    label: plain('Why'),
    hint: plain('The approver reads it, and whoever looks at this in a year.'),
    element: {
      type: 'plain_text_input',
      action_id: CONTAIN_FIELDS.reason,
      multiline: true,
      max_length: LONGEST_REASON,
    },
  };
}

/** Our own words. */
export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
