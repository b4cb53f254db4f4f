// What a replay keeps of one event that a detection counts.
import type { ActorKind } from '../actor/actor.ts';
import { identifyActor } from '../actor/identify-actor.ts';
import { cutText } from '../cut-text.ts';
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
  /** Whether a rule made it worse than the detection is, or it could not be judged. */
  readonly raised: boolean;
  /** Whether the call did not succeed. */
  readonly failed: boolean;
  readonly region: string;
  readonly accountId: string;
  readonly actorKind: ActorKind;
  readonly actorKey: string;
  readonly actorName: string;
  /** As in the record: attacker-controlled text. */
  readonly address: string;
  /** `eventSource:eventName`. */
  readonly action: string;
}

/** Real ones are 36 characters. A record made to be large must not be kept for its id. */
const LONGEST_ID = 100;
const LONGEST_ACTION = 200;
const LONGEST_ADDRESS = 253;

/** As the stream road judges the event: one finding for each detection that counts it. */
export function findingsOf(
  event: TrailEvent,
  catalog: Pick<CompiledCatalog, 'judgeAll'>,
): readonly Finding[] {
  return judgedOf(event, catalog).map(({ finding }) => finding);
}

/** {@link findingsOf}, each with why it is worse than its detection. */
export function judgedOf(
  event: TrailEvent,
  catalog: Pick<CompiledCatalog, 'judgeAll'>,
): readonly { readonly finding: Finding; readonly because: readonly string[] }[] {
  const judged = catalog.judgeAll(event);
  if (judged.length === 0) return [];
  const { kind, key, name } = identifyActor(event);
  const { eventTime, accountId } = event;
  return judged.map(({ detection, verdict }) => ({
    because: verdict.because,
    finding: {
      detectionId: detection.id,
      eventID: cutText(event.eventID, LONGEST_ID),
      at: eventTime?.getTime(),
      lane: verdict.lane,
      severity: verdict.severity,
      raised: verdict.because.length > 0,
      failed: event.outcome.kind === 'failure',
      region: cutText(event.awsRegion, LONGEST_ID),
      accountId: cutText(accountId, LONGEST_ID),
      actorKind: kind,
      actorKey: key,
      actorName: name,
      address: cutText(event.sourceIPAddress, LONGEST_ADDRESS),
      action: cutText(`${event.eventSource}:${event.eventName}`, LONGEST_ACTION),
    },
  }));
}
