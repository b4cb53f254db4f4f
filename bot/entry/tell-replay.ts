// What `npm run replay` does: reads, tells, writes the page, and leaves the exit code.
import { parseLogGroup, spanOf } from '../aws/replay/log-slice.ts';
import { isInS3, parseS3Place } from '../aws/replay/s3-place.ts';
import type { Replayed, Side } from '../domain/replay/replayed.ts';
import { utcMinute } from '../domain/utc-minute.ts';
import { fitTerminal } from '../render/fit-terminal.ts';
import { renderReplay } from '../render/replay-report.ts';
import { count, printable } from '../render/replay-text.ts';
import { isWhole, type Range } from '../replay/range.ts';
import { isDamaged } from '../replay/totals.ts';
import { hasAwsEndpoint } from './config.ts';
import { loadVariants } from './load-variants.ts';
import { seenElsewhere } from './replay-elsewhere.ts';
import { openPage } from './replay-page.ts';
import { createProgress } from './replay-progress.ts';
import type { Places } from './replay-sources.ts';
import { checkRange, rangeWords } from './replay-time.ts';
import { nothingToRead, sortWords } from './replay-words.ts';
import { runReplay } from './run-replay.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);
/** As a shell says that Ctrl-C ended a command. */
const STOPPED = 130;
/** Something could not be read, or there was nothing to read. */
const UNREAD = 2;
const USUAL_COLUMNS = 80;

/** As they are written; times in milliseconds since 1970. */
export interface ReplayFlags {
  readonly json?: true;
  readonly jsonl?: true;
  readonly html?: string;
  readonly since?: number;
  readonly until?: number;
  readonly actor?: string;
  readonly detection: readonly string[];
  readonly whatIf?: string;
  /** True: those of the deployed bot. */
  readonly suppressions?: string | true;
  readonly workers?: number;
  readonly logGroup?: string;
  readonly region?: string;
  readonly profile?: string;
}

/**
 * Prints the report, and beside it on stderr what a script must not take for a part of it.
 * @param signal - ends it with the report so far
 * @throws TrailbotError for what is told before a file is read, what AWS refuses, and a page that cannot be written
 */
export async function tellReplay(
  words: readonly string[],
  options: ReplayFlags,
  signal: AbortSignal,
): Promise<void> {
  const { html, since, until, actor, whatIf } = options;
  const { paths, detection, suppressions } = sortWords({ ...options, paths: words }, TEMPLATES);
  if (paths.length === 0 && options.logGroup === undefined) throw nothingToRead(suppressions, html);
  const range = { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
  checkRange(range);
  const places = placesOf(paths, range, options);
  const variants = await loadVariants(
    {
      templates: TEMPLATES.href,
      ids: detection,
      ...(whatIf !== undefined && { whatIf }),
      ...(suppressions !== undefined && {
        suppressions: suppressions === true ? { access: places.access ?? {} } : { file: suppressions },
      }),
    },
    signal,
  ).catch((error: unknown) => {
    if (error === signal.reason) return undefined;
    throw error;
  });
  if (variants === undefined) return tellStopped({});
  const page = html === undefined ? undefined : openPage(html);
  const progress = createProgress(places, process.stderr);
  // `| head` has read enough: what is left is for nobody.
  process.stdout.once('error', () => process.exit());
  const given = options.workers === undefined ? {} : { workers: options.workers };
  const { shown, ...templates } = variants;
  const replayed = await runReplay({
    ...places,
    ...templates,
    narrow: { ...(actor !== undefined && { actor }), ...(shown && { detections: shown }) },
    range,
    uncovered: shown === undefined,
    ...(html !== undefined && { messages: true, except: html }),
    ...given,
    signal,
    ...(options.jsonl && { onLine: (line: string) => void process.stdout.write(`${line}\n`) }),
    onSkipped: (line) => {
      progress.clear();
      console.error(line);
    },
    onProgress: progress.step,
  }).catch((error: unknown) => {
    page?.giveUp();
    throw error;
  });
  progress.clear();
  const isEmpty = replayed.now.report.events === 0;
  if (isEmpty) page?.giveUp();
  if (isEmpty && !replayed.complete) return tellStopped(range);
  try {
    if (!isEmpty) await page?.write(replayed, variants.changed ?? variants.own);
  } finally {
    // Also where the disk is full by now: nobody has to wait for it again.
    if (!options.jsonl) console.log(options.json ? toJson(replayed) : toText(replayed));
  }
  if (html !== undefined && !isEmpty)
    (options.json || options.jsonl ? console.error : console.log)(`\nThe report is in ${html}`);
  if (isDamaged(replayed.skipped)) process.exitCode = UNREAD;
  if (isEmpty) await tellEmpty(places, { range, signal, ...given });
  else if (actor !== undefined && replayed.near) tellNobody(actor, replayed.near);
  if (!replayed.complete) process.exitCode = STOPPED;
}

function tellStopped(range: Range): void {
  const which = isWhole(range) ? '' : ` ${rangeWords(range)}`;
  console.error(`Stopped: no event${which} was read until then, so there is no report.`);
  process.exitCode = STOPPED;
}

/** A wrong path must not look like a quiet time. */
async function tellEmpty(places: Places, asked: Parameters<typeof seenElsewhere>[1]): Promise<void> {
  const { range, signal } = asked;
  const seen = await seenElsewhere(places, asked);
  if (signal.aborted) return tellStopped(range);
  if (seen === undefined) {
    console.error(`There is no record${isWhole(range) ? '' : ` ${rangeWords(range)}`} in what was given.`);
    process.exitCode = UNREAD;
    return;
  }
  const { events, first, last } = seen;
  const span =
    first === undefined || last === undefined
      ? 'they tell no time'
      : `they are from ${utcMinute(first)} to ${utcMinute(last)} UTC`;
  console.error(`None of the files’ ${count(events)} records is ${rangeWords(range)}: ${span}.`);
}

function tellNobody(actor: string, near: readonly string[]): void {
  const names = near.map(printable);
  const hint = names.length > 0 ? ` Names like it: ${names.join(', ')}.` : '';
  console.error(`Nobody called “${printable(actor)}” did anything that a detection counts.${hint}`);
}

function toText(replayed: Replayed): string {
  const text = renderReplay(replayed);
  // In a pipe a line is a line.
  return process.stdout.isTTY ? fitTerminal(text, process.stdout.columns || USUAL_COLUMNS) : text;
}

function placesOf(paths: readonly string[], range: Range, options: ReplayFlags): Places {
  const { region, profile, logGroup } = options;
  // Listing finds it out as well, though not before the templates and all files before it were read.
  for (const path of paths) if (isInS3(path)) parseS3Place(path);
  const access = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    pathStyle: hasAwsEndpoint(),
  };
  if (logGroup === undefined) return { paths, access };
  const { group, region: own } = parseLogGroup(logGroup);
  const span = spanOf(range, Date.now());
  if (range.since === undefined) {
    console.error(`The log group is read from ${utcMinute(span.from)} UTC on: --since reaches further back.`);
  }
  return { paths, access, logGroup: { group, span, access: { ...access, ...(own && { region: own }) } } };
}

function toJson({ complete, skipped, now, whatIf }: Replayed): string {
  const side = ({ report, quiet, left }: Side) => ({ ...report, quiet, ...(left && { left }) });
  const changed = whatIf && { whatIf: side(whatIf) };
  return JSON.stringify({ ...side(now), skipped, complete, ...changed }, undefined, 2);
}
