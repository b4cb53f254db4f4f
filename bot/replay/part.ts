// What a thread tells of a file, in one message or, where the file is large, in several.

import { identifyActor } from '../domain/actor/identify-actor.ts';
import type { CompiledCatalog } from '../domain/detection/compile-detection.ts';
import type { Detection } from '../domain/detection/detection.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { type Finding, judgedOf } from '../domain/replay/finding.ts';
import { isBy } from '../domain/replay/narrow.ts';
import type { Seen } from '../domain/replay/report.ts';
import { createSamples, type Sample } from '../domain/replay/samples.ts';
import type { Uncovered } from '../domain/replay/tally.ts';
import { changesSafeguard } from '../domain/replay/uncovered.ts';
import type { Skipped, SkippedKind } from '../records/records-in-json.ts';
import type { Range } from './range.ts';
import type { Scanned } from './scanned.ts';

/** What a replay looks for; everything in it can be sent to another thread. */
export interface Ask {
  /** Each is run on its own: the company's, and what it may become. */
  readonly catalogs: readonly (readonly Detection[])[];
  readonly range: Range;
  /**
   * Whose part is shown, a name or key: nobody else's records are kept, nor changes that nothing counts. Findings are of
   * everybody, because what one did may be told because of the others.
   */
  readonly actor?: string;
  /** Whether to look for changes that no detection counts: senseless with some of the detections alone. */
  readonly uncovered: boolean;
  /** Whether to keep a few whole records, for messages to be made from. */
  readonly samples?: boolean;
}

export interface Part extends Seen {
  /** Of each catalog. */
  readonly found: readonly {
    readonly findings: readonly Finding[];
    readonly uncovered: readonly Uncovered[];
    readonly samples: readonly Sample[];
  }[];
  /** The first few; `skippedCounts` has all. */
  readonly skipped: readonly Skipped[];
  readonly skippedCounts: { readonly [kind in SkippedKind]?: number };
}

/** A file of a million lines of something else must not fill the memory with where each was. */
const MOST_SKIPPED = 20;

export function partOf(
  { events, first, last, candidates }: Scanned,
  skipped: readonly Skipped[],
  catalogs: readonly CompiledCatalog[],
  ask: Ask,
): Part {
  const counts: { [kind in SkippedKind]?: number } = {};
  for (const { kind } of skipped) counts[kind] = (counts[kind] ?? 0) + 1;
  return {
    events,
    first,
    last,
    found: catalogs.map((catalog) => find(candidates, catalog, ask)),
    skipped: skipped.slice(0, MOST_SKIPPED),
    skippedCounts: counts,
  };
}

function find(events: readonly TrailEvent[], catalog: CompiledCatalog, { actor, uncovered, samples }: Ask) {
  const findings: Finding[] = [];
  const missed: Uncovered[] = [];
  const kept = createSamples();
  for (const event of events) {
    const found = judgedOf(event, catalog);
    for (const { finding, because } of found) {
      findings.push(finding);
      if (samples && isBy(finding, actor)) kept.add(finding, because, event);
    }
    if (uncovered && found.length === 0 && changesSafeguard(event) && isOf(event, actor))
      missed.push(missedOf(event));
  }
  return { findings, uncovered: missed, samples: kept.list() };
}

function isOf(event: TrailEvent, actor: string | undefined): boolean {
  if (actor === undefined) return true;
  const { key, name } = identifyActor(event);
  return isBy({ actorKey: key, actorName: name, accountId: event.accountId }, actor);
}

function missedOf({ eventSource, eventName, eventID }: TrailEvent): Uncovered {
  return { action: `${eventSource}:${eventName}`.slice(0, 200), eventID: eventID.slice(0, 100) };
}
