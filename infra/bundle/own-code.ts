// How the bot's own files go into a bundle: what is not used goes, and files that are read at run time come along.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** `import.meta.resolve('package/file')`: a file of a package that is read at run time. */
const READ_FILE = /\bimport\.meta\.resolve\(\s*'([^']+)'\s*,?\s*\)/g;
/** `import { z }` holds on to all of zod, its forty languages included; `import * as z` is what a bundler can shake. */
const ZOD = "import { z } from 'zod';";
const SHAKEN_ZOD = "import * as z from 'zod';";

/** Paths of the files that a module reads, by the module's path. */
export type FilesRead = Map<string, readonly string[]>;

/** @param filesRead is filled in with the modules that read files; in the bundle these lie beside `index.mjs` */
export function ownCode(filesRead: FilesRead): Plugin {
  return {
    name: 'own-code',
    setup(build) {
      // No module of ours does anything by being imported, except the entries.
      build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) =>
        kind === 'entry-point'
          ? undefined
          : { path: fileURLToPath(new URL(path, `file://${resolveDir}/`)), sideEffects: false },
      );
      build.onLoad({ filter: /[\\/]bot[\\/].*\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const files = [...text.matchAll(READ_FILE)].map(([, name = '']) => createRequire(path).resolve(name));
        if (files.length > 0) filesRead.set(path, files);
        const beside = text.replaceAll(READ_FILE, (_call, name: string) => {
          return `new URL('./${basename(name)}', import.meta.url).href`;
        });
        return { contents: beside.replace(ZOD, SHAKEN_ZOD), loader: 'ts' };
      });
    },
  };
}
