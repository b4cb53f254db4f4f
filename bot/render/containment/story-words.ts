// What a line of a containment's story is made of, for those who write its kinds.
import type { Containment, Happening, HappeningKind } from '../../domain/containment/containment.ts';
import { type Inline, shorten } from '../rich-text.ts';

export interface StoryLine {
  readonly mark: string;
  /** One or two words. */
  readonly label: string;
  /** Follows the label on the card, where it is clear whom it is about. */
  readonly rest: readonly Inline[];
  /** A whole sentence, which names the target: it may be all that a phone shows. */
  readonly told: readonly Inline[];
}

export type LinesOf<Kind extends HappeningKind> = {
  readonly [K in Kind]: (happening: Extract<Happening, { kind: K }>, containment: Containment) => StoryLine;
};

/** Some thousand characters of a reason would leave no room for the rest. */
const REASON = 300;

export function reasonWords(text: string): string {
  return shorten(text.trim(), REASON) || 'no reason given';
}

/** With a full stop, whether it came with one or not. */
export function sentence(text: string): string {
  const shown = shorten(text.trim(), REASON);
  return shown === '' || /[.!?…]$/.test(shown) ? shown : `${shown}.`;
}
