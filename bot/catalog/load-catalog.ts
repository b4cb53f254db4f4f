// Reads templates/ into validated objects; every mistake names file, key and remedy.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { isDetectionId } from '../domain/naming.ts';
import { nearestWord } from '../domain/nearest-word.ts';
import type { QueryTemplate } from '../domain/query/query.ts';
import type { Settings } from '../domain/settings.ts';
import { type Checked, checkTemplate } from './check-template.ts';
import { detectionSchema } from './detection-schema.ts';
import { type Problem, problemsError } from './problem.ts';
import { querySchema } from './query-schema.ts';
import { readYaml, type YamlFile } from './read-yaml.ts';
import { settingsSchema } from './settings-schema.ts';

type InvalidCode = 'catalog_invalid' | 'settings_invalid';

export interface Catalog {
  /** Sorted by id. */
  readonly detections: readonly Detection[];
  /** Sorted by id; all that detections name are there. */
  readonly queries: readonly QueryTemplate[];
  readonly settings: Settings;
}

/**
 * @param folder - the templates folder
 * @throws TrailbotError `catalog_invalid` with all mistakes of all detections and queries; `settings_invalid`, also
 * when the settings name a detection that there is none of
 */
export function loadCatalog(folder: URL | string): Catalog {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const queryFiles = readFolder(join(root, 'queries'));
  const known = queryFiles.map(({ file }) => idOf(file));
  const queries = sorted(queryFiles.map(checkQuery));
  const detections = sorted(
    readFolder(join(root, 'detections')).map((file) => withKnownQueries(checkDetection(file), file, known)),
  );
  const problems = [...detections.problems, ...queries.problems];
  if (problems.length > 0) throw problemsError('catalog_invalid', problems);
  const settingsFile = readYaml('settings.yml', read('settings_invalid', join(root, 'settings.yml')));
  const settings = valueOr(
    'settings_invalid',
    withKnownDetections(
      checkTemplate(settingsSchema, settingsFile),
      settingsFile,
      detections.values.map(({ id }) => id),
    ),
  );
  return { detections: detections.values, queries: queries.values, settings };
}

/** @throws TrailbotError `catalog_invalid` */
export function parseDetection(fileName: string, text: string): Detection {
  return valueOr('catalog_invalid', checkDetection(readYaml(fileName, text)));
}

/** @throws TrailbotError `catalog_invalid` */
export function parseQueryTemplate(fileName: string, text: string): QueryTemplate {
  return valueOr('catalog_invalid', checkQuery(readYaml(fileName, text)));
}

/** @throws TrailbotError `settings_invalid` */
export function parseSettings(fileName: string, text: string): Settings {
  return valueOr('settings_invalid', checkTemplate(settingsSchema, readYaml(fileName, text)));
}

function checkDetection(yaml: YamlFile): Checked<Detection> {
  return withId(yaml.file, checkTemplate(detectionSchema, yaml));
}

function checkQuery(yaml: YamlFile): Checked<QueryTemplate> {
  return withId(yaml.file, checkTemplate(querySchema, yaml));
}

function withId<T extends object>(file: string, checked: Checked<T>): Checked<T & { readonly id: string }> {
  const id = idOf(file);
  const named = isDetectionId(id) && id !== file ? [] : [misnamed(file)];
  if ('problems' in checked) return { problems: [...named, ...checked.problems] };
  return named.length > 0 ? { problems: named } : { value: { id, ...checked.value } };
}

/** A button for a query that is not there would be found at three in the morning. */
function withKnownQueries(
  checked: Checked<Detection>,
  { file, lineOf }: YamlFile,
  known: readonly string[],
): Checked<Detection> {
  if ('problems' in checked) return checked;
  const problems = checked.value.queries.flatMap((id, index): Problem[] => {
    if (known.includes(id)) return [];
    const nearest = nearestWord(id, known);
    const remedy = nearest === undefined ? `Queries are: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    const wrong = `is ${id}, and there is no queries/${id}.yml.`;
    return [{ file, key: `queries[${index}]`, line: lineOf(['queries', index]), wrong, remedy }];
  });
  return problems.length > 0 ? { problems } : checked;
}

/** A misspelt id would leave the detection its alarm, or after a renaming give it back one that nobody wants. */
function withKnownDetections(
  checked: Checked<Settings>,
  { file, lineOf }: YamlFile,
  known: readonly string[],
): Checked<Settings> {
  if ('problems' in checked) return checked;
  const problems = checked.value.deployment.withoutAlarm.flatMap((id, index): Problem[] => {
    if (known.includes(id)) return [];
    const nearest = nearestWord(id, known);
    const remedy = nearest === undefined ? 'Take it out of the list.' : `Did you mean ${nearest}?`;
    const wrong = `is ${id}, and there is no detections/${id}.yml.`;
    const line = lineOf(['deployment', 'withoutAlarm', index]);
    return [{ file, key: `deployment.withoutAlarm[${index}]`, line, wrong, remedy }];
  });
  return problems.length > 0 ? { problems } : checked;
}

function sorted<T extends { readonly id: string }>(checked: readonly Checked<T>[]) {
  const values = checked.flatMap((it) => ('value' in it ? [it.value] : []));
  const problems = checked.flatMap((it) => ('problems' in it ? it.problems : []));
  return { values: values.sort((a, b) => (a.id < b.id ? -1 : 1)), problems };
}

function idOf(file: string): string {
  return file.replace(/\.yml$/, '');
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

function readFolder(folder: string): YamlFile[] {
  return orMissing('catalog_invalid', folder, () => readdirSync(folder))
    .filter((name) => !name.startsWith('.'))
    .map((name) => readYaml(name, read('catalog_invalid', join(folder, name))));
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
