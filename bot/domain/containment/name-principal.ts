// How sentences call the users, roles and names that they are about.
import { cutText } from '../cut-text.ts';
import type { Target } from './target.ts';

const LONGEST = 100;
const MOST = 5;

/** `user alice`, `role deploy`. */
export function nameTarget({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** A name from a log in one line of at most 100 characters. Its characters are still anything. */
export function shortName(name: string): string {
  return cutText(name.replace(/\s+/g, ' ').trim(), LONGEST);
}

/** `a`, `a and b`, `a, b and 7 more`: five at most. */
export function joinNames(names: readonly string[]): string {
  const shown = names.length > MOST ? names.slice(0, MOST) : names.slice(0, -1);
  const last = names.length > MOST ? `${names.length - MOST} more` : (names.at(-1) ?? '');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
