// The command `catalog`: checks the templates, and prints or renews what is made from them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { editorSchemas } from '../catalog/editor-schemas.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { renderCatalogTable, renewCatalogTable } from '../render/catalog-table.ts';

/**
 * @param root - the project's folder, ending in a slash
 * @returns what to print
 * @throws TrailbotError `catalog_invalid` or `settings_invalid`
 */
export function runCatalog(root: URL, { write }: { readonly write: boolean }): string {
  const { detections, queries } = loadCatalog(new URL('templates/', root));
  const table = renderCatalogTable(detections);
  const counted = `${detections.length} detections and ${queries.length} queries, all well-formed.`;
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
