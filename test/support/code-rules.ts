// What a file may look like: purity, size, names and exports.
import { areaOf, LAMBDAS, type Rule } from './import-rules.ts';
import { codeOnly, importsOf, type SourceFile } from './source-code.ts';

const MOST_LINES = 250;
const MOST_LINES_OF_A_DOOR = 30;
const DOORS = [...LAMBDAS, 'bot/entry/cli.ts'];
const EMPTY_NAMES = /^(utils?|helpers?|common|managers?|services?)$/;

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bawait\b/, 'awaits'],
  [/\bDate\s*\.\s*now\b/, 'asks Date.now for the time'],
  [/\bnew\s+Date\s*(?:\(\s*\)|(?![\s(\w.]))/, 'asks new Date() for the time'],
  [/(?<!new\s+)(?<![.\w])Date\s*\(\s*\)/, 'asks Date() for the time'],
  [/\bTemporal\s*\.\s*Now\b/, 'asks Temporal.Now for the time'],
  [/\bperformance\s*\.\s*now\b/, 'asks performance.now for the time'],
  [/\bset(?:Timeout|Interval|Immediate)\b/, 'sets a timer'],
  [/\bMath\s*\.\s*random\b/, 'takes chance from Math.random'],
  [/\bcrypto\s*\.\s*random/, 'takes chance from crypto'],
  [/\bprocess\s*[.?[]/, 'looks at the process'],
  [/\bfetch\s*\(/, 'calls fetch'],
];

export const codeRules: readonly Rule[] = [
  {
    name: 'keeps time, chance and waiting out of domain and render',
    check: eachFile((file) => {
      if (!['domain', 'render'].includes(areaOf(file.path))) return [];
      const code = codeOnly(file.text);
      return IMPURE.filter(([pattern]) => pattern.test(code)).map(
        ([, what]) => `${what}; it is pure: pass what it needs in`,
      );
    }),
  },
  {
    name: 'reads process.env in entry/config.ts only',
    check: eachFile(({ path, text }) => {
      if (!isShipped(path) || path === 'bot/entry/config.ts') return [];
      const direct = /\bprocess\s*(?:\?\.|\.)\s*env\b|\bprocess\s*\[|\bimport\.meta\.env\b/.test(
        codeOnly(text),
      );
      const imported = importsOf(text).some(({ specifier }) => /^(node:)?process$/.test(specifier));
      if (!direct && !imported) return [];
      return ['reads the environment; entry/config.ts is the one place that says what there is to set'];
    }),
  },
  {
    name: `has no file of more than ${MOST_LINES} lines`,
    check: eachFile(({ path, text }) => {
      const lines = countLines(text);
      // A test file may be as long as what it tests is wide.
      if ((!isShipped(path) && !path.startsWith('test/support/')) || lines <= MOST_LINES) return [];
      return [`has ${lines} lines; more than ${MOST_LINES} do more than one thing`];
    }),
  },
  {
    name: `has doors of at most ${MOST_LINES_OF_A_DOOR} lines`,
    check: eachFile(({ path, text }) => {
      const lines = countLines(text);
      if (!DOORS.includes(path) || lines <= MOST_LINES_OF_A_DOOR) return [];
      return [`has ${lines} lines; a door only wires, at most ${MOST_LINES_OF_A_DOOR}`];
    }),
  },
  {
    name: 'has no folder or file whose name says nothing (utils, helpers, common, manager, service)',
    check: eachFile(({ path }) => {
      const names = path.split('/').map((name) => name.replace(/\..*$/, ''));
      return names
        .filter((name) => EMPTY_NAMES.test(name))
        .map((name) => `is called ${name}; name it after what it does`);
    }),
  },
  {
    name: 'has no default exports',
    check: eachFile(({ path, text }) => {
      // Vitest takes its configuration from one.
      if (path === 'vitest.config.ts') return [];
      const found = /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/.test(codeOnly(text));
      return found ? ['has a default export; a name given once is found everywhere'] : [];
    }),
  },
  {
    name: 'has no barrels',
    check: eachFile(({ path, text }) => {
      if (/(^|\/)index\.[jt]s$/.test(path)) return ['is an index; name the file after its main export'];
      const passedOn = importsOf(text).some(({ exported }) => exported);
      const own = codeOnly(text).replace(
        /^[ \t]*(?:import|export)\b[\w$*\s{},]*?\bfrom\s*;?|^[ \t]*import\s*;?/gm,
        '',
      );
      return passedOn && /^[\s;]*$/.test(own) ? ['only passes on other files; import those themselves'] : [];
    }),
  },
  {
    name: 'says in the first line of each file what it is for',
    check: eachFile(({ path, text }) => {
      // What a test file is for, the names of its tests say.
      if (!isShipped(path) && !path.startsWith('test/support/')) return [];
      const [first = ''] = text.split('\n', 1);
      const comment = path.endsWith('.css') ? /^\/\* \S+ .*\S/ : /^\/\/ \S+ .*\S/;
      return comment.test(first) ? [] : ['does not begin with a comment; one sentence on its job'];
    }),
  },
];

function eachFile(judge: (file: SourceFile) => readonly string[]): Rule['check'] {
  return (files) => files.flatMap((file) => judge(file).map((what) => `${file.path}: ${what}`));
}

function isShipped(path: string): boolean {
  return path.startsWith('bot/') || path.startsWith('infra/');
}

function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}
