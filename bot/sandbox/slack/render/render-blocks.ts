// Block Kit as HTML: one function a block.
import type { ImageBlock, ImageElement, InputBlock, KnownBlock, TableBlock } from '@slack/types';
import { html, type Markup } from './markup.ts';
import { renderElement, renderText, type SandboxElement } from './render-elements.ts';
import { renderMrkdwn, renderPlain, renderRichText } from './render-mrkdwn.ts';

/** What the validator accepted; a block of a kind that it refuses shows as nothing. */
export function renderBlocks(blocks: readonly KnownBlock[]): Markup[] {
  return blocks.map(renderBlock);
}

function renderBlock(block: KnownBlock): Markup {
  const id = block.block_id ?? '';
  switch (block.type) {
    case 'header':
      return html`<h3 class="block">${renderPlain(block.text.text)}</h3>`;
    case 'divider':
      return html`<hr class="block">`;
    case 'section': {
      const fields = block.fields?.map((field) => html`<div class="text">${renderText(field)}</div>`);
      const accessory =
        block.accessory?.type === 'image'
          ? html`<div class="thumbnail">${renderImage(block.accessory)}</div>`
          : block.accessory && renderElement(block.accessory as SandboxElement, id);
      return html`<div class="block section"><div>
        ${block.text && html`<div class="text">${renderText(block.text)}</div>`}
        ${fields && html`<div class="fields">${fields}</div>`}
      </div>${accessory && html`<div class="accessory">${accessory}</div>`}</div>`;
    }
    case 'context': {
      const elements = block.elements.map((element) =>
        element.type === 'image'
          ? renderImage(element)
          : html`<span class="text">${renderText(element)}</span>`,
      );
      return html`<div class="block context">${elements}</div>`;
    }
    case 'actions': {
      const elements = block.elements.map((element) => renderElement(element as SandboxElement, id));
      return html`<div class="block actions">${elements}</div>`;
    }
    case 'image':
      return html`<figure class="block">${block.title && html`<figcaption>${renderPlain(block.title.text)}</figcaption>`}${renderImage(block)}</figure>`;
    case 'rich_text':
      return html`<div class="block text">${renderRichText(block)}</div>`;
    case 'markdown':
      return html`<div class="block text">${renderMrkdwn(fromMarkdown(block.text), 'full')}</div>`;
    case 'table':
      return renderTable(block);
    case 'alert':
      return html`<div class="block alert level-${block.level ?? 'default'}">${renderText(block.text)}</div>`;
    case 'input':
      return renderInput(block, id);
    default:
      return html``;
  }
}

function renderInput(block: InputBlock, id: string): Markup {
  const { label, element, hint, optional } = block;
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const inside = html`<span class="label">${renderPlain(label.text)}${optional && html` <small>(optional)</small>`}</span>
    ${renderElement(element as SandboxElement, id)}`;
  // The boxes of a group have labels of their own.
  const labelled = isGroup
    ? html`<div role="group" aria-label="${label.text}">${inside}</div>`
    : html`<label>${inside}</label>`;
  return html`<div class="block input" data-input="${id}"${dispatch(block)}>
    ${labelled}
    ${hint && html`<small>${renderPlain(hint.text)}</small>`}
    <p class="error" role="alert"></p>
  </div>`;
}

/** Attribute for an input that tells the app of each change: a text on Enter, unless it asks for each character. */
function dispatch({ dispatch_action: isDispatched, element }: InputBlock): Markup | undefined {
  if (!isDispatched) return undefined;
  const on = 'dispatch_action_config' in element ? element.dispatch_action_config?.trigger_actions_on : [];
  return html` data-dispatch="${on?.includes('on_character_entered') ? 'character' : 'change'}"`;
}

/** Only files of this workspace are loaded; for any other address the page shows the alternative text. */
function renderImage(image: ImageElement | ImageBlock): Markup {
  const id = 'slack_file' in image && 'id' in image.slack_file ? image.slack_file.id : undefined;
  if (id === undefined) return html`<span class="no-image" role="img">${image.alt_text}</span>`;
  return html`<img src="/files/${encodeURIComponent(id)}" alt="${image.alt_text}">`;
}

function renderTable({ rows, column_settings: columns = [] }: TableBlock): Markup {
  const cell = (content: TableBlock['rows'][number][number], column: number, isHead: boolean) => {
    const inside = content.type === 'rich_text' ? renderRichText(content) : content.text;
    const { align = 'left', is_wrapped: isWrapped = false } = columns[column] ?? {};
    const look = `align-${align}${isWrapped ? ' wrapped' : ''}`;
    return isHead ? html`<th class="${look}">${inside}</th>` : html`<td class="${look}">${inside}</td>`;
  };
  const lines = rows.map(
    (row, index) => html`<tr>${row.map((content, at) => cell(content, at, index === 0))}</tr>`,
  );
  return html`<div class="block table"><table>${lines}</table></div>`;
}

/** The part of Markdown that mrkdwn has words for; the rest shows as it was written. */
function fromMarkdown(text: string): string {
  return text
    .replace(/^#{1,6} +(.{1,300})$/gm, '*$1*')
    .replace(/^( {0,8})[-*] /gm, '$1• ')
    .replace(/\*\*([^*\n]{1,500})\*\*/g, '*$1*')
    .replace(/\[([^[\]\n|<>]{1,300})\]\((https?:\/\/[^\s()<>|]{1,2000})\)/g, '<$2|$1>');
}
