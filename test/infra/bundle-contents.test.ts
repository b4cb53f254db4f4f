// What lies in each function's folder: what it runs, what it reads, and nothing else.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { type Bundle, makeBundle, modulesIn, writeBundles } from '../../infra/bundle/write-bundles.ts';

const EVENTS = ['cloudtrail', 'cloudwatch-logs', 'dynamodb', 'iam', 'sns', 'sqs', 'ssm'];
const HANDS = ['dynamodb', 'iam', 'sqs', 'sts'];
/** Services that a function calls through the SDK. The ingress calls two without it. */
const CLIENTS: { readonly [name in FunctionName]: readonly string[] } = {
  ingress: [],
  alert: [...EVENTS, 'cloudwatch'],
  stream: EVENTS,
  job: [...EVENTS, 'cloudwatch', 's3', 'sts'],
  contain: HANDS,
  release: HANDS,
  revoke: ['iam', 'sqs', 'sts'],
};
const GEO = ['asn-ipv4.csv', 'asn-ipv6.csv', 'geo-whois-asn-country.mmdb'];
const PICTURES = ['DejaVuSans.ttf', 'index_bg.wasm'];
const FILES: { readonly [name in FunctionName]: readonly string[] } = {
  ingress: [],
  alert: GEO,
  stream: GEO,
  job: [...GEO, ...PICTURES, 'examples.json'],
  contain: [],
  release: [],
  revoke: [],
};

const catalog = loadCatalog(TEMPLATES);
let folder: string;
const bundles = new Map<FunctionName, Bundle>();

/** First as a deployment writes them, over an earlier one; then once more, to be looked at. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trailbot-bundles-'));
  await mkdir(join(folder, 'alert'));
  await writeFile(join(folder, 'alert', 'part-OF-AN-EARLIER-ONE.mjs'), '');
  await writeBundles(catalog, folder);
  for (const name of FUNCTION_NAMES) bundles.set(name, await makeBundle(name, catalog));
}, 180_000);
afterAll(() => rm(folder, { recursive: true }));

function bundleOf(name: FunctionName): Bundle {
  const bundle = bundles.get(name);
  if (!bundle) throw new Error(`${name} was not bundled`);
  return bundle;
}

function packagesOf(name: FunctionName): ReadonlySet<string> {
  const found = modulesIn(bundleOf(name).metafile).map(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1],
  );
  return new Set(found.filter((one) => one !== undefined));
}

/** The bundle's own files that one file of it imports. */
function partsFrom(name: FunctionName, file: string): readonly string[] {
  const { outputs } = bundleOf(name).metafile;
  const output = Object.entries(outputs).find(([path]) => basename(path) === file)?.[1];
  return (output?.imports ?? []).flatMap(({ path, external }) => (external ? [] : [basename(path)]));
}

describe.each(FUNCTION_NAMES)('the bundle of %s', (name) => {
  it('has the SDK’s clients for what the function calls', () => {
    const clients = [...packagesOf(name)].flatMap((one) => /^@aws-sdk\/client-(.+)$/.exec(one)?.[1] ?? []);
    expect(clients.sort()).toEqual([...CLIENTS[name]].sort());
  });

  it('has the files that the function reads, beside its code', async () => {
    const written = await readdir(join(folder, name));
    expect(written.filter((file) => !file.endsWith('.mjs')).sort()).toEqual([...FILES[name]].sort());
  });

  it('has code that its door leads to, and no other', async () => {
    const reached = new Set(['index.mjs']);
    for (const file of reached) for (const part of partsFrom(name, file)) reached.add(part);
    const written = await readdir(join(folder, name));
    expect(written.filter((file) => file.endsWith('.mjs')).sort()).toEqual([...reached].sort());
  });

  it('has nothing of the sandbox, of setting up, and of reading templates', () => {
    const modules = modulesIn(bundleOf(name).metafile);
    expect(modules.filter((path) => /^(bot\/(sandbox|setup)|infra|test)\//.test(path))).toEqual([]);
    expect(modules.filter((path) => path.startsWith('bot/catalog/'))).toEqual([
      'bot/catalog/load-catalog.ts',
    ]);
    const others = ['yaml', 'dynalite', 'hono', 'commander', 'aws-cdk-lib', '@inquirer/prompts', 'undici'];
    expect(others.filter((one) => packagesOf(name).has(one))).toEqual([]);
    expect(packagesOf(name).has('@slack/bolt')).toBe(name === 'ingress');
  });

  it('needs nothing from elsewhere but Node, and where the SDK would search for credentials', () => {
    const { outputs } = bundleOf(name).metafile;
    const outside = Object.values(outputs)
      .flatMap(({ imports }) => imports)
      .filter(({ path, external }) => external && !/^node:/.test(path))
      .filter(
        ({ path, kind }) =>
          kind !== 'dynamic-import' || !/credential-provider|event-streams|^bowser$/.test(path),
      );
    expect(outside.filter(({ path }) => !process.getBuiltinModule(path))).toEqual([]);
  });

  it('is the same each time, byte for byte', async () => {
    for (const [file, content] of bundleOf(name).made)
      expect(Buffer.from(content).equals(await readFile(join(folder, name, file)))).toBe(true);
  });
});

describe('a function’s templates', () => {
  const [detection] = catalog.detections;
  const example = detection?.examples.find(({ fires }) => fires)?.name ?? '';
  const [breakGlass = ''] = catalog.settings.containment.breakGlass;
  /** Whether the text is in it: a failure would print a megabyte otherwise. */
  const has = (name: FunctionName, words: string, files = [...bundleOf(name).made.keys()]) =>
    files.some((file) => textOf(bundleOf(name).made.get(file)).includes(words));

  it('come with examples for the jobs alone, and apart from their code', () => {
    expect(has('job', example, ['examples.json'])).toBe(true);
    expect(has('job', example, ['index.mjs'])).toBe(false);
    expect((['ingress', 'alert', 'stream'] as const).filter((name) => has(name, example))).toEqual([]);
  });

  it('are who may never be contained, for the functions that change IAM, and no detection', () => {
    const hands = ['contain', 'release', 'revoke'] as const;
    expect(hands.filter((name) => has(name, breakGlass))).toEqual(hands);
    expect(hands.filter((name) => has(name, detection?.title ?? ''))).toEqual([]);
  });
});

function textOf(content: string | Uint8Array | undefined): string {
  return Buffer.from(content ?? '').toString('utf8');
}
