// A function as Lambda runs it: a process of its own with one bundle, and an environment. Started by bundle-stage.ts.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where AWS and Slack really are: the functions know no other addresses than the true ones. */
const [folder = '', awsUrl = '', slackUrl = ''] = process.argv.slice(2);

export interface Asked {
  readonly id: number;
  readonly event: object;
}
export interface Answered {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
  /** Bytes of memory that the process holds. */
  readonly rss: number;
}

const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const { hostname, pathname, search } = new URL(input instanceof Request ? input.url : input);
  if (hostname === 'slack.com') return realFetch(new URL(`${pathname}${search}`, slackUrl), init);
  if (hostname.endsWith('.amazonaws.com')) return realFetch(new URL(`${pathname}${search}`, awsUrl), init);
  return realFetch(input, init);
};

const { handler } = await import(pathToFileURL(join(folder, 'index.mjs')).href);
process.on('message', ({ id, event }: Asked) => {
  Promise.resolve(handler(event)).then(
    (result: unknown) => answer({ id, result, rss: process.memoryUsage.rss() }),
    (error: unknown) => answer({ id, error: String(error), rss: process.memoryUsage.rss() }),
  );
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

function answer(answered: Answered): void {
  process.send?.(answered);
}
