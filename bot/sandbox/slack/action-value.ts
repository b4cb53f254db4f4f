// What a pressed element says in a payload: the option, the person, the date or the text that was chosen.
import type { Option } from '@slack/types';
import type { BlockElement } from '../../html/slack/render-elements.ts';

/** The members that Slack adds for that kind of element. What was not offered counts as not chosen. */
export function chosenValue(
  element: BlockElement,
  chosen: readonly string[],
): Readonly<Record<string, unknown>> {
  const [first = ''] = chosen;
  const among = (options: readonly Option[] = []) =>
    options.find(({ value }, index) => (value ?? String(index)) === first);
  switch (element.type) {
    case 'button':
      return {
        text: element.text,
        ...(element.value !== undefined && { value: element.value }),
        ...(element.style && { style: element.style }),
      };
    case 'overflow':
      return { selected_option: among(element.options) ?? null };
    case 'static_select':
      return {
        selected_option:
          among(element.options) ?? among(element.option_groups?.flatMap(({ options }) => options)) ?? null,
      };
    case 'radio_buttons':
      return { selected_option: among(element.options) ?? null };
    case 'checkboxes':
      return {
        selected_options: element.options.filter(
          ({ value }) => value !== undefined && chosen.includes(value),
        ),
      };
    case 'users_select':
      return { selected_user: first || null };
    case 'datepicker':
      return { selected_date: first || null };
    case 'plain_text_input':
      return { value: first || null };
  }
}

/** What is chosen in one element; for a text, its one value is what was typed. */
export interface Choice {
  readonly blockId: string;
  readonly actionId: string;
  readonly chosen: readonly string[];
}

/** A view's `state.values`: what each element holds, filled in or not. */
export function stateOf(
  blocks: readonly unknown[],
  inputs: readonly Choice[],
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const values: Record<string, Record<string, unknown>> = {};
  for (const { blockId, actionId, chosen } of inputs) {
    const element = findElement(blocks, blockId, actionId);
    // A button or an overflow menu holds nothing.
    if (!element || element.type === 'button' || element.type === 'overflow') continue;
    const held = { type: element.type, ...chosenValue(element, chosen) };
    values[blockId] = { ...values[blockId], [actionId]: held };
  }
  return values;
}

/** Finds an interactive element by the ids that Slack sends. */
export function findElement(
  blocks: readonly unknown[],
  blockId: string,
  actionId: string,
): BlockElement | undefined {
  const all = blocks as readonly Readonly<Record<string, unknown>>[];
  return findAction(
    all.filter((block) => block.block_id === blockId),
    actionId,
  );
}

/** In whichever block: after an edit the blocks of a message have other ids than on the screen of who presses. */
export function findAction(blocks: readonly unknown[], actionId: string): BlockElement | undefined {
  for (const block of blocks as readonly Readonly<Record<string, unknown>>[]) {
    const inside = [block.elements, block.accessory, block.element].flat() as (BlockElement | undefined)[];
    const found = inside.find((element) => element?.action_id === actionId);
    if (found) return found;
  }
  return undefined;
}
