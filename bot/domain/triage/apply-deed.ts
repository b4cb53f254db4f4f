// Puts what a person decided, or the bot in nobody's stead, into an incident: pure, and once however often it is tried.
import type { ActorKind } from '../actor/actor.ts';
import { isAbove } from '../detection/severity.ts';
import type { Incident, News } from '../incident/incident.ts';
import type { AuditEntry } from './audit-entry.ts';
import { distrustOwnWord } from './distrust-own-word.ts';
import { type Triage, triageState } from './triage.ts';

/** Deeds an incident remembers; a job that comes again after so many others would count twice. */
const DEEDS = 50;
/** Their names are given to them. Whoever takes on a role chooses the session's name, and by that who is asked. */
const GIVEN_NAMES: readonly ActorKind[] = ['iam-user', 'identity-center-user'];

/**
 * The incident with the deed in it, and the news for its thread. The same object where the deed changes nothing: it is
 * in there already, somebody was quicker, or the incident is not one that a person works on (any more).
 */
export function applyDeed(incident: Incident, entry: AuditEntry): Incident {
  const before = incident.triage ?? {};
  if (holdsDeed(incident, entry.id) || isElsewhere(incident)) return incident;
  const after = edit(before, entry, incident);
  if (after === before) return incident;
  const { severity, ...raised } = raise(incident, entry);
  const done: Incident = {
    ...incident,
    severity,
    triage: { ...after, deeds: [...(before.deeds ?? []), entry.id].slice(-DEEDS) },
    untold: [...incident.untold, { kind: 'deed', entry }, ...raised.news],
    revision: incident.revision + 1,
  };
  return distrustOwnWord(done, incident.severity);
}

/** Whether this very deed is in the incident. */
export function holdsDeed({ triage }: Incident, entryId: string): boolean {
  return triage?.deeds?.includes(entryId) ?? false;
}

/** Whether its message says that there is nothing to do here: routine, or told in another message. */
export function isElsewhere({ waitEnded }: Incident): boolean {
  return waitEnded !== undefined && waitEnded.kind !== 'nothing';
}

/** Resolved, and active again: open as it was on the first day, but for what was noted, and a "no". */
export function reopen(incident: Incident, at: Date): Incident {
  const { id, revision, triage = {} } = incident;
  if (triageState(triage) !== 'resolved') return incident;
  return applyDeed(incident, {
    id: `reopened ${id} ${revision}`,
    at,
    deed: { kind: 'reopened' },
    incidentId: id,
  });
}

function edit(before: Triage, { deed, userId, at }: AuditEntry, incident: Incident): Triage {
  const state = triageState(before);
  switch (deed.kind) {
    case 'acknowledged':
      return state === 'open' && userId !== undefined ? acknowledged(before, { userId, at }) : before;
    case 'assigned':
      return state === 'resolved' || before.assignee === deed.to ? before : { ...before, assignee: deed.to };
    case 'resolved':
      return state === 'resolved' || userId === undefined
        ? before
        : { ...before, resolved: { userId, at, verdict: deed.verdict, note: deed.note } };
    case 'reopened':
      return state === 'resolved' ? reopened(before) : before;
    case 'reminded':
      return state !== 'open' || before.remindedAt ? before : { ...before, remindedAt: at };
    case 'escalated':
      return state === 'resolved' ? before : { ...before, escalatedAt: at };
    case 'asked':
      return before.asked || state === 'resolved' ? before : { ...before, asked: { userId: deed.whom, at } };
    case 'answered':
      return answered(before, { answer: deed.answer, userId, at }, incident);
    case 'suppressed':
    case 'unsuppressed':
      return { ...before };
    default:
      return before;
  }
}

function acknowledged(before: Triage, deciding: { readonly userId: string; readonly at: Date }): Triage {
  return { ...before, acknowledged: deciding, assignee: before.assignee ?? deciding.userId };
}

/** A "yes" was about what happened before: whoever is behind the name is asked anew. */
function reopened({ asked, deeds }: Triage): Triage {
  return { ...(asked?.answer === 'no' && { asked }), ...(deeds && { deeds }) };
}

/**
 * Only who was asked is heard. A "no" is never taken back, and opens again what was resolved; a "yes" is no
 * acknowledgement of something critical, or where the caller chose who was asked: whoever stole the name may hold the
 * chat account as well.
 */
function answered(
  before: Triage,
  { answer, userId, at }: { answer: 'yes' | 'no' | 'silence'; userId: string | undefined; at: Date },
  { severity, actor }: Incident,
): Triage {
  const { asked } = before;
  if (!asked || asked.answer === 'no' || asked.answer === answer) return before;
  if (answer === 'silence') {
    return asked.answer || triageState(before) === 'resolved'
      ? before
      : { ...before, asked: { ...asked, answer } };
  }
  if (userId !== asked.userId) return before;
  if (answer === 'no') {
    const kept = triageState(before) === 'resolved' ? reopened(before) : before;
    return { ...kept, asked: { ...asked, answer } };
  }
  const noted = { ...before, asked: { ...asked, answer } };
  const isGiven = actor !== undefined && GIVEN_NAMES.includes(actor.kind);
  const enough = isGiven && severity !== 'critical' && triageState(before) === 'open';
  return enough ? acknowledged(noted, { userId, at }) : noted;
}

/** Somebody acts under a name that is not theirs: nothing is worse. */
function raise(
  { severity }: Incident,
  { deed }: AuditEntry,
): { readonly severity: Incident['severity']; readonly news: readonly News[] } {
  const raises = deed.kind === 'answered' && deed.answer === 'no' && isAbove('critical', severity);
  if (!raises) return { severity, news: [] };
  const because = 'the person behind the name says it was not them';
  return { severity: 'critical', news: [{ kind: 'severity', from: severity, to: 'critical', because }] };
}
