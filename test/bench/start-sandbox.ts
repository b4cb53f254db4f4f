// Starts the sandbox in a process of its own, and asks it which calls were made.
import type { Config } from '../../bot/entry/config.ts';
import type { RecordedCall } from '../../bot/sandbox/aws/faults.ts';
import type { ApiCall } from '../../bot/sandbox/slack/web-api.ts';
import { forkProgram } from './fork-program.ts';

export interface Calls {
  readonly aws: readonly RecordedCall[];
  readonly slack: readonly ApiCall[];
}

export interface BenchSandbox {
  readonly config: Config;
  /** All calls so far, oldest first. */
  calls(): Promise<Calls>;
  close(): void;
}

/** Milliseconds that each answer takes. */
export interface Latency {
  readonly awsMs: number;
  readonly slackMs: number;
}

export async function startSandbox({ awsMs, slackMs }: Latency): Promise<BenchSandbox> {
  const program = forkProgram('sandbox-process.ts', [String(awsMs), String(slackMs)]);
  return {
    config: (await program.next()) as Config,
    async calls() {
      const answer = program.next();
      program.send('calls');
      return (await answer) as Calls;
    },
    close: program.close,
  };
}
