// Puts into an incident who was locked out of AWS because of it, so that the alert itself says so.
import {
  type Containment,
  type ContainmentState,
  type HappeningKind,
  isPartlyGivenBack,
} from '../containment/containment.ts';
import { isFought, isVerified } from '../containment/last-look.ts';
import { isElsewhere } from '../triage/apply-deed.ts';
import type { Incident, IncidentContainment } from './incident.ts';

/** The line with which each state begins. */
const BEGINS: { readonly [Of in ContainmentState]: HappeningKind } = {
  requested: 'requested',
  approved: 'approved',
  declined: 'declined',
  lapsed: 'lapsed',
  contained: 'applied',
  failed: 'failed',
  released: 'released',
};

/** The same object when the alert says so already, or when another message took its place. */
export function markContainment(incident: Incident, containment: Containment): Incident {
  if (isElsewhere(incident)) return incident;
  const mark = markOf(containment);
  const { containments = [] } = incident;
  const before = containments.find(({ containmentId }) => containmentId === mark.containmentId);
  if (before && isSame(before, mark)) return incident;
  const after = before ? containments.map((one) => (one === before ? mark : one)) : [...containments, mark];
  return { ...incident, containments: after, revision: incident.revision + 1 };
}

function isSame(one: IncidentContainment, other: IncidentContainment): boolean {
  return one.state === other.state && one.verified === other.verified && one.trouble === other.trouble;
}

function troubleOf(containment: Containment): IncidentContainment['trouble'] {
  if (containment.state !== 'contained') return undefined;
  if (isPartlyGivenBack(containment)) return containment.release?.approved ? undefined : 'in-part';
  return isFought(containment) ? 'fought' : undefined;
}

/** A containment is applied again when more has to be changed: it began with the first time. */
function markOf(containment: Containment): IncidentContainment {
  const { id, target, mode, state, history, requested } = containment;
  const trouble = troubleOf(containment);
  return {
    containmentId: id,
    targetArn: target.arn,
    targetName: target.name,
    mode,
    state,
    verified: isVerified(containment),
    ...(trouble && { trouble }),
    at: history.find(({ kind }) => kind === BEGINS[state])?.at ?? requested.at,
  };
}
