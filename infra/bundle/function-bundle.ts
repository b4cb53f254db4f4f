// How esbuild makes each function's bundle.
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { FUNCTIONS, type FunctionName } from '../../bot/domain/deployment/functions.ts';
import { type GivenCatalog, giveCatalog } from './give-catalog.ts';
import { boltAppOnly, leaveOut, NEVER_RUN, NEVER_RUN_BY_INGRESS, shakeLibDynamodb } from './leave-out.ts';
import { type FilesRead, ownCode } from './own-code.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** How any module becomes a bundle for Lambda. */
export const BUNDLE_OPTIONS = {
  // Names in the bundle come from paths: they are the same wherever the project lies.
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  // ESM, because the entries await their secrets before the first request; Bolt is CommonJS and wants a `require`. The
  // banner's other name is longer than any that minifying gives.
  format: 'esm',
  banner: {
    js: "import{createRequire as toRequire}from'node:module';const require=toRequire(import.meta.url);",
  },
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'error',
  outdir: 'bundle',
  outExtension: { '.js': '.mjs' },
  entryNames: 'index',
  chunkNames: 'part-[hash]',
  write: false,
} as const satisfies BuildOptions;

/** @param filesRead as {@link ownCode} */
export function functionBundle(
  name: FunctionName,
  catalog: GivenCatalog,
  filesRead: FilesRead,
): typeof BUNDLE_OPTIONS & BuildOptions {
  const never = name === 'ingress' ? NEVER_RUN_BY_INGRESS : NEVER_RUN;
  return {
    ...BUNDLE_OPTIONS,
    entryPoints: [`bot/entry/${FUNCTIONS[name].door}`],
    // What a job imports when it is needed is read when it is needed. The others import nothing late.
    splitting: name === 'job',
    plugins: [leaveOut(never), boltAppOnly, shakeLibDynamodb, giveCatalog(catalog), ownCode(filesRead)],
  };
}
