// Which detections and settings a replay runs: the company's own, some of them, or with a change in one file.
import { basename } from 'node:path';
import { loadCatalog, parseDetection, parseSettings } from '../catalog/load-catalog.ts';
import type { Variant } from '../domain/replay/replayed.ts';
import { noSuchDetection } from './no-such-detection.ts';
import { readText } from './read-text.ts';

/** A detection has one, settings have none. */
const FILTER = /^filter\s*:/m;
const WHAT_IF_HINT =
  'Give --what-if the path of a changed settings.yml, or of a detection like those in templates/detections.';

/**
 * @param ids - of detections; all when it is empty
 * @throws TrailbotError `catalog_invalid`, `settings_invalid`, or `input_unreadable` for an id that there is not
 */
export function loadVariant(templates: URL, ids: readonly string[]): Variant {
  const { detections, queries, settings } = loadCatalog(templates);
  if (ids.length === 0) return { detections, queries, settings };
  const all = detections.map(({ id }) => id);
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown === undefined) {
    return { detections: detections.filter(({ id }) => ids.includes(id)), queries, settings };
  }
  throw noSuchDetection(unknown, all);
}

/**
 * The same with a file's settings, or with a file's detection in place of the one of the same name, or beside the others.
 * @throws TrailbotError `catalog_invalid`, `settings_invalid` or `input_unreadable`
 */
export function changeVariant(variant: Variant, file: string): Variant {
  const { detections } = variant;
  const text = readText(file, { hint: WHAT_IF_HINT });
  if (!FILTER.test(text)) return { ...variant, settings: parseSettings(basename(file), text) };
  const changed = parseDetection(basename(file), text);
  const others = detections.filter(({ id }) => id !== changed.id);
  return { ...variant, detections: [...others, changed].sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
