// Asks for a containment: written down, shown with its buttons, and waiting for a second person.
import type { Containment } from '../../domain/containment/containment.ts';
import { chooseTarget } from '../../domain/containment/plan/choose-target.ts';
import type { ContainRefusal, Plan } from '../../domain/containment/plan.ts';
import {
  requestContainment as begin,
  type ContainRequest,
  mayDecideAlone,
} from '../../domain/containment/request.ts';
import type { Target } from '../../domain/containment/target.ts';
import { cutText } from '../../domain/cut-text.ts';
import { TrailbotError } from '../../domain/errors.ts';
import { fingerprint } from '../../domain/fingerprint.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Job, WorkOf } from '../../domain/job.ts';
import type { Message } from '../../domain/message.ts';
import { applyDeed } from '../../domain/triage/apply-deed.ts';
import { renderContainRefusal } from '../../render/containment/refused.ts';
import { renderFailure } from '../../render/failure.ts';
import { change } from '../change.ts';
import { answerWhere } from '../containment/answer-where.ts';
import { approveAlone } from '../containment/carry-on.ts';
import { decidingBy, refuseDecision } from '../containment/decide-by-press.ts';
import { exclusively } from '../containment/exclusively.ts';
import { heldAlready } from '../containment/held-already.ts';
import { readPlan } from '../containment/read-plan.ts';
import { recordRefusal } from '../containment/record-refusal.ts';
import { showSoon } from '../containment/show-soon.ts';
import { waitForApproval } from '../containment/timers.ts';
import type { JobDeps } from '../job-deps.ts';
import { entryOf, known, tellAlone } from '../triage-incident.ts';

type RequestWork = WorkOf<'request-containment'>;

const DAY_MS = 86_400_000;
/** Sentences for the approver, and characters of each. */
const STOPS_TOO = 3;
const SENTENCE = 300;

/** Planned anew: what a dialog carried is no more than what somebody asked for. */
export async function requestContainment(
  work: RequestWork,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const { incidentId } = work;
  const incident = incidentId === undefined ? undefined : await known({ incidentId }, deps);
  const earlier = await deps.containments.get(containmentIdOf(job));
  if (earlier) return carryOn(earlier, incident, job, deps);
  const plan = await planOrFailure(work, incident, deps);
  if (plan instanceof TrailbotError) return tellAlone(job, renderFailure(plan), deps);
  if (!plan.ok) return refuse(job, plan, deps);
  // Two people may ask for the same at the same time.
  const asked = await exclusively(
    `contain ${plan.target.arn}`,
    async () => {
      const held = await heldAlready(plan, deps);
      return (
        held ??
        deps.containments.save(begin(requestOf(work, job, plan, incident, deps), decidingBy(job, deps)))
      );
    },
    deps,
  );
  if ('ok' in asked) return refuseDecision(job, asked, deps);
  return carryOn(asked, incident, job, deps);
}

/** The same for a job that is delivered again, so that it makes no second one; short enough to be read out. */
function containmentIdOf({ id }: Pick<Job, 'id'>): string {
  return `c-${fingerprint(id)}`;
}

/** All of it bears being done again: a job that stopped half-way takes up here. */
async function carryOn(
  asked: Containment,
  incident: Incident | undefined,
  job: Job,
  deps: JobDeps,
): Promise<Message | undefined> {
  const isAlone = mayDecideAlone(asked, deps.settings.containment);
  if (isAlone) await approveAlone(asked, job, deps);
  await showSoon(asked.id, deps);
  await waitForApproval(asked, deps);
  if (incident) await acknowledge(incident, job, deps);
  return answerWhere(asked.id, job, deps);
}

/** Whoever asks for this has it in hand. */
async function acknowledge(incident: Incident, job: Job, deps: JobDeps): Promise<void> {
  const entry = entryOf(job, incident, { kind: 'acknowledged' }, deps);
  await change(incident, (latest) => applyDeed(latest, entry), deps);
}

async function planOrFailure(
  work: RequestWork,
  incident: Incident | undefined,
  deps: JobDeps,
): Promise<Plan | ContainRefusal | TrailbotError> {
  try {
    return await readPlan(work, incident, deps, false);
  } catch (error) {
    if (error instanceof TrailbotError) return error;
    throw error;
  }
}

async function refuse(job: Job, refusal: ContainRefusal, deps: JobDeps): Promise<Message | undefined> {
  await recordRefusal(job, refusal.reason, deps);
  return tellAlone(job, renderContainRefusal(refusal), deps);
}

/** By account and name, which IAM has once: a failed sign-in shows no path. */
function isActorOf({ actor }: Incident, { kind, accountId, name }: Target, own: string): boolean {
  const chosen = actor && chooseTarget(actor, own);
  if (!chosen?.ok) return false;
  const { target } = chosen;
  return (
    target.kind === kind && target.accountId === accountId && target.name.toLowerCase() === name.toLowerCase()
  );
}

function requestOf(
  { deletePassword, reason, minutes }: RequestWork,
  job: Job,
  { target, mode, stopsToo }: Plan,
  incident: Incident | undefined,
  { clock, accountId }: JobDeps,
): ContainRequest {
  const firsts = incident?.tallies.map(({ first }) => first.getTime()) ?? [];
  const since = firsts.length > 0 ? Math.min(...firsts) : clock.now().getTime() - DAY_MS;
  return {
    id: containmentIdOf(job),
    target,
    mode,
    deletePassword,
    reason,
    since: new Date(since),
    stopsToo: stopsToo.slice(0, STOPS_TOO).map((sentence) => cutText(sentence, SENTENCE)),
    ...(incident && {
      incidentId: incident.id,
      severity: incident.severity,
      isActor: isActorOf(incident, target, accountId),
    }),
    ...(minutes !== undefined && { minutes }),
  };
}
