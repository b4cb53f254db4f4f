// A process that does what `npm start` does until the first message stands in the channel. Started by measure-start.ts.
import { createConsoleLog } from '../../bot/entry/console-log.ts';
import { startLocalWorld } from '../../bot/entry/local-world.ts';

export interface Started {
  /** Milliseconds since the process began. */
  readonly ready: number;
  readonly message: number;
}

process.once('disconnect', () => process.exit());
const world = await startLocalWorld({
  port: 0,
  awsPort: 0,
  log: createConsoleLog(),
  signingSecret: 'a-secret-for-benchmarks',
});
const ready = performance.now();
const first = new Promise<number>((resolve) => {
  world.slack.onMessage(() => resolve(performance.now()));
});
await world.fireScenario('root-login-without-mfa');
const started: Started = { ready, message: await first };
process.send?.(started);
