// Folders of files for a replay to read, taken away afterwards.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface ReplayFolder {
  readonly path: string;
  /** @returns the file's path */
  write(name: string, content: string | Buffer): string;
  remove(): void;
}

export function createReplayFolder(): ReplayFolder {
  const path = mkdtempSync(join(tmpdir(), 'trailbot-replay-'));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** As CloudTrail delivers it. @param records - JSON texts */
export function logFile(records: readonly string[]): Buffer {
  return gzipSync(`{"Records":[${records.join(',')}]}`);
}
