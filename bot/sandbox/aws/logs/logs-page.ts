// Cuts sorted descriptions into the pages of a Describe call.
import type { Input } from '../call.ts';
import { textOf } from '../input-members.ts';
import { boundedInteger, invalidParameter } from './logs-input.ts';

/**
 * At most `limit` items (50 when left out) after the one that `nextToken` stands for.
 * @param keyOf - unique and rising over `items`, so that a page goes on rightly when items come and go meanwhile
 */
export function describePage<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  input: Input,
): { readonly page: readonly Item[]; readonly nextToken: string | undefined } {
  const limit = boundedInteger(input, 'limit', { min: 1, max: 50, fallback: 50 });
  const after = readToken(textOf(input, 'nextToken'));
  const rest =
    after === undefined ? items : items.slice(items.findIndex((item) => keyOf(item) === after) + 1);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    page,
    nextToken: last !== undefined && rest.length > limit ? writeToken(keyOf(last)) : undefined,
  };
}

function writeToken(key: string): string {
  return Buffer.from(`after ${key}`).toString('base64url');
}

function readToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after ')) throw invalidParameter('The specified nextToken is invalid.');
  return text.slice('after '.length);
}

/** Orders by code unit, as "ASCII-sorted" in the API reference means. */
export function byKey<Item>(keyOf: (item: Item) => string): (left: Item, right: Item) => number {
  return (left, right) => (keyOf(left) < keyOf(right) ? -1 : keyOf(left) > keyOf(right) ? 1 : 0);
}
