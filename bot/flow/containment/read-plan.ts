// What a containment would do now: whom it means, what IAM says of them, and where it has to be refused.
import { callerPattern } from '../../domain/containment/calls/caller-pattern.ts';
import { assumePattern, readRoleUse } from '../../domain/containment/calls/role-use.ts';
import { readUserUse } from '../../domain/containment/calls/user-use.ts';
import type { Mode } from '../../domain/containment/containment.ts';
import { chooseTarget, readWhom } from '../../domain/containment/plan/choose-target.ts';
import {
  type PlanRequest,
  planContainment,
  refusalOf,
} from '../../domain/containment/plan/plan-containment.ts';
import type { ContainRefusal, Plan } from '../../domain/containment/plan.ts';
import type { Target } from '../../domain/containment/target.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { JobDeps } from '../job-deps.ts';
import { readCalls } from './read-calls.ts';

export interface Asked {
  /** An ARN, or what somebody typed for one; empty: the incident's actor. */
  readonly whom: string;
  readonly mode?: Mode | undefined;
  readonly deletePassword: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A session of a role lives twelve hours at most: who is on it now assumed it within these. */
const ASSUMED_WITHIN_MS = 12 * HOUR_MS;

/**
 * @param reader whether somebody reads the plan: then the trail is asked what else stops.
 * @throws TrailbotError when IAM could not be read.
 */
export async function readPlan(
  { whom, mode, deletePassword }: Asked,
  incident: Incident | undefined,
  deps: JobDeps,
  reader: boolean,
): Promise<Plan | ContainRefusal> {
  const { accountId, clock } = deps;
  const settings = deps.settings.containment;
  const chosen = whom === '' ? chooseActor(incident, accountId) : readWhom(whom, accountId);
  if (!chosen.ok) return chosen;
  const { target } = chosen;
  const refusal = refusalOf(target, { settings, accountId });
  if (refusal) return refusal;
  const [facts, trail] = await Promise.all([
    deps.principals.read(target),
    reader ? readUse(target, incident, deps) : {},
  ]);
  const asked = { deletePassword, ...(mode !== undefined && { mode }) };
  return planContainment({ target, facts, ...trail, asked, settings, accountId, now: clock.now() });
}

function chooseActor(incident: Incident | undefined, accountId: string) {
  const actor = incident?.actor;
  if (actor) return chooseTarget(actor, accountId);
  const reason = incident
    ? 'The events of this alarm are not there yet, so nobody knows whom to contain.'
    : 'Nobody was named.';
  const steps = ['Type /trail contain with the name of an IAM user, or with the ARN of a user or role.'];
  return { ok: false, reason, steps, links: [] } as const;
}

/** A log that cannot be read is said in the plan, and stops nobody. */
async function readUse(
  target: Target,
  incident: Incident | undefined,
  deps: JobDeps,
): Promise<Pick<PlanRequest, 'use' | 'userUse'>> {
  const pattern = callerPattern(target);
  const back = (ms: number) => new Date(deps.clock.now().getTime() - ms);
  if (target.kind === 'user') {
    const { events, incomplete } = await readCalls(pattern, back(DAY_MS), deps);
    const { networks } = deps.settings;
    const context = { user: target, networks, incidentAddresses: incident?.addresses ?? [] };
    return { userUse: readUserUse(events, context, incomplete) };
  }
  const [calls, assumptions] = await Promise.all([
    readCalls(pattern, back(HOUR_MS), deps),
    readCalls(assumePattern(target), back(ASSUMED_WITHIN_MS), deps),
  ]);
  const incomplete = calls.incomplete || assumptions.incomplete;
  return { use: readRoleUse(calls.events, assumptions.events, incomplete) };
}
