// Reads the events behind an alarm with the detection's own filter, and judges them.

import { identifyActor } from '../domain/actor/identify-actor.ts';
import type { AlarmNotice } from '../domain/alarm/alarm.ts';
import { beginningOf, readOnFrom } from '../domain/alarm/look-again.ts';
import type { Gap } from '../domain/context/context.ts';
import type { CompiledDetection } from '../domain/detection/compile-detection.ts';
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

/** One read of the log. A read that AWS refused is a gap, not a failure: the next look may succeed. */
export async function lookAtLog(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  { trailLog, clock, log }: Pick<AlertDeps, 'trailLog' | 'clock' | 'log'>,
  from = beginningOf(alarm),
): Promise<Look> {
  const now = clock.now();
  const to = now > alarm.changedAt ? now : alarm.changedAt;
  try {
    const read = await trailLog.read({ pattern: compiled.detection.filter, from, to });
    const events = read.messages.flatMap((message) => readEvent(message, log));
    const sightings = events.flatMap((event) => sightingOf(event, compiled) ?? []);
    // While nothing was found the whole window stays open: the alarm's own events are still to come.
    const next = sightings.length > 0 || read.truncated ? readOnFrom(from, read.upTo) : from;
    if (!read.truncated) return { sightings, from: next };
    log.warn('more events than were read', { alarm: alarm.name, read: read.messages.length });
    return { sightings, from: next, gap: MORE_THAN_READ };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the log could not be read', { alarm: alarm.name, code: error.code, error });
    const gap = { what: WHAT, reason: error.message, remedy: error.hint };
    return { sightings: [], from, gap };
  }
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
