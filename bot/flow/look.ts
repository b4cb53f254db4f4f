// Reads the events behind an alarm with the detection's own metric filters, and judges them.

import { identifyActor } from '../domain/actor/identify-actor.ts';
import type { AlarmNotice } from '../domain/alarm/alarm.ts';
import { beginningOf, readOnFrom } from '../domain/alarm/look-again.ts';
import type { Gap } from '../domain/context/context.ts';
import { metricFiltersOf } from '../domain/detection/alarm-definition.ts';
import type { CompiledDetection } from '../domain/detection/compile-detection.ts';
import type { Detection } from '../domain/detection/detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailMessage } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Sighting } from '../domain/incident/incident.ts';
import type { AlertDeps } from './alert-deps.ts';

const WHAT = 'the events behind this alarm';
const MORE_THAN_READ: Gap = {
  what: WHAT,
  reason: 'There are more than one look can read.',
  remedy: 'The next look reads on. Ask the log group itself for all of them.',
};

export interface Look {
  readonly sightings: readonly Sighting[];
  /** From where the next look reads on. */
  readonly from: Date;
  /** Set when the log could not be read, or not to the end: the alarm is told all the same, with this in it. */
  readonly gap?: Gap;
}

/** One look into the log. A read that AWS refused is a gap, not a failure: the next look may succeed. */
export async function lookAtLog(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  deps: Pick<AlertDeps, 'trailLog' | 'clock' | 'log'>,
  from = beginningOf(alarm),
): Promise<Look> {
  const { clock, log } = deps;
  const now = clock.now();
  const to = now > alarm.changedAt ? now : alarm.changedAt;
  const { reads, gap } = await readParts(alarm, compiled.detection, { from, to }, deps);
  const sightings = eventsIn(reads, log).flatMap((event) => sightingOf(event, compiled) ?? []);
  if (gap !== undefined) return { sightings, from, gap };
  const truncated = reads.some((read) => read.truncated);
  const upTo = new Date(Math.min(...reads.map((read) => read.upTo.getTime())));
  // While nothing was found the whole window stays open: the alarm's own events are still to come.
  const next = sightings.length > 0 || truncated ? readOnFrom(from, upTo) : from;
  if (!truncated) return { sightings, from: next };
  const read = reads.reduce((sum, { messages }) => sum + messages.length, 0);
  log.warn('more events than were read', { alarm: alarm.name, read });
  return { sightings, from: next, gap: MORE_THAN_READ };
}

type Read = Awaited<ReturnType<AlertDeps['trailLog']['read']>>;

/**
 * A call takes one metric filter's pattern, and a long filter has several. One after the other: the whole account has a
 * few such calls a second.
 */
async function readParts(
  alarm: AlarmNotice,
  detection: Detection,
  window: { readonly from: Date; readonly to: Date },
  { trailLog, log }: Pick<AlertDeps, 'trailLog' | 'log'>,
): Promise<{ readonly reads: readonly Read[]; readonly gap?: Gap }> {
  const reads: Read[] = [];
  try {
    for (const { pattern } of metricFiltersOf(detection))
      reads.push(await trailLog.read({ pattern, ...window }));
    return { reads };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the log could not be read', { alarm: alarm.name, code: error.code, error });
    return { reads, gap: { what: WHAT, reason: error.message, remedy: error.hint } };
  }
}

/** Each event once, the oldest first; a single read has them in the order of their delivery. */
function eventsIn(reads: readonly Read[], log: AlertDeps['log']): readonly TrailEvent[] {
  const events = reads.flatMap(({ messages }) => messages.flatMap((message) => readEvent(message, log)));
  if (reads.length < 2) return events;
  const byId = new Map(events.map((event) => [event.eventID, event]));
  return [...byId.values()].toSorted((a, b) => timeOf(a) - timeOf(b));
}

function timeOf({ eventTime }: TrailEvent): number {
  return eventTime?.getTime() ?? 0;
}

/** A message that is no CloudTrail record cannot be shown as one; it is counted in the log, never fatal. */
export function readEvent(message: string, log: AlertDeps['log']): readonly TrailEvent[] {
  try {
    return [parseTrailMessage(message)];
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('a log message is not a CloudTrail record', { error, length: message.length });
    return [];
  }
}

/** What the detection makes of an event; undefined when its filter does not match. */
function sightingOf(event: TrailEvent, compiled: CompiledDetection): Sighting | undefined {
  const verdict = compiled.judge(event);
  if (!verdict) return undefined;
  return { detectionId: compiled.detection.id, event, actor: identifyActor(event), ...verdict };
}
