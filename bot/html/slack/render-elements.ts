// Buttons, menus and inputs: what a person can press, and what the page has to know to send it.
import type {
  Button,
  Checkboxes,
  Confirm,
  Datepicker,
  Option,
  Overflow,
  PlainTextInput,
  RadioButtons,
  StaticSelect,
  UsersSelect,
} from '@slack/types';
import { type Content, html, type Markup } from '../markup.ts';
import { isLinkable } from './mrkdwn-control.ts';
import { renderMrkdwn, renderPlain } from './render-mrkdwn.ts';
import type { Workspace } from './workspace.ts';

/** What a person can press or fill in, of what the bot sends. */
export type BlockElement =
  | Button
  | Checkboxes
  | Datepicker
  | Overflow
  | PlainTextInput
  | RadioButtons
  | StaticSelect
  | UsersSelect;

export function renderText(
  text: { readonly type: string; readonly text: string; readonly verbatim?: boolean },
  workspace: Workspace,
): Content {
  if (text.type !== 'mrkdwn') return renderPlain(text.text);
  return renderMrkdwn(text.text, text.verbatim ? 'none' : 'full', workspace);
}

/** `data-` attributes that the page's script reads; the server looks everything else up by itself. */
function target(
  element: { readonly action_id?: string; readonly confirm?: Confirm },
  blockId: string,
  workspace: Workspace,
): Markup {
  const { confirm } = element;
  const dialog = confirm && {
    title: renderPlain(confirm.title?.text ?? 'Are you sure?'),
    text: html`${renderText(confirm.text, workspace)}`.text,
    yes: renderPlain(confirm.confirm?.text ?? 'Yes'),
    no: renderPlain(confirm.deny?.text ?? 'Cancel'),
    style: confirm.style ?? 'primary',
  };
  const ask = dialog && html` data-confirm="${JSON.stringify(dialog)}"`;
  return html` data-action="${element.action_id ?? ''}" data-block="${blockId}"${ask}`;
}

function opens(url: string | undefined): Markup | undefined {
  return url !== undefined && isLinkable(url) ? html` data-url="${url}"` : undefined;
}

export function renderElement(element: BlockElement, blockId: string, workspace: Workspace): Markup {
  const at = target(element, blockId, workspace);
  switch (element.type) {
    case 'button': {
      const label = renderPlain(element.text.text);
      const name = html` aria-label="${element.accessibility_label ?? label}"`;
      return html`<button type="button" class="button ${element.style ?? ''}"${at}${opens(element.url)}${name}>${label}</button>`;
    }
    case 'overflow': {
      const items = element.options.map(
        ({ text, value, url, description }, index) =>
          html`<button type="button" role="menuitem"${at}${opens(url)} data-chosen="${value ?? index}">
            <span>${renderPlain(text.text)}</span>${description && html`<small>${renderPlain(description.text)}</small>`}
          </button>`,
      );
      return html`<details class="overflow"><summary class="button" aria-label="More actions"><span class="dots"></span></summary><div role="menu">${items}</div></details>`;
    }
    case 'static_select': {
      const group = (options: readonly Option[]) =>
        options.map(({ text, value }) => option(value ?? '', text.text, element.initial_option?.value));
      const groups = element.option_groups?.map(
        ({ label, options }) => html`<optgroup label="${label.text}">${group(options)}</optgroup>`,
      );
      return select(at, element.placeholder?.text, [group(element.options ?? []), groups]);
    }
    case 'users_select': {
      const people = workspace.users.filter(({ isBot }) => !isBot);
      const options = people.map(({ id, realName }) => option(id, realName, element.initial_user));
      return select(at, element.placeholder?.text ?? 'Choose a person', options);
    }
    case 'datepicker':
      return html`<input type="date" class="field"${at} value="${element.initial_date ?? ''}">`;
    case 'checkboxes':
    case 'radio_buttons':
      return choices(element, at, blockId, workspace);
    case 'plain_text_input': {
      const bounds = html` minlength="${element.min_length ?? 0}" maxlength="${element.max_length ?? 3_000}"`;
      const hint = html` placeholder="${element.placeholder?.text ?? ''}"`;
      return element.multiline
        ? html`<textarea class="field" rows="4"${at}${bounds}${hint}>${element.initial_value ?? ''}</textarea>`
        : html`<input type="text" class="field"${at}${bounds}${hint} value="${element.initial_value ?? ''}">`;
    }
  }
}

function option(value: string, label: string, chosen: string | undefined): Markup {
  return html`<option value="${value}"${value === chosen && html` selected`}>${renderPlain(label)}</option>`;
}

function select(at: Markup, placeholder: string | undefined, options: Content): Markup {
  return html`<select class="field"${at}><option value="">${placeholder ?? 'Choose an option'}</option>${options}</select>`;
}

function choices(
  element: Checkboxes | RadioButtons,
  at: Markup,
  blockId: string,
  workspace: Workspace,
): Markup {
  const [type, chosen] =
    element.type === 'checkboxes'
      ? (['checkbox', element.initial_options ?? []] as const)
      : (['radio', element.initial_option ? [element.initial_option] : []] as const);
  const items = element.options.map(({ text, value, description }) => {
    const on = chosen.some((each) => each.value === value);
    return html`<label><input type="${type}" name="${blockId}" value="${value ?? ''}"${on && html` checked`}>
      <span>${renderText(text, workspace)}${description && html`<small>${renderPlain(description.text)}</small>`}</span></label>`;
  });
  return html`<div class="choices"${at}>${items}</div>`;
}
