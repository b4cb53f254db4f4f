// Whom a message would notify and what it would link, so that a test can say "nobody" and "nothing".
import type { KnownBlock } from '@slack/types';
import { type AutoParse, type Inline, parseMrkdwn } from '../../html/slack/mrkdwn.ts';
import { CHANNELS } from './workspace.ts';

export interface Activations {
  /** As Slack writes them: `<!channel>`, `<@U0ALEX0001>`, `<#C0ALERTS01>`, `<!subteam^S1>`. */
  readonly mentions: readonly string[];
  /** Every address that becomes a link, those Slack finds by itself included. Buttons are not links. */
  readonly links: readonly string[];
}

/** Reads the whole message as Slack would, on the safe side: where the documentation says "may", it counts. */
export function findActivations(text: string, blocks: readonly KnownBlock[]): Activations {
  const mentions = new Set<string>();
  const links = new Set<string>();

  const visitInline = (node: Inline): void => {
    if (node.kind === 'bold' || node.kind === 'italic' || node.kind === 'strike' || node.kind === 'code') {
      node.children.forEach(visitInline);
    } else if (node.kind === 'link') links.add(node.url);
    else if (node.kind === 'date' && node.url !== undefined) links.add(node.url);
    else if (node.kind === 'user') mentions.add(`<@${node.id}>`);
    else if (node.kind === 'channel') mentions.add(`<#${node.id}>`);
    else if (node.kind === 'usergroup') mentions.add(`<!subteam^${node.id}>`);
    else if (node.kind === 'broadcast') mentions.add(`<!${node.range}>`);
  };
  const visitMrkdwn = (mrkdwn: string, auto: AutoParse): void => {
    for (const block of parseMrkdwn(mrkdwn, auto, CHANNELS)) {
      if (block.kind === 'preformatted') block.children.forEach(visitInline);
      else block.lines.flat().forEach(visitInline);
    }
  };
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const node = value as Readonly<Record<string, unknown>>;
    if (node.type === 'mrkdwn') visitMrkdwn(String(node.text), node.verbatim === true ? 'none' : 'full');
    else if (node.type === 'markdown') {
      visitMrkdwn(String(node.text), 'full');
      for (const [, url] of String(node.text).matchAll(/\]\(\s*<?(https?:\/\/[^\s)>]{1,3000})/gi))
        if (url) links.add(url);
    } else if (node.type === 'link') links.add(String(node.url));
    else if (node.type === 'user') mentions.add(`<@${node.user_id}>`);
    else if (node.type === 'channel') mentions.add(`<#${node.channel_id}>`);
    else if (node.type === 'usergroup') mentions.add(`<!subteam^${node.usergroup_id}>`);
    else if (node.type === 'broadcast') mentions.add(`<!${node.range}>`);
    else Object.values(node).forEach(visit);
  };

  visitMrkdwn(text, 'urls');
  visit(blocks);
  return { mentions: [...mentions], links: [...links] };
}
