// mrkdwn and rich text as HTML. Written here because slack-blocks-to-jsx formats plain_text and eats the colons of an ARN.
import type { RichTextBlock, RichTextElement } from '@slack/types';
import { type Content, html, type Markup } from '../markup.ts';
import { EMOJI } from './emoji.ts';
import { type AutoParse, type Inline, parseMrkdwn } from './mrkdwn.ts';
import { isLinkable } from './mrkdwn-control.ts';
import { nameIn, type Workspace } from './workspace.ts';

/** Lines and quotes and code, as Slack lays them out. */
export function renderMrkdwn(text: string, auto: AutoParse, workspace: Workspace): Markup[] {
  const inside = (nodes: readonly Inline[]) => nodes.map((node) => renderInline(node, workspace));
  return parseMrkdwn(text, auto, workspace.channels).map((block) => {
    if (block.kind === 'preformatted') return html`<pre>${inside(block.children)}</pre>`;
    const lines = block.lines.map((line, index) => [index > 0 && html`<br>`, inside(line)]);
    return block.kind === 'quote' ? html`<blockquote>${lines}</blockquote>` : html`<span>${lines}</span>`;
  });
}

/** Plain text with Slack's emoji names turned into emoji. Line breaks are kept by the style sheet. */
export function renderPlain(text: string): string {
  return text.replace(/:([a-z0-9_+'-]{1,60}):/g, (written, name: string) => EMOJI.get(name) ?? written);
}

function renderInline(node: Inline, workspace: Workspace): Markup {
  const inside = (nodes: readonly Inline[]) => nodes.map((each) => renderInline(each, workspace));
  switch (node.kind) {
    case 'text':
      return html`${node.text}`;
    case 'bold':
      return html`<b>${inside(node.children)}</b>`;
    case 'italic':
      return html`<i>${inside(node.children)}</i>`;
    case 'strike':
      return html`<s>${inside(node.children)}</s>`;
    case 'code':
      return html`<code>${inside(node.children)}</code>`;
    case 'link':
      return renderLink(node.url, node.label);
    case 'user':
    case 'usergroup':
      return html`<span class="mention">@${nameIn(workspace, node.id)}</span>`;
    case 'channel':
      return html`<span class="mention">#${nameIn(workspace, node.id)}</span>`;
    case 'broadcast':
      return html`<span class="mention broadcast">@${node.range}</span>`;
    case 'emoji':
      return html`${EMOJI.get(node.name) ?? `:${node.name}:`}`;
    case 'date': {
      const date = renderDate(node.timestamp, node.format, node.fallback);
      return node.url === undefined ? date : renderLink(node.url, date);
    }
  }
}

function renderLink(url: string, label: Content): Markup {
  if (!isLinkable(url)) return html`${label}`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer nofollow">${label}</a>`;
}

/** The page puts the date into the reader's time zone; until then, the fallback. */
function renderDate(timestamp: number, format: string, fallback: string): Markup {
  return html`<time data-date="${timestamp}" data-format="${format}">${fallback}</time>`;
}

export function renderRichText(block: RichTextBlock, workspace: Workspace): Markup[] {
  return block.elements.map((section) => renderRichSection(section, workspace));
}

function renderRichSection(section: RichTextBlock['elements'][number], workspace: Workspace): Markup {
  const inside = (elements: readonly RichTextElement[]) =>
    elements.map((element) => renderRichElement(element, workspace));
  switch (section.type) {
    case 'rich_text_section':
      return html`<div>${inside(section.elements)}</div>`;
    case 'rich_text_quote':
      return html`<blockquote>${inside(section.elements)}</blockquote>`;
    case 'rich_text_preformatted':
      return html`<pre>${inside(section.elements)}</pre>`;
    case 'rich_text_list': {
      const items = section.elements.map((item) => html`<li>${inside(item.elements)}</li>`);
      const indent = `indent-${section.indent ?? 0}`;
      return section.style === 'ordered'
        ? html`<ol class="${indent}">${items}</ol>`
        : html`<ul class="${indent}">${items}</ul>`;
    }
  }
}

function renderRichElement(element: RichTextElement, workspace: Workspace): Markup {
  const style = element.style ?? {};
  let markup = renderRichContent(element, workspace);
  if (style.code) markup = html`<code>${markup}</code>`;
  if (style.bold) markup = html`<b>${markup}</b>`;
  if (style.italic) markup = html`<i>${markup}</i>`;
  if (style.strike) markup = html`<s>${markup}</s>`;
  return style.underline ? html`<u>${markup}</u>` : markup;
}

function renderRichContent(element: RichTextElement, workspace: Workspace): Markup {
  switch (element.type) {
    case 'text':
      return html`${element.text}`;
    case 'link':
      return renderLink(element.url, element.text || element.url);
    case 'emoji':
      return html`${EMOJI.get(element.name) ?? `:${element.name}:`}`;
    case 'user':
      return html`<span class="mention">@${nameIn(workspace, element.user_id)}</span>`;
    case 'usergroup':
      return html`<span class="mention">@${element.usergroup_id}</span>`;
    case 'channel':
      return html`<span class="mention">#${nameIn(workspace, element.channel_id)}</span>`;
    case 'broadcast':
      return html`<span class="mention broadcast">@${element.range}</span>`;
    case 'date': {
      const date = renderDate(element.timestamp, element.format, element.fallback ?? '');
      return element.url === undefined ? date : renderLink(element.url, date);
    }
    case 'color':
      return html`<code>${element.value}</code>`;
    case 'team':
      return html`@${element.team_id}`;
  }
}
