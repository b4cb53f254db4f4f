// What does not fit into a message: all rows as CSV, and a timeline's picture.
import { chartPoints } from '../domain/query/chart-points.ts';
import type { BoundQuery, QueryResult } from '../domain/query/query.ts';
import type { UploadedFile } from '../ports/slack.ts';
import { describeChart, renderChart } from '../render/chart.ts';
import type { Csv } from '../render/query-csv.ts';
import { count } from '../render/query-footer.ts';
import type { JobDeps } from './job-deps.ts';

/** `refused-calls-2026-11-22T14-03-11Z`: sorts by query and time, and is a file name everywhere. */
export function fileStem({ template, to }: BoundQuery): string {
  return `${template.id}-${to.toISOString().slice(0, -5).replaceAll(':', '-')}Z`;
}

/** The picture first: it is what a person looks at. */
export async function queryFiles(
  query: BoundQuery,
  result: QueryResult,
  csv: Csv | undefined,
  deps: JobDeps,
): Promise<readonly UploadedFile[]> {
  return [...(await picture(query, result, deps)), ...(csv ? [table(query, result, csv)] : [])];
}

function table(query: BoundQuery, { rows }: QueryResult, csv: Csv): UploadedFile {
  const part = csv.rows < rows.length ? `the first ${count(csv.rows)} of ` : '';
  return {
    name: `${fileStem(query)}.csv`,
    title: `${query.template.title}: ${part}${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`,
    content: csv.text,
  };
}

/** The rows are the answer; a picture that cannot be drawn takes nothing away from them. */
async function picture(
  query: BoundQuery,
  result: QueryResult,
  { charts, settings, log }: JobDeps,
): Promise<readonly UploadedFile[]> {
  const { show, title } = query.template;
  const points = show.kind === 'timeline' ? chartPoints(query, result, show) : undefined;
  if (!points) return [];
  const words = { title, timeZone: settings.workingHours.timeZone };
  try {
    const content = await charts.draw(renderChart(points, words));
    return [{ name: `${fileStem(query)}.png`, title, altText: describeChart(points, words), content }];
  } catch (error) {
    log.warn('a picture could not be drawn', { query: query.template.id, error });
    return [];
  }
}
