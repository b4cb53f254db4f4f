// The file that the page of a replay goes to: opened early, written at the end.
import { closeSync, existsSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { TrailbotError } from '../domain/errors.ts';
import type { Replayed, Variant } from '../domain/replay/replayed.ts';
import { codeOf } from '../records/file-trouble.ts';

export interface PageFile {
  /**
   * Writes the page over the one that the file held.
   * @throws TrailbotError `output_unwritable`
   */
  write(replayed: Replayed, variant: Variant): Promise<void>;
  /** Leaves nothing behind that was not there before. */
  giveUp(): void;
}

const PAGE = '<!doctype html>';

/**
 * Before the hours that a replay may take: what cannot be written is told now. A file that is no page is not replaced:
 * where a name was forgotten it is one of those that were to be read.
 * @throws TrailbotError `output_unwritable`
 */
export function openPage(path: string): PageFile {
  const wasThere = existsSync(path);
  const mayBeReplaced = attempt(path, () => {
    if (wasThere && !mayGo(path)) return false;
    closeSync(openSync(path, 'a'));
    return true;
  });
  if (!mayBeReplaced) throw unwritable(`${path} is there and is no page: it is not replaced.`);
  return {
    async write(replayed, variant) {
      // While records are read, what draws them would only take their room.
      const [{ renderReplayPage }, { readLook }] = await Promise.all([
        import('../render/replay-html/page.ts'),
        import('./replay-look.ts'),
      ]);
      const page = renderReplayPage(replayed, variant, readLook());
      attempt(path, () => writeFileSync(path, page));
    },
    giveUp() {
      if (!wasThere) rmSync(path, { force: true });
    },
  };
}

/** What is empty, a page, or no file at all but a device. */
function mayGo(path: string): boolean {
  const about = statSync(path);
  if (!about.isFile() || about.size === 0) return true;
  const start = Buffer.alloc(PAGE.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, start.length, 0);
  } finally {
    closeSync(file);
  }
  return start.toString().toLowerCase() === PAGE;
}

function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw explain(path, cause);
  }
}

function explain(path: string, cause: unknown): TrailbotError {
  const code = codeOf(cause);
  const folder = dirname(path);
  if (code === 'EISDIR') return unwritable(`${path} is a folder.`, cause);
  if (code === 'ENOENT' && !existsSync(folder))
    return unwritable(`${path} cannot be written: there is no folder ${folder}.`, cause);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return unwritable(`${path} cannot be written: you may not write there (${code}).`, cause);
  return unwritable(`${path} cannot be written: ${code}.`, cause);
}

function unwritable(message: string, cause?: unknown): TrailbotError {
  return new TrailbotError({
    code: 'output_unwritable',
    message,
    hint: 'Give --html the path of a new file in a folder that is there and yours, for example report.html.',
    cause,
  });
}
