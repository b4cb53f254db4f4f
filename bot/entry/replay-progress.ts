// One line on the terminal that says how far a replay is; in a pipe nothing.
import { renderProgress } from '../render/replay-progress.ts';
import { countSources, type Places } from './replay-sources.ts';

const EVERY_MS = 200;
const USUAL_COLUMNS = 80;

export interface Progress {
  step(read: { readonly files: number; readonly events: number }): void;
  /** Takes the line away, for something else to be written. */
  clear(): void;
}

/** @param places - the folders in it are walked once more, to know how much there is */
export function createProgress(places: Places, stderr: NodeJS.WriteStream): Progress {
  if (!stderr.isTTY) return { step: () => undefined, clear: () => undefined };
  const of = countSources(places);
  const unit = places.paths.length > 0 ? 'file' : 'slice';
  const start = performance.now();
  let last = start;
  return {
    step({ files, events }) {
      const now = performance.now();
      if (now - last < EVERY_MS) return;
      last = now;
      // Read each time, because a window may be made smaller. In the last column some terminals begin a new line.
      const columns = (stderr.columns || USUAL_COLUMNS) - 1;
      stderr.write(`\r\u001b[K${renderProgress({ files, unit, of, events, ms: now - start }, columns)}`);
    },
    clear: () => void stderr.write('\r\u001b[K'),
  };
}
