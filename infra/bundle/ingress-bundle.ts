// How esbuild makes a Lambda's bundle: what never runs there is left out, and says so by name should it ever be called.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import type { QueryTemplate } from '../../bot/domain/query/query.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bolt loads its own HTTP servers, OAuth and Socket Mode with itself: undici, iconv-lite, express, 1.5 MB that a function
 * behind a URL never runs. In Lambda the credentials come from the environment, so the SDK's search for them is left out.
 */
const NEVER_RUN = [
  /\/receivers\/(HTTP|SocketMode)Receiver$/,
  /^@slack\/(oauth|socket-mode)$/,
  /^(express|raw-body|path-to-regexp|tsscmp)$/,
  // Of web-api: the ingress opens views, and neither uploads nor streams.
  /^\.\/(file-upload|chat-stream)$/,
];

/** For the function behind Slack's request URL. `outfile` or `write` are the caller's. */
export function ingressBundle(names: IngressNames): BuildOptions {
  return {
    ...common,
    entryPoints: [`${ROOT}bot/entry/slack.ts`],
    plugins: [leaveOut(NEVER_RUN), boltAppOnly, shakeOwnCode, giveCatalog(names), shakeZod],
  };
}

/** What the ingress knows of the templates. */
export interface IngressNames {
  readonly detections: readonly Pick<Detection, 'id' | 'title'>[];
  readonly queries: readonly Pick<QueryTemplate, 'id' | 'title' | 'question' | 'parameters'>[];
}

const common = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  // ESM, because the entries await their secrets before the first request; Bolt is CommonJS and wants a `require`.
  format: 'esm',
  banner: { js: "import{createRequire as r}from'node:module';const require=r(import.meta.url);" },
  mainFields: ['module', 'main'],
  minify: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'error',
} as const satisfies BuildOptions;

function leaveOut(patterns: readonly RegExp[]): Plugin {
  return {
    name: 'leave-out',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) => {
        const isLeftOut = kind !== 'entry-point' && patterns.some((pattern) => pattern.test(path));
        return isLeftOut ? { path, namespace: 'left-out' } : undefined;
      });
      build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: stub(path) }));
    },
  };
}

/** A class that can be imported, subclassed and asked for by `instanceof`, and that fails by name when it is made. */
function stub(path: string): string {
  const message = JSON.stringify(`${path} is not in this bundle: see infra/bundle.ts.`);
  return `class LeftOut { constructor() { throw new Error(${message}); } }
module.exports = LeftOut; module.exports.default = LeftOut;`;
}

/** `@slack/bolt` passes on everything it has; the bot takes the app alone. */
const boltAppOnly: Plugin = {
  name: 'bolt-app-only',
  setup(build) {
    build.onResolve({ filter: /^@slack\/bolt$/ }, () => ({ path: 'app', namespace: 'bolt' }));
    build.onLoad({ filter: /./, namespace: 'bolt' }, () => ({
      contents:
        "const app = require('./dist/App.js'); exports.App = app.default; exports.LogLevel = app.LogLevel;",
      resolveDir: `${ROOT}node_modules/@slack/bolt`,
    }));
  },
};

/** No module of ours does anything by being imported, except the entries: what is not used goes. */
const shakeOwnCode: Plugin = {
  name: 'shake-own-code',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'entry-point'
        ? undefined
        : { path: fileURLToPath(new URL(path, `file://${resolveDir}/`)), sideEffects: false },
    );
  },
};

/** The names of the templates as JSON: no YAML and no schema is read when the function starts. */
function giveCatalog({ detections, queries }: IngressNames): Plugin {
  const names = {
    detections: detections.map(({ id, title }) => ({ id, title })),
    queries: queries.map(({ id, title, question, parameters }) => ({ id, title, question, parameters })),
  };
  return {
    name: 'give-catalog',
    setup(build) {
      build.onLoad({ filter: /[\\/]bot[\\/]catalog[\\/]load-catalog\.ts$/ }, () => ({
        contents: `export const loadCatalog = () => (${JSON.stringify(names)});`,
      }));
    },
  };
}

/** `import { z }` holds on to all of zod, its forty languages included; `import * as z` is what a bundler can shake. */
const shakeZod: Plugin = {
  name: 'shake-zod',
  setup(build) {
    build.onLoad({ filter: /[\\/]bot[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const named = "import { z } from 'zod';";
      return text.includes(named)
        ? { contents: text.replace(named, "import * as z from 'zod';"), loader: 'ts' }
        : undefined;
    });
  },
};
