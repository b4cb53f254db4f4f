// What the packages bring and a Lambda never runs: it is left out of the bundle, and says so should it ever be called.
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Bolt loads its own HTTP servers, OAuth and Socket Mode with itself: undici, iconv-lite, express, 1.5 MB that a function
 * behind a URL never runs. Of web-api: the ingress opens views, and neither uploads nor streams.
 */
export const NEVER_RUN_BY_INGRESS = [
  /\/receivers\/(HTTP|SocketMode)Receiver$/,
  /^@slack\/(oauth|socket-mode)$/,
  /^(express|raw-body|path-to-regexp|tsscmp)$/,
  /^\.\/(file-upload|chat-stream)$/,
  /^@slack\/types$/,
];

/** The others send their text in one piece. And types are nothing that runs. */
export const NEVER_RUN = [/^\.\/chat-stream$/, /^@slack\/types$/];

/**
 * What the SDK imports only when it comes to it. Lambda gives a function its credentials in the environment, where the
 * SDK looks first: it never searches further. Nothing that the bot calls answers with a stream of events, and it runs in
 * no browser, whose name the SDK would look up with bowser.
 */
const NEVER_COME_TO = [
  /^@aws-sdk\/credential-provider-(ini|login|process|sso|web-identity|http)$/,
  /^@smithy\/(credential-provider-imds|core\/event-streams)$/,
  /^bowser$/,
];

/** @param patterns what is left out, as its importers call it; a filter of esbuild's, which is Go's */
export function leaveOut(patterns: readonly RegExp[]): Plugin {
  return {
    name: 'leave-out',
    setup(build) {
      build.onResolve({ filter: oneOf(patterns) }, ({ path, kind }) =>
        kind === 'entry-point' ? undefined : { path, namespace: 'left-out' },
      );
      build.onResolve({ filter: oneOf(NEVER_COME_TO) }, ({ path, kind }) =>
        kind === 'dynamic-import' ? { path, external: true } : undefined,
      );
      build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path }) => ({ contents: stub(path) }));
    },
  };
}

/** Asked by esbuild itself: a call for each import of each package would take seconds. */
function oneOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}

/** A class that can be imported, subclassed and asked for by `instanceof`, and that fails by name when it is made. */
function stub(path: string): string {
  const message = JSON.stringify(`${path} is not in this bundle: see infra/bundle/leave-out.ts.`);
  return `class LeftOut { constructor() { throw new Error(${message}); } }
module.exports = LeftOut; module.exports.default = LeftOut;`;
}

/** `@slack/bolt` passes on everything it has; the bot takes the app alone. */
export const boltAppOnly: Plugin = {
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

const ALREADY = 'already';

/** It does nothing by being imported, and is the one package of the SDK that does not say so. */
export const shakeLibDynamodb: Plugin = {
  name: 'shake-lib-dynamodb',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/lib-dynamodb$/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === ALREADY) return undefined;
      const { kind, importer, resolveDir } = from;
      const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: ALREADY });
      return { ...found, sideEffects: false };
    });
  },
};
