// The words remedies are made of: commands that can be pasted as they are, and short lists of names.
import { cutText } from '../cut-text.ts';

const PLAIN = /^[\w./:@=,+-]{1,512}$/;

/**
 * A command of the AWS CLI between backticks, which mark it for the reader. Each argument is quoted for a POSIX shell
 * where it needs to be: names in an account may have been chosen to be pasted.
 */
export function awsCommand(...args: readonly string[]): string {
  return `\`${['aws', ...args].map(shellWord).join(' ')}\``;
}

function shellWord(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `a, b and 3 more`: names of things in the account, each cut to what a line holds. */
export function nameSome(names: readonly string[], max = 3): string {
  const shown = names.slice(0, max).map((name) => cutText(name, 80));
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** `1 alarm`, `3 alarms`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
