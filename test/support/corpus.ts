// Reads recorded events from CORPUS_DIR, where somebody has them: they are not part of this repository.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const LINE = z.object({ case: z.string(), event: z.record(z.string(), z.unknown()) });
export type CorpusEvent = z.infer<typeof LINE>;

export const CORPUS_DIR = process.env.CORPUS_DIR;

export function readCorpus(file: string): readonly CorpusEvent[] {
  return readFileSync(join(CORPUS_DIR ?? '', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => LINE.parse(JSON.parse(line)));
}
