// Undoes what phones and Slack do to a typed command: typographic quotes and dashes, links, mentions, odd spaces.

/** A link, a mention or an address as Slack rewrites it: `<target>` or `<target|label>`. */
const SLACK_FORM = /<([^<>|]{1,2000})(?:\|([^<>]{0,2000}))?>/g;
const LINK = /^(https?|mailto|tel):/i;
const SPACES = /[\s\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]+/g;
/** Zero-width and direction marks come along when something is copied from a page. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** One line, single spaces, ASCII quotes and dashes, well-formed. Never throws. */
export function cleanCommandText(text: string): string {
  return text
    .replace(SLACK_FORM, undo)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′]/g, "'")
    .replace(/[‐‑‒–—―−]/g, '-')
    .replaceAll('…', '...')
    .replace(SPACES, ' ')
    .replace(HIDDEN, '')
    .trim()
    .toWellFormed();
}

function undo(whole: string, target: string, label: string | undefined): string {
  if (target.startsWith('@')) return label || target.slice(1);
  if (target.startsWith('#')) return `#${label || target.slice(1)}`;
  if (LINK.test(target)) return label || target.replace(/^(mailto|tel):/i, '');
  return target.startsWith('!') && label ? label : whole;
}
