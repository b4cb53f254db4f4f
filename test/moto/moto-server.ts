// A moto_server of its own for a check: on a free port, with AWS's managed policies, and gone when the check is.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Loading all of AWS's managed policies takes some seconds on a small machine. */
const START_SECONDS = 60;

export interface Moto {
  readonly url: string;
  stop(): Promise<void>;
}

/** Whether there is one to start. A shim of pyenv for a Python that has none counts as none. */
export function isInstalled(): boolean {
  return spawnSync('moto_server', ['--help'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @throws Error when it does not answer in time. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { env, stdio: 'ignore' });
  const kill = () => void server.kill('SIGKILL');
  process.once('exit', kill);
  try {
    await answers(url, server);
  } catch (error) {
    kill();
    throw error;
  }
  return {
    url,
    async stop() {
      process.off('exit', kill);
      const gone = once(server, 'exit');
      if (server.exitCode === null && server.kill('SIGKILL')) await gone;
    },
  };
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (const until = performance.now() + START_SECONDS * 1_000; performance.now() < until; ) {
    if (server.exitCode !== null) throw new Error(`moto_server ended with ${server.exitCode}`);
    const response = await fetch(`${url}/moto-api/data.json`).catch(() => undefined);
    if (response?.ok) return;
    await sleep(200);
  }
  throw new Error(`moto_server did not answer within ${START_SECONDS} seconds`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port');
  return address.port;
}
