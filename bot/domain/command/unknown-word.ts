// Words what to say of a name that is not known, with the nearest that is.
import { cutText } from '../cut-text.ts';
import { nearestWords } from '../nearest-word.ts';
import type { Problem } from './command.ts';

const SHOWN = 4;

export interface UnknownWord {
  /** For example "detection". */
  readonly what: string;
  readonly word: string;
  readonly known: readonly string[];
  /** Where to find the names that are known. */
  readonly see: string;
  /** The whole command with another word in its place. */
  readonly instead: (word: string) => string;
}

/** One near word makes a suggestion; of several the person has to choose. */
export function unknownWord({ what, word, known, see, instead }: UnknownWord): Problem {
  const problem = `There is no ${what} “${cutText(word, 60)}”.`;
  const near = candidates(word, known);
  const [only] = near;
  if (only !== undefined && near.length === 1) return { kind: 'problem', problem, suggestion: instead(only) };
  if (near.length === 0) return { kind: 'problem', problem: `${problem} ${see}` };
  return { kind: 'problem', problem: `${problem} Did you mean ${either(near)}?` };
}

/** A part of the name is enough, as long as it says something. */
function candidates(word: string, known: readonly string[]): readonly string[] {
  const lower = word.toLowerCase();
  const containing = lower.length < 3 ? [] : known.filter((name) => name.toLowerCase().includes(lower));
  return containing.length > 0 ? containing : nearestWords(word, known);
}

function either(names: readonly string[]): string {
  const shown = names.slice(0, SHOWN);
  const others = names.length - shown.length;
  const last = others > 0 ? `one of ${others} more` : (shown.pop() ?? '');
  return `${shown.join(', ')} or ${last}`;
}
