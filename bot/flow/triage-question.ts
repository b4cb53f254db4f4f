// Asks the person behind an actor in a direct message whether it was them, and takes silence for an answer too.
import type { Actor } from '../domain/actor/actor.ts';
import type { Ask, Unanswered } from '../domain/alarm/later-task.ts';
import { TrailbotError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { applyDeed, holdsDeed, isElsewhere } from '../domain/triage/apply-deed.ts';
import type { AuditEntry } from '../domain/triage/audit-entry.ts';
import { triageState } from '../domain/triage/triage.ts';
import { whomToAsk } from '../domain/triage/whom-to-ask.ts';
import type { Person } from '../ports/slack.ts';
import { renderQuestion } from '../render/triage-question.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { claimed } from './claim.ts';
import { putOff } from './put-off.ts';
import { viewOf } from './show.ts';
import { sayUndone } from './triage-failure.ts';
import { newestOf } from './triage-incident.ts';
import { pageUnlessPaged } from './triage-page.ts';

const TRIES = 3;
const PAUSE_MS = 1_000;

/** Once until the incident is opened again. Nobody is asked who cannot be found: the alert says all there is. */
export async function runAsk({ incidentId, since }: Ask, deps: AlertDeps): Promise<void> {
  const key = `ask ${incidentId} ${since.toISOString()}`;
  await claimed(
    key,
    () => newestOf(incidentId, deps),
    async (incident) => {
      if (!incident?.actor || isElsewhere(incident) || isAskedAnew(incident, since)) return;
      if (triageState(incident.triage) === 'resolved') return;
      await ask(incident, incident.actor, { key, since }, deps);
    },
    deps,
  );
}

/** First the end of the wait, then that it is asked, then the question: whatever stops this, silence is noticed. */
async function ask(
  incident: Incident,
  actor: Actor,
  { key, since }: { readonly key: string; readonly since: Date },
  deps: AlertDeps,
): Promise<void> {
  const person = await insist(() => personBehind(actor, deps), key, incident, deps);
  if (!person) return;
  const seconds = deps.settings.escalation.pageMinutes * 60;
  await putOff({ kind: 'unanswered', incidentId: incident.id, since, left: 0 }, seconds, deps);
  const entry: AuditEntry = {
    id: key,
    at: deps.clock.now(),
    deed: { kind: 'asked', whom: person.id },
    incidentId: incident.id,
  };
  const asked = await change(incident, (latest) => applyDeed(latest, entry), deps);
  const { userId, answer } = asked.triage?.asked ?? {};
  // Resolved meanwhile, or asked by another run, or answered before a later try.
  if (userId === undefined || answer !== undefined || !holdsDeed(asked, key)) return;
  const question = renderQuestion(viewOf(asked, deps));
  await insist(() => deps.answers.directMessage(userId, question, key), key, asked, deps);
}

/** Whoever does not answer may be asleep, or may have lost the account: others have to look. */
export async function runUnanswered(task: Unanswered, deps: AlertDeps): Promise<void> {
  if (task.left > 0) return putOff(task, task.left, deps);
  const incident = await newestOf(task.incidentId, deps);
  if (!incident || isAskedAnew(incident, task.since)) return;
  const entry: AuditEntry = {
    id: `silence ${incident.id} ${task.since.toISOString()}`,
    at: deps.clock.now(),
    deed: { kind: 'answered', answer: 'silence' },
    incidentId: incident.id,
  };
  const silent = await change(incident, (latest) => applyDeed(latest, entry), deps);
  if (silent.triage?.asked?.answer !== 'silence') return;
  const minutes = deps.settings.escalation.pageMinutes;
  await pageUnlessPaged(silent, `the person who was asked did not answer within ${minutes} minutes`, deps);
}

/** Not yet noted is not later: the question may be quicker than the message that it is about. */
function isAskedAnew({ triage }: Incident, since: Date): boolean {
  return triage?.askingSince !== undefined && triage.askingSince > since;
}

/** Where several names of the actor are addresses, the first that belongs to somebody. */
async function personBehind(actor: Actor, { people, settings }: AlertDeps): Promise<Person | undefined> {
  const { userId, emails } = whomToAsk(actor, settings.people);
  const found = [
    ...(userId === undefined ? [] : [await people.find(userId)]),
    ...(userId === undefined ? await Promise.all(emails.map((email) => people.findByEmail(email))) : []),
  ];
  return found.find((person) => person && !person.isBot && !person.isDeactivated && !person.isStranger);
}

/**
 * Slack's refusals and its hiccups look the same; only a refusal lasts, and is said to those who have to ask instead.
 * @returns undefined when it was refused.
 * @throws when that could not be said either: the queue delivers it again.
 */
async function insist<T>(
  call: () => Promise<T>,
  asking: string,
  incident: Incident,
  deps: AlertDeps,
): Promise<T | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TrailbotError) || error.code === 'slack_rate_limited') throw error;
      if (tries === TRIES) return sayNobodyWasAsked(asking, incident, error, deps);
      await deps.pause(PAUSE_MS);
    }
  }
}

async function sayNobodyWasAsked(
  asking: string,
  { id }: Incident,
  error: TrailbotError,
  deps: AlertDeps,
): Promise<undefined> {
  deps.log.error('nobody could be asked', { id, error });
  const latest = await deps.incidents.get(id);
  // The question was quicker than the message whose thread this belongs in.
  if (!latest || latest.posts.length === 0) throw error;
  const what = 'Nobody could be asked whether it was them.';
  await sayUndone(
    latest,
    { key: `${asking}/nobody`, what, instead: 'Ask the person yourself.', error },
    deps,
  );
}
