// What a record has in the place that a clause looked at, short and printable.
import { cutText } from '../domain/cut-text.ts';
import { isJsonObject } from '../domain/read-json.ts';
import { visible } from './visible-text.ts';

const MOST_VALUES = 3;
const MOST_FIELDS = 4;
const LONGEST = 60;

/** `missing`, one value, or the first of several. */
export function tellValues(values: readonly unknown[]): string {
  if (values.length === 0) return 'missing';
  const told = values.slice(0, MOST_VALUES).map(tellValue).join(', ');
  return values.length > MOST_VALUES ? `${told} and ${values.length - MOST_VALUES} more` : told;
}

/** Of objects and lists, which no comparison can match, only how they look from outside. */
export function tellValue(value: unknown): string {
  if (typeof value === 'string') return cutText(`"${visible(cutText(value, LONGEST))}"`, LONGEST);
  if (Array.isArray(value)) return value.length === 1 ? '[1 item]' : `[${value.length} items]`;
  if (!isJsonObject(value)) return String(value);
  const names = Object.keys(value);
  const told = names.slice(0, MOST_FIELDS).map((name) => visible(cutText(name, LONGEST)));
  return cutText(`{ ${[...told, ...(names.length > MOST_FIELDS ? ['…'] : [])].join(', ')} }`, LONGEST);
}
