// Fills a sentence such as `create access key {>accessKey.accessKeyId}[ for user {userName}]` from an event.

import type { TrailEvent } from '../event/trail-event.ts';
import { textsAt } from '../read-json.ts';
import { shortNames } from './short-name.ts';

const PLACEHOLDER = /\{([^{}]+)\}/g;

/**
 * `{path}` reads `requestParameters`, `{>path}` reads `responseElements`; alternatives, each of either, are parted by
 * `|`, and `*` goes into a list. What stands in `[…]` is left out when nothing was found for it; elsewhere a sentence simply has no name then, as a
 * refused call often has none. A value is never filled again.
 */
export function fillSentence(sentence: string, event: TrailEvent): string {
  return sentence
    .split(/(\[[^[\]]*\])/)
    .map((part) => (part.startsWith('[') ? fillOptional(part.slice(1, -1), event) : fill(part, event)))
    .join('');
}

function fillOptional(part: string, event: TrailEvent): string {
  let complete = true;
  const filled = part.replace(PLACEHOLDER, (_, paths: string) => {
    const value = find(paths, event);
    if (value === '') complete = false;
    return value;
  });
  return complete ? filled : '';
}

function fill(part: string, event: TrailEvent): string {
  return part.replace(PLACEHOLDER, (_, paths: string) => find(paths, event));
}

function find(paths: string, event: TrailEvent): string {
  for (const path of paths.split('|')) {
    const answered = path.startsWith('>');
    const texts = answered
      ? textsAt(event.responseElements, path.slice(1))
      : textsAt(event.requestParameters, path);
    if (texts.length > 0) return shortNames(texts);
  }
  return '';
}
