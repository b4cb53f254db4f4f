// Blocks of any size, and a post that gives the refusal.
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';

export interface Refusal {
  readonly error?: string;
  readonly response_metadata?: { readonly messages?: readonly string[] };
}

/** Undefined when Slack would take it. Blocks are untyped: half of these are wrong on purpose. */
export async function post(
  web: WebClient,
  blocks: readonly unknown[],
  rest: Record<string, unknown> = {},
): Promise<Refusal | undefined> {
  const message = { channel: 'general', text: 'Text', blocks: blocks as KnownBlock[], ...rest };
  return web.chat.postMessage(message).then(
    () => undefined,
    (error: { data?: Refusal }) => error.data ?? { error: String(error) },
  );
}

export const x = (length: number) => 'x'.repeat(length);
export const many = <T>(length: number, item: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => item(index));
export const plain = (length: number) => ({ type: 'plain_text', text: x(length) });
export const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: x(length) });
export const button = (more: object = {}) => ({ type: 'button', text: plain(1), ...more });
export const actions = (...elements: object[]) => ({ type: 'actions', elements });
export const option = (index: number, more: object = {}) => ({
  text: plain(1),
  value: String(index),
  ...more,
});
export const overflow = (...options: object[]) => actions({ type: 'overflow', options });
export const confirm = (more: object) => actions(button({ confirm: { text: mrkdwn(1), ...more } }));
export const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.com/a.png',
  alt_text: 'A',
  ...more,
});
export const cells = (length: number) => many(length, () => ({ type: 'raw_text', text: 'x' }));
