// Reads the detections of a templates folder one by one: a file that does not load is told, and keeps nobody from the others.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDetection } from '../catalog/load-catalog.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { BrokenFile } from '../render/examples-report.ts';
import { noSuchDetection } from './no-such-detection.ts';
import { readText } from './read-text.ts';

const TEMPLATES_HINT =
  'Give --templates a folder like templates/, with detections, queries and settings.yml in it.';

export interface DetectionFiles {
  /** Sorted by id. */
  readonly detections: readonly Detection[];
  readonly broken: readonly BrokenFile[];
}

/**
 * @param ids - all when it is empty
 * @throws TrailbotError `input_unreadable` for an id that there is not, or a folder that is none
 */
export function readDetections(templates: string, ids: readonly string[]): DetectionFiles {
  const known = idsIn(templates, 'detections');
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) throw noSuchDetection(unknown, known);
  const queries = idsIn(templates, 'queries');
  const detections: Detection[] = [];
  const broken: BrokenFile[] = [];
  for (const id of known.filter((one) => ids.length === 0 || ids.includes(one))) {
    const file = `${id}.yml`;
    try {
      detections.push(withKnownQueries(readDetection(join(templates, 'detections', file)), queries));
    } catch (error) {
      if (!(error instanceof TrailbotError)) throw error;
      broken.push({ file, message: error.message, hint: error.hint });
    }
  }
  return { detections, broken };
}

/** @throws TrailbotError `catalog_invalid` or `input_unreadable` */
export function readDetection(path: string): Detection {
  return parseDetection(basename(path), readTemplate(path));
}

/** @throws TrailbotError `input_unreadable` when there is no such folder */
export function idsIn(templates: string, folder: 'detections' | 'queries'): readonly string[] {
  return readFolder(join(templates, folder))
    .filter((name) => !name.startsWith('.'))
    .map((name) => name.replace(/\.yml$/, ''))
    .sort();
}

/** @throws TrailbotError `input_unreadable` */
export function readTemplate(path: string): string {
  return readText(path, { hint: TEMPLATES_HINT });
}

/** One that offers a query that there is not does not load with the whole catalog either. */
function withKnownQueries(detection: Detection, known: readonly string[]): Detection {
  const at = detection.queries.findIndex((id) => !known.includes(id));
  const missing = detection.queries[at];
  if (missing === undefined) return detection;
  const nearest = nearestWord(missing, known);
  throw new TrailbotError({
    code: 'catalog_invalid',
    message: `${detection.id}.yml, queries[${at}]: is ${missing}, and there is no queries/${missing}.yml.`,
    hint: nearest === undefined ? `Queries are: ${known.join(', ')}.` : `Did you mean ${nearest}?`,
  });
}

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    const message = `${path} could not be read.`;
    throw new TrailbotError({ code: 'input_unreadable', message, hint: TEMPLATES_HINT, cause });
  }
}
