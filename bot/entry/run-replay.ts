// Wires a replay: files in, one report or one line a match out, what is in the way told beside.
import { resolve } from 'node:path';
import { classifySource } from '../domain/context/classify-source.ts';
import type { Source } from '../domain/context/context.ts';
import type { Expected } from '../domain/replay/hide-expected.ts';
import { matchLine, reviewLine } from '../domain/replay/match-line.ts';
import { type Narrow, toldOf } from '../domain/replay/narrow.ts';
import { createNearActors } from '../domain/replay/near-actors.ts';
import { type Replayed, sideOf, type Variant } from '../domain/replay/replayed.ts';
import { tellPages } from '../domain/replay/report.ts';
import { sameFilters } from '../domain/replay/same-filter.ts';
import { createSamples } from '../domain/replay/samples.ts';
import { createTally } from '../domain/replay/tally.ts';
import { createGeo } from '../geo/create-geo.ts';
import type { Geo } from '../ports/aws.ts';
import { visible } from '../render/visible-text.ts';
import type { Part } from '../replay/part.ts';
import type { Range } from '../replay/range.ts';
import { replayFiles } from '../replay/replay-files.ts';
import { replayHere } from '../replay/replay-here.ts';
import { createTotals } from '../replay/totals.ts';
import { findSources, type Places } from './replay-sources.ts';

export interface ReplayAsked extends Places {
  readonly own: Variant;
  /** What the company's own may become. */
  readonly changed?: Variant;
  /** What people called expected or muted. */
  readonly expected?: readonly Expected[];
  readonly range: Range;
  /** What is shown; all when it is left out. */
  readonly narrow?: Narrow;
  readonly uncovered: boolean;
  /** Whether somebody wants to see messages: whole records of some pages are kept for them. */
  readonly messages?: boolean;
  /** A file that is not read though it lies among the others: what is written meanwhile. */
  readonly except?: string;
  readonly workers?: number;
  readonly signal: AbortSignal;
  /** Called for each match as a line of JSON: what is for the review as it comes, then the pages by their time. */
  readonly onLine?: (line: string) => void;
  readonly onSkipped: (line: string) => void;
  readonly onProgress: (read: { readonly files: number; readonly events: number }) => void;
}

/** @throws TrailbotError `input_unreadable` for a path that is not there, and what AWS refuses as a whole */
export async function runReplay(asked: ReplayAsked): Promise<Replayed> {
  const { range, narrow = {}, uncovered, workers, signal, onLine } = asked;
  const { expected = [] } = asked;
  const { actor } = narrow;
  const own = start(asked.own, narrow);
  const changed = asked.changed && start(asked.changed, narrow);
  const all = [own, ...(changed ? [changed] : [])];
  const shown = changed ?? own;
  const totals = createTotals();
  const actors = actor === undefined ? undefined : createNearActors(actor);
  let files = 0;
  const onPart = (part: Part) => {
    totals.add(part);
    for (const { where, why } of totals.toTell(part))
      asked.onSkipped(`skipped ${visible(where)}: ${visible(why)}`);
    for (const [at, { findings, uncovered: missed, samples }] of part.found.entries()) {
      all[at]?.samples.merge(samples);
      actors?.add(findings);
      const fresh = all[at]?.tally.add(findings, missed) ?? [];
      if (onLine === undefined || all[at] !== shown) continue;
      for (const finding of fresh) if (finding.lane === 'review') onLine(reviewLine(finding));
    }
    asked.onProgress({ files, events: totals.seen().events });
  };
  const onFile = () => {
    files += 1;
  };
  const { names, program } = await findSources(asked, {
    range,
    signal,
    onSkipped: (kind) => totals.skip(kind),
  });
  // A thread that reads from AWS fetches ahead, also when it is the only one.
  const replay = workers === 1 && program === undefined ? replayHere : replayFiles;
  const complete = await replay(
    asked.except === undefined ? names : others(names, asked.except),
    {
      catalogs: all.map(({ variant }) => variant.detections),
      range,
      uncovered,
      samples: asked.messages === true,
      ...(actor !== undefined && { actor }),
    },
    { signal, onPart, onFile, ...(workers !== undefined && { workers }), ...(program && { program }) },
  );
  const untold = totals.untold();
  if (untold > 0) asked.onSkipped(`skipped ${untold} more: the report counts them`);
  const geo = createGeo();
  if (onLine) {
    const { variant, tally } = shown;
    const locate = createLocate(geo, variant.settings.networks);
    const told = tellPages(tally, variant, { locate, expected });
    for (const one of toldOf(told, narrow)) onLine(matchLine(one));
  }
  const sideFor = ({ variant, tally, samples }: typeof own) =>
    sideOf(tally, totals.seen(), variant, {
      locate: createLocate(geo, variant.settings.networks),
      samples: samples.list(),
      expected,
    });
  const near = all.every(({ tally }) => tally.uncovered.size === 0) ? actors?.near() : undefined;
  return {
    complete,
    ...(near && { near }),
    skipped: totals.skipped(),
    now: sideFor(own),
    ...(changed && {
      whatIf: sideFor(changed),
      sameFilter: sameFilters(own.variant.detections, changed.variant.detections),
    }),
  };
}

/** A tally of its own for each: what one detection counts, another may not. */
function start(variant: Variant, narrow: Narrow) {
  const counting = variant.detections.filter(({ alarm }) => alarm.threshold > 1).map(({ id }) => id);
  return { variant, samples: createSamples(), tally: createTally(undefined, counting, narrow) };
}

/** Thousands of pages come from a few addresses, and a database takes a while. */
function createLocate(geo: Geo, networks: Variant['settings']['networks']): (address: string) => Source {
  const known = new Map<string, Source>();
  return (address) => {
    const source = known.get(address) ?? geo.locate(classifySource(address, networks));
    known.set(address, source);
    return source;
  };
}

async function* others(
  names: Iterable<string> | AsyncIterable<string>,
  except: string,
): AsyncGenerator<string> {
  const path = resolve(except);
  for await (const name of names) if (resolve(name) !== path) yield name;
}
