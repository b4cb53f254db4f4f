// Puts values of JSON on a line each.
import { BREAK, SPACE } from './json-bytes.ts';
import type { Refused } from './records-in-bytes.ts';

export interface LineWriter {
  /** @param bytes - have to stay as they are until {@link take} */
  write(bytes: Buffer): void;
  /** In place of a line. */
  refuse(refused: Refused): void;
  /** What was written since, in whole lines. */
  take(): readonly (Buffer | Refused)[];
}

export function createLineWriter(): LineWriter {
  let lines: Buffer[] = [];
  let given: (Buffer | Refused)[] = [];

  const end = () => {
    if (lines.length > 0) given.push(joined(lines));
    lines = [];
  };
  return {
    write(bytes) {
      lines.push(bytes);
    },
    refuse(refused) {
      end();
      given.push(refused);
    },
    take() {
      end();
      const all = given;
      given = [];
      return all;
    },
  };
}

function joined(lines: readonly Buffer[]): Buffer {
  const size = lines.reduce((sum, { length }) => sum + length + 1, 0);
  const all = Buffer.allocUnsafeSlow(size);
  let at = 0;
  for (const line of lines) {
    const end = at + line.copy(all, at);
    flatten(all.subarray(at, end));
    all[end] = BREAK;
    at = end + 1;
  }
  return all;
}

/** In JSON a line break can stand only where a space can. */
function flatten(line: Buffer): void {
  for (let at = line.indexOf(BREAK); at >= 0; at = line.indexOf(BREAK, at + 1)) line[at] = SPACE;
}
