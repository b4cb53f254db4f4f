// What a replay keeps of one event that a detection counts.

import { identifyActor } from '../actor/identify-actor.ts';
import type { CompiledCatalog } from '../detection/compile-detection.ts';
import type { Severity } from '../detection/detection.ts';
import type { TrailEvent } from '../event/trail-event.ts';

export interface Finding {
  readonly detectionId: string;
  readonly eventID: string;
  /** Milliseconds since 1970; undefined where the record does not say. */
  readonly at: number | undefined;
  readonly lane: 'page' | 'review';
  readonly severity: Severity;
  readonly accountId: string;
  readonly actorKey: string;
  readonly actorName: string;
}

/** As the stream road judges the event: one finding for each detection that counts it. */
export function findingsOf(event: TrailEvent, catalog: CompiledCatalog): readonly Finding[] {
  const judged = catalog.judgeAll(event);
  if (judged.length === 0) return [];
  const { key, name } = identifyActor(event);
  const { eventID, eventTime, accountId } = event;
  return judged.map(({ detection, verdict }) => ({
    detectionId: detection.id,
    eventID,
    at: eventTime?.getTime(),
    lane: verdict.lane,
    severity: verdict.severity,
    accountId,
    actorKey: key,
    actorName: name,
  }));
}
