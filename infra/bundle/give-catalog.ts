// Gives each function what it reads of the templates, as JSON: no YAML and no schema is read when a function starts.
import type { Plugin } from 'esbuild';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import type { FunctionName } from '../../bot/domain/deployment/functions.ts';

/** The file beside `index.mjs` with the examples, which only `/trail test` reads. */
const EXAMPLES = 'examples.json';

/** In place of `bot/catalog/load-catalog.ts`. */
export interface GivenCatalog {
  readonly code: string;
  /** Content by name, to lie beside the code. */
  readonly files: ReadonlyMap<string, string>;
}

/** What a function reads of the templates. */
export function catalogFor(name: FunctionName, catalog: Catalog): GivenCatalog {
  switch (name) {
    case 'ingress':
      return given(namesOf(catalog));
    case 'alert':
    case 'stream':
      return given(withoutExamples(catalog));
    case 'job':
      return {
        code: `import { readFileSync } from 'node:fs';
const catalog = ${parsed(withoutExamples(catalog))};
let examples;
const examplesOf = (id) => {
  examples ??= JSON.parse(readFileSync(new URL('./${EXAMPLES}', import.meta.url), 'utf8'));
  return examples[id];
};
for (const detection of catalog.detections)
  Object.defineProperty(detection, 'examples', { get: () => examplesOf(detection.id) });
export const loadCatalog = () => catalog;`,
        files: new Map([[EXAMPLES, JSON.stringify(firingExamples(catalog))]]),
      };
    case 'contain':
    case 'release':
    case 'revoke':
      return given({ settings: { containment: catalog.settings.containment } });
  }
}

export function giveCatalog({ code }: GivenCatalog): Plugin {
  return {
    name: 'give-catalog',
    setup(build) {
      build.onLoad({ filter: /[\\/]bot[\\/]catalog[\\/]load-catalog\.ts$/ }, () => ({ contents: code }));
    },
  };
}

function given(part: object): GivenCatalog {
  return { code: `export const loadCatalog = () => ${parsed(part)};`, files: new Map() };
}

/** A text that JSON.parse reads is quicker than code that says the same. */
function parsed(value: object): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
}

function namesOf({ detections, queries }: Catalog) {
  return {
    detections: detections.map(({ id, title }) => ({ id, title })),
    queries: queries.map(({ id, title, question, parameters }) => ({ id, title, question, parameters })),
  };
}

/** They are four fifths of the templates, and there for whoever reads, tests and rehearses. */
function withoutExamples({ detections, queries, settings }: Catalog): Catalog {
  return {
    detections: detections.map((detection) => ({ ...detection, examples: [] })),
    queries,
    settings,
  };
}

function firingExamples({ detections }: Catalog) {
  return Object.fromEntries(
    detections.map(({ id, examples }) => [id, examples.filter(({ fires }) => fires)]),
  );
}
