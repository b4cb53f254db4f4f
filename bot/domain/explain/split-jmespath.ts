// Takes a JMESPath condition apart at its && and ||, as far as the parts mean the same alone.

export type Part =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Part[] };

/** Texts and quoted names, in which nothing is a sign. */
const QUOTED = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/g;
const OPEN = '([{';
const CLOSE = ')]}';
/** A function with plain arguments. `!` takes no more than the first name of anything longer. */
const ONE_CALL = /^\w+\([^()]*\)$/;

/**
 * `||` parts first, since `&&` binds tighter, then what is in parentheses. An expression with a pipe is one question: what
 * stands behind the pipe is asked of another value.
 * @param expression - that compiles
 */
export function splitJmespath(expression: string): Part {
  const text = expression.trim();
  if (signAt(text, '|') !== undefined) return { kind: 'question', text };
  const or = splitAt(text, '||');
  if (or.length > 1) return combine('or', or);
  const and = splitAt(text, '&&');
  if (and.length > 1) return combine('and', and);
  const inner = withoutParentheses(text);
  if (inner !== undefined) return splitJmespath(inner);
  const denied = text.startsWith('!') ? withoutParentheses(text.slice(1).trim()) : undefined;
  const part = denied === undefined ? undefined : splitJmespath(denied);
  return part === undefined || part.kind === 'question' ? { kind: 'question', text } : negate(part);
}

/** Not (a or b) is not a and not b: asked in the same order, and ended by the same part. */
function negate(part: Part): Part {
  if (part.kind !== 'question')
    return { kind: part.kind === 'or' ? 'and' : 'or', parts: part.parts.map(negate) };
  return { kind: 'question', text: ONE_CALL.test(part.text) ? `!${part.text}` : `!(${part.text})` };
}

function combine(kind: 'and' | 'or', texts: readonly string[]): Part {
  const parts = texts.map(splitJmespath).flatMap((part) => (part.kind === kind ? part.parts : [part]));
  return { kind, parts };
}

function splitAt(text: string, sign: '||' | '&&'): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = signAt(text, sign); at !== undefined; at = signAt(text, sign, from)) {
    parts.push(text.slice(from, at));
    from = at + sign.length;
  }
  return [...parts, text.slice(from)];
}

/** Where the sign stands next outside of all brackets. */
function signAt(text: string, sign: '|' | '||' | '&&', from = 0): number | undefined {
  const blanked = blankQuoted(text);
  let depth = 0;
  for (let at = from; at < blanked.length; at += 1) {
    const character = blanked.charAt(at);
    if (OPEN.includes(character)) depth += 1;
    if (CLOSE.includes(character)) depth -= 1;
    if (depth > 0 || character !== sign.charAt(0)) continue;
    const length = blanked.charAt(at + 1) === character ? 2 : 1;
    if (length === sign.length) return at;
    at += length - 1;
  }
  return undefined;
}

/** Undefined unless the first parenthesis is closed by the last character. */
function withoutParentheses(text: string): string | undefined {
  if (!text.startsWith('(')) return undefined;
  const blanked = blankQuoted(text);
  let depth = 0;
  for (let at = 0; at < blanked.length; at += 1) {
    if (OPEN.includes(blanked.charAt(at))) depth += 1;
    if (CLOSE.includes(blanked.charAt(at))) depth -= 1;
    if (depth === 0) return at === blanked.length - 1 ? text.slice(1, -1) : undefined;
  }
  return undefined;
}

const NAME = /[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*/g;

/**
 * The paths from the record that a question reads: names with dots, up to a bracket. What stands in brackets or behind a
 * pipe is asked of something else, and left out.
 */
export function pathsIn(question: string): readonly string[] {
  let text = blankQuoted(question);
  text = text.slice(0, signAt(text, '|') ?? text.length);
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\[[^[\]{}]*\]|\{[^[\]{}]*\}/g, (inner) => ']'.repeat(inner.length));
  }
  const paths = [...text.matchAll(NAME)].flatMap(({ 0: name, index }) => {
    const isInner = /(?:\.|(?<!&)&)\s*$/.test(text.slice(0, index));
    const isCall = /^\s*\(/.test(text.slice(index + name.length));
    return isCall || isInner ? [] : [name.replaceAll(/\s/g, '')];
  });
  return [...new Set(paths)];
}

/** Of the same length. */
function blankQuoted(text: string): string {
  return text.replace(QUOTED, (quoted) => ' '.repeat(quoted.length));
}
