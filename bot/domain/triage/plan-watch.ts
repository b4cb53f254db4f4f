// Whose reaction to an incident is waited for, and for how long: what is put off when it is told.
import type { Actor } from '../actor/actor.ts';
import type { LaterTask } from '../alarm/later-task.ts';
import { isTestEvent } from '../health/is-test-event.ts';
import type { Incident } from '../incident/incident.ts';
import type { Settings } from '../settings.ts';
import { isElsewhere } from './apply-deed.ts';
import { type Triage, triageState } from './triage.ts';
import { whomToAsk } from './whom-to-ask.ts';

export interface PutOff {
  readonly task: LaterTask;
  readonly seconds: number;
}

export interface Watch {
  /** What the incident notes, so that it is planned once; empty when nothing is to be waited for. */
  readonly noted: Pick<Triage, 'clockSince' | 'askingSince'>;
  readonly putOff: readonly PutOff[];
}

/**
 * A critical incident that nobody has acknowledged starts the clock; a high or critical one whose actor may be somebody
 * in Slack, the question.
 */
export function planWatch(
  incident: Incident,
  { escalation, people }: Pick<Settings, 'escalation' | 'people'>,
  now: Date,
): Watch {
  const { id: incidentId, severity, actor, triage = {} } = incident;
  const isOver = isElsewhere(incident) || triageState(triage) !== 'open';
  if (isOver || isTest(incident)) return { noted: {}, putOff: [] };
  const critical = severity === 'critical';
  const clock = critical && !triage.clockSince;
  const isGrave = critical || severity === 'high';
  const asks = isGrave && !triage.askingSince && !triage.asked && hasCandidate(actor, people);
  return {
    noted: { ...(clock && { clockSince: now }), ...(asks && { askingSince: now }) },
    putOff: [
      ...(clock
        ? [
            { task: clockTask('remind', incidentId, now), seconds: escalation.remindMinutes * 60 },
            { task: clockTask('page', incidentId, now), seconds: escalation.pageMinutes * 60 },
          ]
        : []),
      ...(asks ? [{ task: { kind: 'ask', incidentId, since: now } as const, seconds: 0 }] : []),
    ],
  };
}

function hasCandidate(actor: Actor | undefined, people: Settings['people']): boolean {
  if (!actor) return false;
  const { userId, emails } = whomToAsk(actor, people);
  return userId !== undefined || emails.length > 0;
}

/** Nobody is woken for what `/trail test` wrote. */
function isTest({ tallies }: Incident): boolean {
  const events = tallies.flatMap(({ samples }) => samples);
  return events.length > 0 && events.every(isTestEvent);
}

function clockTask(step: 'remind' | 'page', incidentId: string, since: Date): LaterTask {
  return { kind: 'unacknowledged', incidentId, step, since, left: 0 };
}
