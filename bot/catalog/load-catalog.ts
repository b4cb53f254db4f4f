// Reads templates/ into validated objects; every mistake names file, key and remedy.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isDetectionId } from '../domain/naming.ts';
import type { Settings } from '../domain/settings.ts';
import { type Checked, checkTemplate } from './check-template.ts';
import { detectionSchema } from './detection-schema.ts';
import { type Problem, problemsError } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { settingsSchema } from './settings-schema.ts';

type InvalidCode = 'catalog_invalid' | 'settings_invalid';

export interface Catalog {
  /** Sorted by id. */
  readonly detections: readonly Detection[];
  readonly settings: Settings;
}

/**
 * @param folder - the templates folder
 * @throws TrailbotError `catalog_invalid` with all mistakes of all detections; `settings_invalid`
 */
export function loadCatalog(folder: URL | string): Catalog {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = fileNames(join(root, 'detections'));
  const checked = names.map((name) =>
    checkDetection(name, read('catalog_invalid', join(root, 'detections', name))),
  );
  const problems = checked.flatMap((it) => ('problems' in it ? it.problems : []));
  if (problems.length > 0) throw problemsError('catalog_invalid', problems);
  const settings = parseSettings('settings.yml', read('settings_invalid', join(root, 'settings.yml')));
  const detections = checked.flatMap((it) => ('value' in it ? [it.value] : []));
  return { detections: detections.sort((a, b) => (a.id < b.id ? -1 : 1)), settings };
}

/** @throws TrailbotError `catalog_invalid` */
export function parseDetection(fileName: string, text: string): Detection {
  return valueOr('catalog_invalid', checkDetection(fileName, text));
}

/** @throws TrailbotError `settings_invalid` */
export function parseSettings(fileName: string, text: string): Settings {
  return valueOr('settings_invalid', checkTemplate(settingsSchema, readYaml(fileName, text)));
}

function checkDetection(fileName: string, text: string): Checked<Detection> {
  const id = fileName.replace(/\.yml$/, '');
  const named = isDetectionId(id) && id !== fileName ? [] : [misnamed(fileName)];
  const checked = checkTemplate(detectionSchema, readYaml(fileName, text));
  if ('problems' in checked) return { problems: [...named, ...checked.problems] };
  if (named.length > 0) return { problems: named };
  return { value: { id, ...checked.value } };
}

function misnamed(file: string): Problem {
  return {
    file,
    key: '',
    line: undefined,
    wrong: "the file's name cannot be an id.",
    remedy:
      'Name it in small letters, digits and single hyphens, at most 60, and end it in .yml: root-usage.yml',
  };
}

function valueOr<T>(code: InvalidCode, checked: Checked<T>): T {
  if ('problems' in checked) throw problemsError(code, checked.problems);
  return checked.value;
}

function fileNames(folder: string): string[] {
  return orMissing('catalog_invalid', folder, () => readdirSync(folder)).filter(
    (name) => !name.startsWith('.'),
  );
}

function read(code: InvalidCode, path: string): string {
  return orMissing(code, path, () => readFileSync(path, 'utf8'));
}

function orMissing<T>(code: InvalidCode, path: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    const hint = 'Put it back from the repository, or run the command where the templates folder is.';
    throw new TrailbotError({ code, message: `${path} could not be read.`, hint, cause });
  }
}
