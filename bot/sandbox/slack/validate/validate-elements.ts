// Slack's limits on what stands inside blocks: texts, options, confirm dialogs, buttons, inputs.
import type { ObjectRule, Rule, Rules } from './validate-schema.ts';

export const BOOLEAN: Rule = { is: 'boolean' };

export function string(max: number, min = 1): Rule {
  return { is: 'string', min, max };
}

export function oneOf(...among: string[]): Rule {
  return { is: 'string', among };
}

export function list(of: Rule, max: number, min = 1): Rule {
  return { is: 'list', of, min, max };
}

export function object(required: Rules, optional: Rules = {}): ObjectRule {
  return { is: 'object', required, optional };
}

export function plainText(max: number): Rule {
  return { is: 'typed', of: { plain_text: object({ text: string(max) }, { emoji: BOOLEAN }) } };
}

/** `mrkdwn` or `plain_text`. */
export function anyText(max: number): Rule {
  return {
    is: 'typed',
    of: {
      plain_text: object({ text: string(max) }, { emoji: BOOLEAN }),
      mrkdwn: object({ text: string(max) }, { verbatim: BOOLEAN }),
    },
  };
}

/** `action_id` and `block_id`. */
export const ID = string(255);
export const URL_TEXT: Rule = { is: 'string', min: 1, max: 3_000, matches: /^[a-z][a-z0-9+.-]*:/i };

const COLOR = oneOf('primary', 'danger');
const CONFIRM = object(
  { text: anyText(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: COLOR },
);
const option = (label: Rule) => object({ text: label }, { value: string(150), description: plainText(75) });
const OPTION = option(plainText(75));
const RICH_OPTION = option(anyText(75));
const OVERFLOW_OPTION = object(
  { text: plainText(75) },
  { value: string(150), url: URL_TEXT, description: plainText(75) },
);
const GROUP = object({ label: plainText(75), options: list(OPTION, 100) });
const COMMON = { action_id: ID, confirm: CONFIRM, focus_on_load: BOOLEAN };
const DISPATCH = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
);
const PLACEHOLDER = plainText(150);

export const IMAGE: ObjectRule = {
  ...object(
    { alt_text: string(2_000) },
    { image_url: URL_TEXT, slack_file: { ...object({}, { id: ID, url: URL_TEXT }), either: ['id', 'url'] } },
  ),
  either: ['image_url', 'slack_file'],
};

const STATIC_SELECT: ObjectRule = {
  ...object(
    {},
    {
      ...COMMON,
      placeholder: PLACEHOLDER,
      options: list(OPTION, 100),
      option_groups: list(GROUP, 100),
      initial_option: OPTION,
    },
  ),
  either: ['options', 'option_groups'],
};

/** What `actions`, a section's `accessory` and an input's `element` may hold, by surface further down. */
export const ELEMENTS: Readonly<Record<string, ObjectRule>> = {
  button: object(
    { text: plainText(75) },
    {
      action_id: ID,
      confirm: CONFIRM,
      value: string(2_000),
      url: URL_TEXT,
      style: COLOR,
      accessibility_label: string(75),
    },
  ),
  overflow: object({ options: list(OVERFLOW_OPTION, 5) }, { action_id: ID, confirm: CONFIRM }),
  static_select: STATIC_SELECT,
  users_select: object({}, { ...COMMON, placeholder: PLACEHOLDER, initial_user: ID }),
  checkboxes: object(
    { options: list(RICH_OPTION, 10) },
    { ...COMMON, initial_options: list(RICH_OPTION, 10) },
  ),
  radio_buttons: object({ options: list(RICH_OPTION, 10) }, { ...COMMON, initial_option: RICH_OPTION }),
  datepicker: object(
    {},
    {
      ...COMMON,
      placeholder: PLACEHOLDER,
      initial_date: { is: 'string', matches: /^\d{4}-\d{2}-\d{2}$/ },
    },
  ),
};

export const TEXT_INPUT: ObjectRule = object(
  {},
  {
    action_id: ID,
    placeholder: PLACEHOLDER,
    focus_on_load: BOOLEAN,
    initial_value: string(3_000, 0),
    multiline: BOOLEAN,
    min_length: { is: 'number', min: 0, max: 3_000 },
    max_length: { is: 'number', min: 1, max: 3_000 },
    dispatch_action_config: DISPATCH,
  },
);

export const ELEMENTS_ELSEWHERE: readonly string[] = [
  'channels_select',
  'conversations_select',
  'datetimepicker',
  'email_text_input',
  'external_select',
  'file_input',
  'multi_channels_select',
  'multi_conversations_select',
  'multi_external_select',
  'multi_static_select',
  'multi_users_select',
  'number_input',
  'rich_text_input',
  'timepicker',
  'url_text_input',
  'workflow_button',
];
