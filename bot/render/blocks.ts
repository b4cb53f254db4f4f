// Builds Slack's blocks within Slack's limits.
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { cutText } from '../domain/cut-text.ts';
import { type Mrkdwn, printMrkdwn } from './mrkdwn.ts';
import { visible } from './visible-text.ts';

/** Lengths in UTF-16 units, as Block Kit's reference gives them. */
export const LIMITS = {
  blocks: 50,
  sectionText: 3_000,
  fields: 10,
  fieldText: 2_000,
  contextElements: 10,
  buttonText: 75,
  value: 2_000,
  options: 5,
  optionText: 75,
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

export function context(texts: readonly Mrkdwn[]): ContextBlock {
  const elements = texts.slice(0, LIMITS.contextElements).map((text) => mrkdwnElement(text, FOOTER));
  return { type: 'context', elements };
}

export function actions(elements: readonly ActionsBlockElement[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}

/** `value` comes back with the press: an opaque id, at most 2,000 characters. */
export function button(actionId: string, label: string, value: string): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plainText(label, LIMITS.buttonText),
    value: cutText(value, LIMITS.value),
  };
}

/** A menu of links, at most five. Pressing one still sends its action, which must be acknowledged. */
export function overflow(
  actionId: string,
  links: readonly { readonly label: string; readonly url: string }[],
): Overflow {
  const options = links.slice(0, LIMITS.options).map(({ label, url }, index) => ({
    text: plainText(label, LIMITS.optionText),
    value: `link-${index}`,
    url,
  }));
  return { type: 'overflow', action_id: actionId, options };
}

function plainText(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cutText(visible(text), max) || '–', emoji: false };
}

function mrkdwnElement(text: Mrkdwn, max: number): MrkdwnElement {
  // Without `verbatim` Slack would turn bare addresses and channel names into links.
  return { type: 'mrkdwn', text: printMrkdwn(text, max) || '–', verbatim: true };
}
