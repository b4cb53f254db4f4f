// `npm run replay -- <paths…>`: what Trailbot would have told about events that somebody has in files.
import { Command, InvalidArgumentError } from 'commander';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { compileCatalog } from '../domain/detection/compile-detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { reportOn } from '../domain/replay/report.ts';
import { listFiles } from '../records/read-records.ts';
import { renderReplayReport } from '../render/replay-report.ts';
import { type Range, replayFiles } from '../replay/replay-files.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);

interface Options {
  readonly json: boolean;
  readonly since?: number;
  readonly until?: number;
  readonly detection: readonly string[];
}

export function replayCommand(): Command {
  return new Command('replay')
    .description('run the detections over CloudTrail files, and tell what Trailbot would have said')
    .argument(
      '<paths...>',
      'files (.json, .json.gz, JSON Lines) and folders, as S3 or the AWS CLI delivers them',
    )
    .option('--since <time>', 'only events from then on, for example 2026-11-01', time)
    .option('--until <time>', 'only events before then', time)
    .option('--detection <ids...>', 'only these detections', [])
    .option('--json', 'print the report as JSON', false)
    .action(run);
}

async function run(paths: readonly string[], { json, detection, since, until }: Options): Promise<void> {
  const { detections: all, settings } = loadCatalog(TEMPLATES);
  const detections = choose(all, detection);
  const files = (await Promise.all(paths.map(listFiles))).flat();
  const range: Range = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  const progress = createProgress(files.length);
  const { findings, skipped, ...seen } = await replayFiles(
    files,
    compileCatalog(detections),
    range,
    progress.step,
  );
  progress.end();
  tellSkipped(skipped);
  const report = reportOn(findings, seen, detections, settings.incidentQuietHours);
  console.log(json ? JSON.stringify(report, undefined, 2) : renderReplayReport(report));
  if (skipped.length > 0) process.exitCode = 2;
}

const MOST_TOLD = 20;

/** Each is told by its place; a folder of something else altogether must not push the report off the screen. */
function tellSkipped(skipped: readonly { readonly where: string; readonly why: string }[]): void {
  for (const { where, why } of skipped.slice(0, MOST_TOLD)) console.error(`skipped ${where}: ${why}`);
  if (skipped.length > MOST_TOLD) console.error(`skipped ${skipped.length - MOST_TOLD} more`);
}

function choose<T extends { readonly id: string }>(all: readonly T[], ids: readonly string[]): readonly T[] {
  if (ids.length === 0) return all;
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown === undefined) return all.filter(({ id }) => ids.includes(id));
  throw new TrailbotError({
    code: 'input_unreadable',
    message: `There is no detection ${unknown.slice(0, 60)}.`,
    hint: '`npm run catalog` prints the ids of all detections.',
  });
}

function time(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at))
    throw new InvalidArgumentError('It is no date: write 2026-11-01 or 2026-11-01T12:00:00Z.');
  return at;
}

/** On a terminal one line that is written over; in a pipe nothing. */
function createProgress(files: number) {
  let read = 0;
  let bytes = 0;
  const { stderr } = process;
  return {
    step(file: { readonly bytes: number }) {
      read += 1;
      bytes += file.bytes;
      if (stderr.isTTY) stderr.write(`\r${read} of ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
    },
    end() {
      if (stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}
