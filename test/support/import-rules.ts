// Who may import whom: the import table, and a check of files against it.
import { posix } from 'node:path';
import { COMPUTED, type Import, importsOf, type SourceFile } from './source-code.ts';

/** A broken rule as a line to read: file, what it does, and why it must not. */
export type Finding = string;

export interface Rule {
  /** Completes the sentence "it …" of a test. */
  readonly name: string;
  check(files: readonly SourceFile[]): readonly Finding[];
}

interface Row {
  readonly areas: readonly string[];
  /** Areas of which only types may be taken. */
  readonly typesOf?: readonly string[];
  /** npm packages; `@aws-sdk/*` stands for all of a scope, `*` for all there are. */
  readonly packages: readonly string[];
  readonly typePackages?: readonly string[];
  readonly notPackages?: readonly string[];
  readonly node: readonly string[];
  readonly why: string;
}

/** Everything may import its own area. */
const TABLE: Readonly<Record<string, Row>> = {
  domain: {
    areas: [],
    packages: ['zod', 'ipaddr.js', 'bowser', '@aws-lambda-powertools/jmespath'],
    // A message is Block Kit; its types say so and nothing of them runs.
    typePackages: ['@slack/types'],
    node: [],
    why: 'domain is pure: it takes domain only, and libraries that neither read, write nor ask the time',
  },
  html: {
    areas: [],
    packages: [],
    typePackages: ['@slack/types'],
    node: [],
    why: 'html is how a page is written so that nothing in it can act, also a message of Slack; it is handed all that stands there',
  },
  render: {
    areas: ['domain', 'html'],
    packages: ['csv-stringify'],
    typePackages: ['@slack/types'],
    node: [],
    why: 'render turns domain into Block Kit, text or a page and does nothing else',
  },
  ports: {
    areas: [],
    typesOf: ['domain'],
    packages: [],
    node: [],
    why: 'ports are interfaces in words of the domain',
  },
  flow: {
    areas: ['domain', 'render', 'ports'],
    packages: [],
    node: [],
    why: 'a flow reaches the world through ports alone',
  },
  catalog: {
    areas: ['domain'],
    packages: ['yaml', 'zod'],
    node: ['node:fs', 'node:fs/promises', 'node:path', 'node:url'],
    why: 'the catalog reads templates into domain objects: files, YAML and schemas are all it needs',
  },
  records: {
    areas: ['domain'],
    packages: [],
    node: ['node:buffer', 'node:fs', 'node:fs/promises', 'node:path', 'node:zlib'],
    why: 'records reads files that hold CloudTrail records, whatever tool wrote them',
  },
  replay: {
    areas: ['domain', 'records'],
    packages: [],
    node: ['*'],
    why: 'replay runs the detections over files, and asks nobody',
  },
  geo: {
    areas: ['domain', 'ports'],
    packages: ['ipaddr.js', 'mmdb-lib', '@ip-location-db/*'],
    node: ['*'],
    why: 'geo is an adapter of its databases behind one port',
  },
  chart: {
    areas: ['domain', 'ports'],
    packages: ['@resvg/resvg-wasm', 'dejavu-fonts-ttf'],
    node: ['*'],
    why: 'charts are drawn behind one port, by a library that reads its own files',
  },
  aws: {
    areas: ['domain', 'ports'],
    packages: ['@aws-sdk/*'],
    node: ['*'],
    why: 'an AWS adapter knows its port and the SDK, never a flow',
  },
  slack: {
    areas: ['domain', 'ports', 'flow', 'render'],
    packages: ['@slack/*', 'zod'],
    node: ['*'],
    why: 'slack translates what Slack sends and calls a flow',
  },
  setup: {
    areas: ['domain', 'render', 'ports', 'catalog', 'flow'],
    packages: ['@inquirer/prompts', 'yaml'],
    node: ['*'],
    why: 'setup installs and removes: it asks a person, edits settings, runs the CDK, and reaches AWS and Slack through ports',
  },
  sandbox: {
    areas: ['domain', 'catalog', 'html'],
    packages: ['*'],
    notPackages: ['@slack/bolt', '@slack/web-api'],
    node: ['*'],
    why: 'the sandbox plays AWS and Slack over HTTP, so it must not share code with what it is played to',
  },
  entry: {
    areas: [
      'domain',
      'html',
      'render',
      'ports',
      'flow',
      'catalog',
      'geo',
      'chart',
      'aws',
      'slack',
      'setup',
      'records',
      'replay',
      'sandbox',
    ],
    packages: ['*'],
    node: ['*'],
    why: 'entry wires everything in bot/ together',
  },
  infra: {
    areas: ['domain', 'catalog'],
    packages: ['*'],
    notPackages: ['@slack/*', '@aws-sdk/*'],
    node: ['*'],
    why: 'infra deploys what the catalog says',
  },
};

export const importRules: readonly Rule[] = [
  {
    name: 'lets each part of the code import only the parts that it may',
    check: eachImport((from, { specifier, typeOnly }, path) => {
      if (!specifier.startsWith('.')) return undefined;
      const to = areaOf(resolve(path, specifier));
      const row = TABLE[from];
      if (row === undefined)
        return `${path}: is in no part of the import table; add ${from} to it, or move the file`;
      if (to === from || row.areas.includes(to) || (typeOnly && row.typesOf?.includes(to))) return undefined;
      const what = row.typesOf?.includes(to) ? `takes more than types of ${to}` : `imports ${to}`;
      return `${path}: ${what} (${specifier}); ${row.why}`;
    }),
  },
  {
    name: 'lets each part of the code use only the npm packages that it may',
    check: eachImport((from, { specifier, typeOnly }, path) => {
      const name = packageOf(specifier);
      const row = TABLE[from];
      if (name === undefined || row === undefined) return undefined;
      const allowed = includes(row.packages, name) && !includes(row.notPackages ?? [], name);
      if (allowed || (typeOnly && includes(row.typePackages ?? [], name))) return undefined;
      const what = includes(row.typePackages ?? [], name)
        ? `takes more than types of ${name}`
        : `uses ${name}`;
      return `${path}: ${what}; ${row.why}`;
    }),
  },
  {
    name: 'lets each part of the code use only the parts of Node that it may',
    check: eachImport((from, { specifier }, path) => {
      const row = TABLE[from];
      if (!specifier.startsWith('node:') || row === undefined || includes(row.node, specifier))
        return undefined;
      return `${path}: uses ${specifier}; ${row.why}`;
    }),
  },
  {
    name: 'imports nothing whose name is only known when the code runs',
    check: eachImport((from, { specifier }, path) => {
      // The sandbox never runs in AWS, and loads an engine's inner parts one by one.
      if (specifier !== COMPUTED || from === 'sandbox') return undefined;
      return `${path}: imports a computed name; neither these rules nor the bundler can follow it`;
    }),
  },
  {
    name: 'keeps the sandbox out of every Lambda bundle',
    check: (files) => LAMBDAS.flatMap((door) => pathsToSandbox(door, files)),
  },
];

export const LAMBDAS = ['alert', 'stream', 'job', 'slack', 'contain', 'release', 'revoke'].map(
  (name) => `bot/entry/${name}.ts`,
);

/** `domain` for `bot/domain/actor/actor.ts`, `ports` for `bot/ports.ts`, `infra` for what is in there, else the first folder. */
export function areaOf(path: string): string {
  const [top = '', next = ''] = path.split('/');
  return top === 'bot' ? next.replace(/\.ts$/, '') : top;
}

function eachImport(
  judge: (from: string, imported: Import, path: string) => Finding | undefined,
): Rule['check'] {
  return (files) =>
    files.flatMap(({ path, text }) =>
      importsOf(text).flatMap((imported) => judge(areaOf(path), imported, path) ?? []),
    );
}

/** The chain of imports is the message: somewhere on it is the one that must go. */
function pathsToSandbox(door: string, files: readonly SourceFile[]): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const walk = (path: string, chain: readonly string[]): readonly Finding[] => {
    if (areaOf(path) === 'sandbox')
      return [
        `${[...chain, path].join(' → ')}; the sandbox is for one machine and no part of what is deployed`,
      ];
    const file = byPath.get(path);
    if (file === undefined || seen.has(path)) return [];
    seen.add(path);
    return importsOf(file.text)
      .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
      .flatMap(({ specifier }) => walk(resolve(path, specifier), [...chain, path]));
  };
  return walk(door, []);
}

function resolve(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}

/** Undefined for what is no npm package. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || specifier === COMPUTED) return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function includes(names: readonly string[], name: string): boolean {
  return names.some((it) => it === name || (it.endsWith('*') && name.startsWith(it.slice(0, -1))));
}
