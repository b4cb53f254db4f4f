// Reads the events behind an alarm with the detection's own filter, and judges them.

import { identifyActor } from '../domain/actor/identify-actor.ts';
import type { AlarmNotice } from '../domain/alarm/alarm.ts';
import { windowOf } from '../domain/alarm/look-again.ts';
import type { Gap } from '../domain/context/context.ts';
import type { CompiledDetection } from '../domain/detection/compile-detection.ts';
import { TrailbotError } from '../domain/errors.ts';
import { parseTrailMessage } from '../domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import type { Sighting } from '../domain/incident/incident.ts';
import type { AlertDeps } from './alert-deps.ts';

export interface Look {
  readonly sightings: readonly Sighting[];
  /** Set when the log could not be read: the alarm is told all the same, with this in it. */
  readonly gap?: Gap;
}

/** One read of the log. A read that AWS refused is a gap, not a failure: the next look may succeed. */
export async function lookAtLog(
  alarm: AlarmNotice,
  compiled: CompiledDetection,
  { trailLog, clock, log }: Pick<AlertDeps, 'trailLog' | 'clock' | 'log'>,
): Promise<Look> {
  const { from, to } = windowOf(alarm, clock.now());
  try {
    const { messages, truncated } = await trailLog.read({ pattern: compiled.detection.filter, from, to });
    if (truncated) log.warn('more events than were read', { alarm: alarm.name, read: messages.length });
    const events = messages.flatMap((message) => readEvent(message, log));
    return { sightings: events.flatMap((event) => sightingOf(event, compiled) ?? []) };
  } catch (error) {
    if (!(error instanceof TrailbotError)) throw error;
    log.warn('the log could not be read', { alarm: alarm.name, code: error.code, error });
    const gap = { what: 'the events behind this alarm', reason: error.message, remedy: error.hint };
    return { sightings: [], gap };
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
export function sightingOf(event: TrailEvent, compiled: CompiledDetection): Sighting | undefined {
  const verdict = compiled.judge(event);
  if (!verdict) return undefined;
  return { detectionId: compiled.detection.id, event, actor: identifyActor(event), ...verdict };
}
