// The command `catalog`: checks the templates, and prints or renews what is made from them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { editorSchemas } from '../catalog/editor-schemas.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { countsDataEventsAlone } from '../domain/detection/data-event.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { tellUnwritten } from '../domain/detection/placeholders.ts';
import type { Settings } from '../domain/settings.ts';
import { renderCatalogTable, renewCatalogTable } from '../render/catalog-table.ts';

/**
 * @param root - the project's folder, ending in a slash
 * @returns what to print
 * @throws TrailbotError `catalog_invalid` or `settings_invalid`
 */
export function runCatalog(root: URL, { write }: { readonly write: boolean }): string {
  const { detections, queries, settings } = loadCatalog(new URL('templates/', root));
  const table = renderCatalogTable(detections);
  const counted = [
    ...detections.flatMap((detection) => tellUnwritten(detection) ?? []),
    ...tellUnrecorded(detections, settings),
    `${detections.length} detections and ${queries.length} queries, all well-formed.`,
  ].join('\n');
  if (!write) return `${table}\n\n${counted}`;
  const written = [...editorSchemas()].map(([name, text]) => {
    writeFileSync(new URL(`templates/${name}`, root), text);
    return `templates/${name}`;
  });
  const readme = new URL('README.md', root);
  const renewed = existsSync(readme) ? renewCatalogTable(readFileSync(readme, 'utf8'), table) : undefined;
  if (renewed === undefined)
    return `${counted}\nWritten: ${written.join(', ')}. README.md has no place for the table.`;
  writeFileSync(readme, renewed);
  return `${counted}\nWritten: ${[...written, 'README.md'].join(', ')}.`;
}

/** What a trail that is there already records is not known here. */
function tellUnrecorded(
  detections: readonly Detection[],
  { deployment: { dataEvents, existing } }: Settings,
): readonly string[] {
  if (existing.trail || dataEvents.buckets.length + dataEvents.functions.length > 0) return [];
  return detections
    .filter(countsDataEventsAlone)
    .map(
      ({ id }) =>
        `${id} counts data events, and none are recorded: name the bucket or function under deployment.dataEvents in templates/settings.yml.`,
    );
}
