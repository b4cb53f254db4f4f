// Which detections and settings a replay runs, the company's own or with a change in one file, and which it shows.
import { basename } from 'node:path';
import { loadCatalog, parseDetection, parseSettings } from '../catalog/load-catalog.ts';
import type { Variant } from '../domain/replay/replayed.ts';
import { noSuchDetection } from './no-such-detection.ts';
import { readText } from './read-text.ts';

/** A detection has one, settings have none. */
const FILTER = /^filter\s*:/m;
const WHAT_IF_HINT =
  'Give --what-if the path of a changed settings.yml, or of a detection like those in templates/detections.';

/** @throws TrailbotError `catalog_invalid` or `settings_invalid` */
export function loadVariant(templates: URL): Variant {
  const { detections, queries, settings } = loadCatalog(templates);
  return { detections, queries, settings };
}

/**
 * Of which detections to show what they find: those that were asked for, and what a change is about.
 * @returns undefined for all
 * @throws TrailbotError `input_unreadable` for an id that there is not
 */
export function chooseDetections(
  ids: readonly string[],
  own: Variant,
  changed: Variant = own,
): readonly string[] | undefined {
  if (ids.length === 0) return undefined;
  const all = changed.detections.map(({ id }) => id);
  const unknown = ids.find((id) => !all.includes(id));
  if (unknown !== undefined) throw noSuchDetection(unknown, all);
  const isChanged = changed.detections.filter((one) => !own.detections.includes(one)).map(({ id }) => id);
  return [...new Set([...ids, ...isChanged])].sort();
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
