// Shows the characters that a reader could not see, or that would change the order of what they see.

/**
 * Controls, bidirectional and zero-width characters, line separators, lone surrogates and blank fillers; but not the
 * selector that gives an emoji its colours.
 */
const HIDDEN =
  /(?!(?<=\p{Extended_Pictographic})\u{FE0F})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const LINE_BREAK = /\r\n?|\n/g;

/** `text` on one line, each hidden character as its code point (`⟨U+202E⟩`), so that two look-alike names differ. */
export function visible(text: string): string {
  return text.replace(LINE_BREAK, '↵').replaceAll('\t', ' ').replace(HIDDEN, codePoint);
}

/** As {@link visible}, with the line breaks kept as `\n`. */
export function visibleLines(text: string): string {
  return text.split(LINE_BREAK).map(visible).join('\n');
}

function codePoint(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}
