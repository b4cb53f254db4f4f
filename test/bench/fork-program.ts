// Runs a program of this folder in a process of its own, and talks with it by messages.
import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Program {
  /** The next message from the program. @throws Error when it ended instead */
  next(): Promise<unknown>;
  send(message: string): void;
  /** The program is to end when it is told so; see `disconnect` there. */
  close(): void;
}

export function forkProgram(file: string, args: readonly string[] = []): Program {
  const child = fork(new URL(file, import.meta.url), args, { serialization: 'advanced' });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ended with ${code}.`);
  });
  // Ending is trouble only for somebody who waits for a message.
  ended.catch(() => undefined);
  return {
    next: async () => (await Promise.race([once(child, 'message'), ended]))[0],
    send: (message) => void child.send(message),
    close: () => void child.disconnect(),
  };
}
