// The rules that keep the code as it was designed: who imports whom, what is pure, and how big a file may be.
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codeRules } from './support/code-rules.ts';
import { importRules, type Rule } from './support/import-rules.ts';
import { codeOnly, importsOf, type SourceFile } from './support/source-code.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RULES: readonly Rule[] = [...importRules, ...codeRules];

const all = read(['bot/**/*.{ts,js,css}', 'infra/**/*.{ts,js}', 'test/**/*.{ts,js}', '*.ts']);
const shipped = all.filter(({ path }) => path.startsWith('bot/') || path.startsWith('infra/'));

describe('the code', () => {
  it.each(importRules)('$name', ({ check }) => {
    expect(check(shipped)).toEqual([]);
  });

  it.each(codeRules)('$name', ({ check }) => {
    expect(check(all)).toEqual([]);
  });

  it('is all there, so that the rules have something to hold', () => {
    const paths = shipped.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['bot/ports/run.ts', 'bot/domain/actor/actor.ts', 'bot/entry/alert.ts']),
    );
    expect(paths.length).toBeGreaterThan(100);
  });
});

/** Each case breaks the one rule that its title begins with, and no other. */
const BROKEN: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['lets each part of the code import', 'bot/domain/a.ts', "import { b } from '../render/b.ts';"],
  ['lets each part of the code import', 'bot/domain/a.ts', "import type { B } from '../ports/run.ts';"],
  ['lets each part of the code import', 'bot/domain/a.ts', "import {\n  b,\n  c,\n} from '../aws/b.ts';"],
  [
    'lets each part of the code import',
    'bot/render/a.ts',
    "export { b } from '../flow/b.ts';\nexport const a = 1;",
  ],
  [
    'lets each part of the code import',
    'bot/render/a.ts',
    "export * from '../catalog/b.ts';\nexport const a = 1;",
  ],
  ['lets each part of the code import', 'bot/flow/a.ts', "const b = import('../slack/b.ts');"],
  ['lets each part of the code import', 'bot/flow/a.ts', "import '../geo/b.ts';"],
  ['lets each part of the code import', 'bot/ports.ts', "import { b } from './domain/b.ts';"],
  ['lets each part of the code import', 'bot/aws/a.ts', "import { run } from '../flow/run.ts';"],
  ['lets each part of the code import', 'bot/slack/a.ts', "import { b } from '../aws/b.ts';"],
  ['lets each part of the code import', 'bot/geo/a.ts', "import { b } from '../aws/b.ts';"],
  ['lets each part of the code import', 'bot/sandbox/aws/a.ts', "import { b } from '../../aws/b.ts';"],
  ['lets each part of the code import', 'bot/sandbox/a.ts', "import type { B } from '../flow/b.ts';"],
  ['lets each part of the code import', 'bot/catalog/a.ts', "import { b } from '../entry/config.ts';"],
  ['lets each part of the code import', 'bot/entry/a.ts', "import { b } from '../../test/support/b.ts';"],
  ['lets each part of the code import', 'infra/a.ts', "import { b } from '../bot/aws/b.ts';"],
  ['lets each part of the code import', 'bot/newcomer/a.ts', "import { b } from '../domain/b.ts';"],
  ['lets each part of the code use only the npm', 'bot/domain/a.ts', "import { load } from 'yaml';"],
  ['lets each part of the code use only the npm', 'bot/render/a.ts', "import { b } from '@slack/types';"],
  [
    'lets each part of the code use only the npm',
    'bot/render/a.ts',
    "import { type B } from '@slack/types';",
  ],
  [
    'lets each part of the code use only the npm',
    'bot/flow/a.ts',
    "import type { B } from '@aws-sdk/client-iam';",
  ],
  ['lets each part of the code use only the npm', 'bot/aws/a.ts', "import { b } from '@slack/web-api';"],
  ['lets each part of the code use only the npm', 'bot/sandbox/a.ts', "import { App } from '@slack/bolt';"],
  [
    'lets each part of the code use only the npm',
    'bot/slack/a.ts',
    "const b = require('@aws-sdk/client-iam/x');",
  ],
  [
    'lets each part of the code use only the parts of Node',
    'bot/domain/a.ts',
    "import { readFileSync } from 'node:fs';",
  ],
  [
    'lets each part of the code use only the parts of Node',
    'bot/flow/a.ts',
    "import { b } from 'node:crypto';",
  ],
  [
    'lets each part of the code use only the parts of Node',
    'bot/catalog/a.ts',
    "import { b } from 'node:http';",
  ],
  ['imports nothing whose name', 'bot/aws/a.ts', 'const b = import(name);'],
  ['imports nothing whose name', 'bot/aws/a.ts', `const b = import(\`\${name}.ts\`);`],
  ['keeps the sandbox out', 'bot/entry/job.ts', "import { b } from '../sandbox/b.ts';"],
  ['keeps time, chance', 'bot/domain/a.ts', 'export const a = Date.now();'],
  ['keeps time, chance', 'bot/render/a.ts', 'export const a = new Date();'],
  ['keeps time, chance', 'bot/render/a.ts', `export const a = \`at \${new Date( ).toISOString()}\`;`],
  ['keeps time, chance', 'bot/render/a.ts', 'export const a = Date();'],
  ['keeps time, chance', 'bot/domain/a.ts', 'export const a = async () => { await b; };'],
  ['keeps time, chance', 'bot/domain/a.ts', 'export const a = Math.random();'],
  ['keeps time, chance', 'bot/domain/a.ts', 'setTimeout(a, 1);'],
  ['reads process.env', 'bot/aws/a.ts', 'export const a = process.env.HOME;'],
  ['reads process.env', 'bot/aws/a.ts', 'export const { HOME } = process?.env;'],
  ['reads process.env', 'infra/a.ts', "export const a = process['env'];"],
  ['reads process.env', 'bot/aws/a.ts', "import { env } from 'node:process';"],
  ['has no file of more', 'bot/aws/a.ts', 'a;\n'.repeat(250)],
  ['has doors', 'bot/entry/stream.ts', 'a;\n'.repeat(30)],
  ['has no folder or file', 'bot/aws/utils/a.ts', 'export const a = 1;'],
  ['has no folder or file', 'bot/aws/helpers.ts', 'export const a = 1;'],
  ['has no default', 'bot/aws/a.ts', 'export default 1;'],
  ['has no default', 'bot/aws/a.ts', 'const a = 1;\nexport { a as default };'],
  ['has no barrels', 'bot/aws/a.ts', "export { b } from './b.ts';\nexport * from './c.ts';"],
  ['has no barrels', 'bot/aws/index.ts', 'export const a = 1;'],
];

const FINE: readonly (readonly [path: string, text: string])[] = [
  [
    'bot/domain/a.ts',
    "import { z } from 'zod';\nimport type { B } from '@slack/types';\nimport { c } from './c/d.ts';",
  ],
  ['bot/domain/a.ts', "import { b } from '@aws-lambda-powertools/jmespath/functions';"],
  [
    'bot/domain/a.ts',
    "// import { b } from '../aws/b.ts'; await Date.now()\nexport const a = 'await new Date()';",
  ],
  ['bot/domain/a.ts', "/*\nimport b from '../aws/b.ts';\n*/\nexport const a = new Date(0);"],
  ['bot/domain/a.ts', "export const a = `\nimport { b } from 'node:fs';\n`.replace(/await '/, '');"],
  [
    'bot/render/a.ts',
    "import type { Block } from '@slack/types';\nexport const a = (date: Date) => new Date(date);",
  ],
  ['bot/ports.ts', "import type { B } from './domain/b.ts';"],
  ['bot/slack/a.ts', "import { runAlert } from '../flow/alert.ts';\nimport { App } from '@slack/bolt';"],
  [
    'bot/sandbox/a.ts',
    "import { b } from 'hono';\nimport { c } from '../catalog/c.ts';\nimport { d } from 'node:http';",
  ],
  ['bot/entry/local.ts', "import { b } from '../sandbox/b.ts';\nimport { c } from '../aws/c.ts';"],
  ['bot/entry/config.ts', 'export const a = process.env.HOME;'],
  ['bot/aws/by-service.ts', "export const a = process.pid;\nexport { b } from './b.ts';"],
  ['infra/a.ts', "import { b } from '../bot/catalog/b.ts';\nimport { Stack } from 'aws-cdk-lib';"],
];

describe('the rules', () => {
  it.each(BROKEN)('%s: %s, %j', (begins, path, text) => {
    const broken = RULES.filter(({ check }) => check([file(path, text)]).length > 0);
    expect(broken.map(({ name }) => name)).toEqual([expect.stringContaining(begins)]);
  });

  it.each(RULES)('can be broken: $name', ({ name }) => {
    const proofs = BROKEN.filter(([begins]) => name.startsWith(begins)).length;
    expect(proofs + Number(name.startsWith('says in the first line'))).toBeGreaterThan(0);
  });

  it.each(FINE)('let pass: %s, %j', (path, text) => {
    expect(RULES.flatMap(({ check }) => check([file(path, text)]))).toEqual([]);
  });

  it('want a comment, not a statement, in the first line', () => {
    for (const text of ['export const a = 1;', '//', '', '\n// Late.']) {
      expect(RULES.flatMap(({ check }) => check([{ path: 'bot/aws/a.ts', text }]))).toEqual([
        'bot/aws/a.ts: does not begin with a comment; one sentence on its job',
      ]);
    }
  });

  it('follow imports from a Lambda to the sandbox, and show the way', () => {
    const findings = importRules.flatMap(({ check }) =>
      check([
        file('bot/entry/alert.ts', "import { b } from './connect.ts';"),
        file('bot/entry/connect.ts', "import { c } from '../sandbox/c.ts';"),
      ]),
    );
    expect(findings).toEqual([
      expect.stringMatching(/^bot\/entry\/alert\.ts → bot\/entry\/connect\.ts → bot\/sandbox\/c\.ts; /),
    ]);
  });

  it('say file, what and why', () => {
    const [finding] = importRules.flatMap(({ check }) =>
      check([file('bot/flow/a.ts', "import { b } from '../aws/b.ts';")]),
    );
    expect(finding).toBe(
      'bot/flow/a.ts: imports aws (../aws/b.ts); a flow reaches the world through ports alone',
    );
  });
});

describe('the reading of code', () => {
  it('tells regular expressions from divisions, and texts within templates from code', () => {
    const text = `const a = b / c; const d = /['\`]/.test(e) ? 1 / 2 : \`\${f('}') + \`\${g}\`} await\`; await h;`;
    const code = codeOnly(text);
    expect(code).toHaveLength(text.length);
    expect(code.match(/await/g)).toHaveLength(1);
    expect(code).toContain('b / c');
    expect(code).toContain('1 / 2');
    expect(code.trimEnd()).toMatch(/await h;$/);
  });

  it('finds every way to import', () => {
    const text = [
      "import a, { b as c } from 'one';",
      "import * as d from 'two';",
      "import type { E } from 'three';",
      "import 'four';",
      "export type { F } from 'five';",
      "const g = await import('six');",
      "const h = require('seven');",
      "type I = import('eight').I;",
    ].join('\n');
    expect(importsOf(text).map(({ specifier }) => specifier)).toEqual([
      ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'],
    ]);
    expect(importsOf(text).filter(({ typeOnly }) => typeOnly)).toHaveLength(2);
  });
});

function file(path: string, text: string): SourceFile {
  return { path, text: `// Made up.\n${text}` };
}

function read(patterns: readonly string[]): readonly SourceFile[] {
  return patterns
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(`${ROOT}/${path}`, 'utf8') }));
}
