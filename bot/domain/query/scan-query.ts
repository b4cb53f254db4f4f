// Splits the text of a Logs Insights query into what is code and what is quoted, without understanding it.

export type SegmentKind = 'code' | 'string' | 'regex' | 'name' | 'comment';

export interface Segment {
  readonly kind: SegmentKind;
  /** With its quotes, slashes or `#`. */
  readonly text: string;
}

const QUOTED: readonly { readonly kind: SegmentKind; readonly pattern: RegExp }[] = [
  { kind: 'string', pattern: /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y },
  { kind: 'name', pattern: /`[^`]*`/y },
  { kind: 'comment', pattern: /#[^\n]*/y },
];
const REGEX = /\/(?:[^/\\\n]|\\[^\n])+\//y;
/** Elsewhere a slash divides. */
const BEFORE_REGEX = /(?:\blike|=~|\bparse(?:\s+[\w@.`]+)?)\s*$/i;

/** The segments in order; put together they are the text again. A quote that is never closed is code. */
export function scanQuery(text: string): readonly Segment[] {
  const segments: Segment[] = [];
  let code = '';
  let position = 0;
  const endCode = () => {
    if (code !== '') segments.push({ kind: 'code', text: code });
    code = '';
  };
  while (position < text.length) {
    const quoted = quotedAt(text, position, code);
    if (quoted === undefined) {
      code += text.charAt(position);
      position += 1;
      continue;
    }
    endCode();
    segments.push(quoted);
    position += quoted.text.length;
  }
  endCode();
  return segments;
}

function quotedAt(text: string, position: number, codeBefore: string): Segment | undefined {
  if (text.charAt(position) === '/' && BEFORE_REGEX.test(codeBefore.slice(-200))) {
    return segmentAt('regex', REGEX, text, position);
  }
  for (const { kind, pattern } of QUOTED) {
    const segment = segmentAt(kind, pattern, text, position);
    if (segment !== undefined) return segment;
  }
  return undefined;
}

function segmentAt(kind: SegmentKind, pattern: RegExp, text: string, position: number): Segment | undefined {
  pattern.lastIndex = position;
  const [found] = pattern.exec(text) ?? [];
  return found === undefined ? undefined : { kind, text: found };
}
