// How a finding is mended, with the commands ready to be copied.
import { type Inline, shorten } from './rich-text.ts';

/** No command that a remedy may hold is longer: a cut one would be worse than none. */
const REMEDY = 900;

/** Commands stand between backticks in the remedy. */
export function remedyLine(remedy: string): readonly Inline[] {
  return shorten(remedy, REMEDY)
    .split('`')
    .map(
      (text, index): Inline =>
        index % 2 === 1 ? { type: 'text', text, style: { code: true } } : { type: 'text', text },
    );
}
