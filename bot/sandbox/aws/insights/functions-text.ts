// String and general functions of Logs Insights.
import type { RowFunction } from './functions.ts';
import { toNumber, toText, type Value } from './value.ts';

/** Gives undefined where the first argument is absent. */
function onText(apply: (text: string, rest: readonly Value[]) => Value): RowFunction {
  return ([first, ...rest]) => {
    const text = toText(first);
    return text === undefined ? undefined : apply(text, rest);
  };
}

export const TEXT_FUNCTIONS: Readonly<Record<string, RowFunction>> = {
  ispresent: ([value]) => value !== undefined,
  isempty: ([value]) => value === undefined || toText(value) === '',
  isblank: ([value]) => value === undefined || toText(value)?.trim() === '',
  coalesce: (values) => values.find((value) => value !== undefined),
  concat: (values) => values.map((value) => toText(value) ?? '').join(''),
  strlen: onText((text) => text.length),
  toupper: onText((text) => text.toUpperCase()),
  tolower: onText((text) => text.toLowerCase()),
  trim: onText((text, [characters]) => strip(text, toText(characters), true, true)),
  ltrim: onText((text, [characters]) => strip(text, toText(characters), true, false)),
  rtrim: onText((text, [characters]) => strip(text, toText(characters), false, true)),
  substr: onText((text, [from, length]) => {
    const start = Math.max(0, toNumber(from) ?? 0);
    return text.substring(start, start + (toNumber(length) ?? text.length));
  }),
  replace: onText((text, [what, by]) => {
    const searched = toText(what);
    return searched === undefined || searched === ''
      ? text
      : text.replaceAll(searched, () => toText(by) ?? '');
  }),
  strcontains: onText((text, [what]) => (text.includes(toText(what) ?? '') ? 1 : 0)),
};

function strip(text: string, characters = ' \t\n\r', left: boolean, right: boolean): string {
  let start = 0;
  let end = text.length;
  while (left && start < end && characters.includes(text.charAt(start))) start += 1;
  while (right && end > start && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
