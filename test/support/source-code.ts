// Reads TypeScript and JavaScript as far as rules about it need: its code without comments and texts, and its imports.

export interface SourceFile {
  /** From the project's root, with slashes: `bot/domain/actor/actor.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  /** `import type` and `export type`: gone when the code runs. */
  readonly typeOnly: boolean;
  /** `export … from`. */
  readonly exported: boolean;
}

/** What cannot be known before the code runs. */
export const COMPUTED = '(computed)';

const CLAUSE = String.raw`[\w$*\s{},]*?`;
const STATIC = new RegExp(
  String.raw`^[ \t]*(import|export)\b(${CLAUSE})\bfrom\s*(['"])([^'"]+)\3|^[ \t]*(import)\s*(['"])([^'"]+)\6`,
  'gm',
);
const CALLED = /\b(?:import|require|require\.resolve)\s*\(\s*(?:(['"`])([^'"`$]*)|(?=[^\s'"`)]))/g;

/** Static and dynamic imports, re-exports, and `require`. */
export function importsOf(text: string): readonly Import[] {
  const code = blank(text, { texts: false });
  const statics = [...code.matchAll(STATIC)].map(([, verb, clause = '', , from, , , bare]) => ({
    specifier: from ?? bare ?? '',
    typeOnly: /^\s+type\s+(?!from\b|,)/.test(clause),
    exported: verb === 'export',
  }));
  const calls = [...code.matchAll(CALLED)].map(([, , specifier]) => ({
    specifier: specifier || COMPUTED,
    typeOnly: false,
    exported: false,
  }));
  return [...statics, ...calls];
}

/** The same text with comments and the insides of strings, templates and regular expressions as spaces. */
export function codeOnly(text: string): string {
  return blank(text, { texts: true });
}

/** `//`, `/*`, texts, or the start of a template: what must not be read as code. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const TEMPLATE = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;
/** A slash after one of these begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|throw))\s*$/;

function blank(text: string, { texts }: { readonly texts: boolean }): string {
  let code = '';
  let at = 0;
  /** For each open `${`, how many braces are open within it. */
  const braces: number[] = [];
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const keep = (part: string, asSpaces: boolean) => {
    code += asSpaces ? part.replace(/[^\n]/g, ' ') : part;
    at += part.length;
  };
  const template = () => {
    const part = take(TEMPLATE);
    if (part.endsWith('${')) braces.push(0);
    // No import spans lines, and what looks like one in a text of many lines is none.
    keep(part, texts || part.includes('\n'));
  };
  while (at < text.length) {
    const letter = text.charAt(at);
    const part = take(TOKEN);
    const comment = part.startsWith('//') || part.startsWith('/*');
    const open = braces.at(-1);
    if (comment) keep(part, true);
    else if (part !== '' && (letter !== '/' || BEFORE_REGEX.test(code.slice(-20)))) keep(part, texts);
    else if (letter === '`') {
      keep(letter, texts);
      template();
    } else if (letter === '}' && open === 0) {
      braces.pop();
      keep(letter, texts);
      template();
    } else {
      if (open !== undefined && letter === '{') braces[braces.length - 1] = open + 1;
      if (open !== undefined && letter === '}') braces[braces.length - 1] = open - 1;
      keep(letter, false);
    }
  }
  return code;
}
