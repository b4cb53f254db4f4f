// Bundles every function into a folder of its own, as Lambda gets it.
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { functionBundle } from './function-bundle.ts';
import { catalogFor } from './give-catalog.ts';
import type { FilesRead } from './own-code.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is in a function's folder. */
export interface Bundle {
  /** Content by name: the code, and what was made of the templates. */
  readonly made: ReadonlyMap<string, string | Uint8Array>;
  /** Paths of files that are taken as they are. */
  readonly copied: readonly string[];
  /** What of which module is in the code; paths from the project's root. */
  readonly metafile: Metafile;
}

/**
 * The same templates and code give the same bytes. A folder is there as a whole or as it was before.
 * @returns for each function the folder with its bundle
 */
export async function writeBundles(
  catalog: Catalog,
  folder: string,
): Promise<{ readonly [name in FunctionName]: string }> {
  const written = FUNCTION_NAMES.map(async (name) => {
    const into = join(folder, name);
    await writeWhole(await makeBundle(name, catalog), into);
    return [name, into] as const;
  });
  return Object.fromEntries(await Promise.all(written)) as { [name in FunctionName]: string };
}

/** A function's bundle, in memory. */
export async function makeBundle(name: FunctionName, catalog: Catalog): Promise<Bundle> {
  const filesRead: FilesRead = new Map();
  const given = catalogFor(name, catalog);
  const { outputFiles, metafile: all } = await build(functionBundle(name, given, filesRead));
  const metafile = withinReach(all);
  const kept = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  const files = outputFiles.map(({ path, contents }) => [basename(path), contents] as const);
  const code = files.filter(([file]) => kept.has(file));
  const copied = modulesIn(metafile).flatMap((path) => filesRead.get(resolve(ROOT, path)) ?? []);
  return { made: new Map<string, string | Uint8Array>([...code, ...given.files]), copied, metafile };
}

/** What was looked at and not used is no part of it. */
export function modulesIn({ outputs }: Metafile): readonly string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return [
    ...new Set(inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []))),
  ].sort();
}

/** Of what is imported late esbuild makes a part, also where the import itself was left out as not used. */
function withinReach({ inputs, outputs }: Metafile): Metafile {
  const entry = Object.keys(outputs).filter((path) => basename(path) === 'index.mjs');
  const reached = new Set(entry);
  for (const path of reached)
    for (const imported of outputs[path]?.imports ?? []) if (!imported.external) reached.add(imported.path);
  return {
    inputs,
    outputs: Object.fromEntries(Object.entries(outputs).filter(([path]) => reached.has(path))),
  };
}

async function writeWhole({ made, copied }: Bundle, into: string): Promise<void> {
  const draft = `${into}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await Promise.all([
    ...[...made].map(([name, content]) => writeFile(join(draft, name), content)),
    ...copied.map((path) => copyFile(path, join(draft, basename(path)))),
  ]);
  await rm(into, { recursive: true, force: true });
  await rename(draft, into);
}
