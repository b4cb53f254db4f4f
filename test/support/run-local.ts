// Runs `npm start` as a person does: a process of its own, with what it prints and how it ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../bot/entry/local.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  stdout(): string;
  /** Resolves with what the pattern found in the output. @throws Error when the process ends before */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** @throws Error when it was a signal that ended the process */
  ended(): Promise<Ended>;
}

/** Ports are free ones unless `args` name others. */
export function startLocal(...args: readonly string[]): Running {
  const child = spawn(process.execPath, [ENTRY, '--port', '0', '--aws-port', '0', ...args], {
    cwd: ROOT,
    // As in a shell: what the test runner adds to the environment is not part of the product.
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (part: string) => {
      text[name] += part;
    });
  }
  const closed = once(child, 'close');
  return {
    process: child,
    stdout: () => text.stdout,
    async printed(pattern) {
      for (;;) {
        const found = pattern.exec(text.stdout);
        if (found) return found;
        const over = await Promise.race([closed, once(child.stdout, 'data').then(() => undefined)]);
        if (over) throw new Error(`ended without ${pattern}:\n${text.stdout}\n${text.stderr}`);
      }
    },
    async ended() {
      const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null];
      if (signal !== null) throw new Error(`ended by ${signal}, after:\n${text.stdout}\n${text.stderr}`);
      return { code, ...text };
    },
  };
}

export function runLocal(...args: readonly string[]): Promise<Ended> {
  return startLocal(...args).ended();
}
