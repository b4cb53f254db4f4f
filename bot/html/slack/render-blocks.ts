// Block Kit as HTML: one function a block.
import type { ImageBlock, ImageElement, InputBlock, KnownBlock, TableBlock } from '@slack/types';
import { html, type Markup } from '../markup.ts';
import { type BlockElement, renderElement, renderText } from './render-elements.ts';
import { renderMrkdwn, renderPlain, renderRichText } from './render-mrkdwn.ts';
import type { Workspace } from './workspace.ts';

/** What the bot sends; a block of a kind that it never sends shows as nothing. */
export function renderBlocks(blocks: readonly KnownBlock[], workspace: Workspace): Markup[] {
  return blocks.map((block) => renderBlock(block, workspace));
}

function renderBlock(block: KnownBlock, workspace: Workspace): Markup {
  const id = block.block_id ?? '';
  switch (block.type) {
    case 'header':
      return html`<h3 class="block">${renderPlain(block.text.text)}</h3>`;
    case 'divider':
      return html`<hr class="block">`;
    case 'section': {
      const fields = block.fields?.map(
        (field) => html`<div class="text">${renderText(field, workspace)}</div>`,
      );
      const accessory =
        block.accessory?.type === 'image'
          ? html`<div class="thumbnail">${renderImage(block.accessory, workspace)}</div>`
          : block.accessory && renderElement(block.accessory as BlockElement, id, workspace);
      return html`<div class="block section"><div>
        ${block.text && html`<div class="text">${renderText(block.text, workspace)}</div>`}
        ${fields && html`<div class="fields">${fields}</div>`}
      </div>${accessory && html`<div class="accessory">${accessory}</div>`}</div>`;
    }
    case 'context': {
      const elements = block.elements.map((element) =>
        element.type === 'image'
          ? renderImage(element, workspace)
          : html`<span class="text">${renderText(element, workspace)}</span>`,
      );
      return html`<div class="block context">${elements}</div>`;
    }
    case 'actions': {
      const elements = block.elements.map((element) => renderElement(element as BlockElement, id, workspace));
      return html`<div class="block actions">${elements}</div>`;
    }
    case 'image':
      return html`<figure class="block">${block.title && html`<figcaption>${renderPlain(block.title.text)}</figcaption>`}${renderImage(block, workspace)}</figure>`;
    case 'rich_text':
      return html`<div class="block text">${renderRichText(block, workspace)}</div>`;
    case 'markdown':
      return html`<div class="block text">${renderMrkdwn(fromMarkdown(block.text), 'full', workspace)}</div>`;
    case 'table':
      return renderTable(block, workspace);
    case 'alert':
      return html`<div class="block alert level-${block.level ?? 'default'}">${renderText(block.text, workspace)}</div>`;
    case 'input':
      return renderInput(block, id, workspace);
    default:
      return html``;
  }
}

function renderInput(block: InputBlock, id: string, workspace: Workspace): Markup {
  const { label, element, hint, optional } = block;
  const isGroup = element.type === 'checkboxes' || element.type === 'radio_buttons';
  const inside = html`<span class="label">${renderPlain(label.text)}${optional && html` <small>(optional)</small>`}</span>
    ${renderElement(element as BlockElement, id, workspace)}`;
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

/** Only files of the workspace are loaded; for any other address the page shows the alternative text. */
function renderImage(image: ImageElement | ImageBlock, { addressOfFile }: Workspace): Markup {
  const id = 'slack_file' in image && 'id' in image.slack_file ? image.slack_file.id : undefined;
  if (id === undefined || addressOfFile === undefined)
    return html`<span class="no-image" role="img">${image.alt_text}</span>`;
  return html`<img src="${addressOfFile(id)}" alt="${image.alt_text}">`;
}

function renderTable({ rows, column_settings: columns = [] }: TableBlock, workspace: Workspace): Markup {
  const cell = (content: TableBlock['rows'][number][number], column: number, isHead: boolean) => {
    const inside = content.type === 'rich_text' ? renderRichText(content, workspace) : content.text;
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
