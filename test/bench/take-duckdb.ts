// How long DuckDB takes to ask an archive what the catalog's filters ask, where somebody installed it.
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileFilterPattern } from '../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { filtersInSql } from './filters-in-sql.ts';

/** As much of it as is used. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Readonly<Record<string, string>>,
    ): Promise<{ connect(): Promise<Connection> }>;
  };
}
interface Connection {
  runAndReadAll(sql: string): Promise<{ getRows(): readonly (readonly unknown[])[] }>;
}

export interface DuckDbTaken {
  readonly wallMs: number;
  /** Records that some filter counts. */
  readonly counted: number;
}

/**
 * It has 70 MB, and is no dependency of ours for that: `npm install --no-save @duckdb/node-api`.
 * @returns undefined where it is not installed
 */
export async function takeDuckDb(folder: string): Promise<DuckDbTaken | undefined> {
  const duckdb = await load();
  if (duckdb === undefined) return undefined;
  const { detections } = loadCatalog(TEMPLATES);
  const expressions = detections.flatMap(({ filter }) => compileFilterPattern(filter).expression ?? []);
  const sql = filtersInSql(expressions, `${folder}/**/*.json.gz`);
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const start = performance.now();
  const [row] = (await connection.runAndReadAll(sql)).getRows();
  return { wallMs: performance.now() - start, counted: Number(row?.[0]) };
}

async function load(): Promise<DuckDb | undefined> {
  const name: string = '@duckdb/node-api';
  try {
    return (await import(name)) as DuckDb;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
