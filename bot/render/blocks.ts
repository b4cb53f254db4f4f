// Builds Slack's blocks within Slack's limits.
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
  StaticSelect,
} from '@slack/types';
import { cutText } from '../domain/cut-text.ts';
import { type Mrkdwn, printMrkdwn } from './mrkdwn.ts';
import { shorten } from './rich-text.ts';

/** Lengths in UTF-16 units, as Block Kit's reference gives them. */
export const LIMITS = {
  blocks: 50,
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  contextElements: 10,
  buttonText: 75,
  value: 2_000,
  overflowOptions: 5,
  menuOptions: 100,
  optionText: 75,
  /** The types say 75, the documentation 150. */
  optionValue: 75,
  placeholder: 150,
  url: 3_000,
} as const;

/** Our own limits for one field and one footer line: a phone shows about 40 characters a line. */
const FIELD = 600;
const FOOTER = 700;

export function section(text: Mrkdwn): SectionBlock {
  return { type: 'section', text: mrkdwnElement(text, LIMITS.sectionText) };
}

/** Facts side by side where there is room, below each other on a phone. */
export function fields(texts: readonly Mrkdwn[]): SectionBlock {
  return { type: 'section', fields: texts.slice(0, LIMITS.fields).map((text) => mrkdwnElement(text, FIELD)) };
}

/** @param longest characters of each text; a console link alone may take 2,000, and shows a few words. */
export function context(texts: readonly Mrkdwn[], longest: number = FOOTER): ContextBlock {
  const elements = texts.slice(0, LIMITS.contextElements).map((text) => mrkdwnElement(text, longest));
  return { type: 'context', elements };
}

export function actions(elements: readonly ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

/** `value` comes back with the press: an opaque id, at most 2,000 characters. */
export function button(actionId: string, label: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(label, LIMITS.buttonText),
    value: cutText(value, LIMITS.value),
    ...(style && { style }),
  };
}

export interface Choice {
  readonly label: string;
  /** Comes back with the press. A longer one than Slack takes would not come back whole: the choice is left out. */
  readonly value: string;
  /** Slack opens it by itself; pressing it still sends its action, which must be acknowledged. */
  readonly url?: string;
}

/** A menu behind `•••`, at most five entries; undefined without any. */
export function overflow(actionId: string, choices: readonly Choice[]): Overflow | undefined {
  const options = choices
    .filter(fits)
    .slice(0, LIMITS.overflowOptions)
    .map((choice) => ({ ...option(choice), ...(choice.url !== undefined && { url: choice.url }) }));
  return options.length === 0 ? undefined : { type: 'overflow', action_id: actionId, options };
}

/** A drop-down of groups under headings, at most 100 entries in each; undefined without any. */
export function menu(
  actionId: string,
  placeholder: string,
  groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[],
): StaticSelect | undefined {
  const filled = groups
    .map(({ label, choices }) => ({
      label: plainText(label, LIMITS.optionText),
      options: choices.filter(fits).slice(0, LIMITS.menuOptions).map(option),
    }))
    .filter(({ options }) => options.length > 0);
  return filled.length === 0
    ? undefined
    : {
        type: 'static_select',
        action_id: actionId,
        placeholder: plainText(placeholder, LIMITS.placeholder),
        option_groups: filled,
      };
}

function option({ label, value }: Choice): PlainTextOption {
  return { text: plainText(label, LIMITS.optionText), value };
}

function fits({ value }: Choice): boolean {
  return value.length <= LIMITS.optionValue;
}

function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shorten(text, max) || '–', emoji: false };
}

function mrkdwnElement(text: Mrkdwn, max: number): MrkdwnElement {
  // Without `verbatim` Slack would turn bare addresses and channel names into links.
  return { type: 'mrkdwn', text: printMrkdwn(text, max) || '–', verbatim: true };
}
