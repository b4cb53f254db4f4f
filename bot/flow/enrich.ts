// Learns what lies around an incident: where from, with what tool, what came before, and what of that is unusual.

import type { Actor } from '../domain/actor/actor.ts';
import type { Deepening } from '../domain/alarm/later-task.ts';
import type { Context, Gap, Profile } from '../domain/context/context.ts';
import { findUnusual } from '../domain/context/find-unusual.ts';
import { nameTool } from '../domain/context/name-tool.ts';
import type { TrailEvent } from '../domain/event/trail-event.ts';
import { applyContext } from '../domain/incident/apply-context.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { leadOf } from '../domain/incident/lead-event.ts';
import type { AlertDeps } from './alert-deps.ts';
import { change } from './change.ts';
import { orGap } from './or-gap.ts';
import { readHistory } from './read-history.ts';
import { sourceOf } from './source-of.ts';

const HOUR_MS = 3_600_000;

/** What can be said without asking anybody but the profile store: one round trip, made while the incident is saved. */
export async function contextAtHand(incident: Incident, deps: AlertDeps): Promise<Context | undefined> {
  const lead = leadOf(incident);
  const { actor } = incident;
  if (!lead || !actor) return undefined;
  const { source, tool } = lookAt(lead, deps);
  const gaps: Gap[] = [];
  const profile = await profileBefore(lead, actor, gaps, deps);
  // Before the event history was read, "never seen" only means that nobody has looked.
  const unusual = profile?.watchedSince
    ? findUnusual({
        event: lead,
        actor,
        source,
        tool,
        profile,
        keyCreated: undefined,
        settings: deps.settings,
      })
    : [];
  return { source, tool, unusual, gaps };
}

/** Puts off what takes seconds, so that the next actor's message need not wait for it. Once for each Region. */
export async function deepenLater(incident: Incident, deps: AlertDeps): Promise<Incident> {
  if (!isDeepened(incident)) await deps.later.schedule({ kind: 'deepen', incidentId: incident.id }, 0);
  return incident;
}

/** Asks what takes seconds (event history, key age), and edits the message that is out. Idempotent. */
export async function runDeepening({ incidentId }: Deepening, deps: AlertDeps): Promise<void> {
  const incident = await deps.incidents.get(incidentId);
  const lead = incident && leadOf(incident);
  const actor = incident?.actor;
  if (!incident || !lead || !actor || isDeepened(incident)) return;
  const { source, tool } = lookAt(lead, deps);
  const gaps: Gap[] = [];
  const known = await profileBefore(lead, actor, gaps, deps);
  const [read, keyCreated] = await Promise.all([
    readHistory({ actor, lead, profile: known, asOf: asOf(lead, deps) }, deps),
    createdOf(incident, deps, gaps),
  ]);
  const profile: Profile | undefined = read.profile ?? known;
  const unusual = profile
    ? findUnusual({ event: lead, actor, source, tool, profile, keyCreated, settings: deps.settings })
    : [];
  const context: Context = {
    source,
    tool,
    unusual,
    gaps: [...gaps, ...read.gaps],
    deepened: true,
    searchedRegions: [...read.searchedRegions, lead.awsRegion],
    ...(read.hourBefore && { hourBefore: read.hourBefore }),
    ...(keyCreated && { keyCreated }),
  };
  await change(incident, (latest) => (isDeepened(latest) ? latest : applyContext(latest, context)), deps);
}

/** Whether the history of the Region that the message is about was searched, or could not be. */
function isDeepened(incident: Incident): boolean {
  const region = leadOf(incident)?.awsRegion;
  return region === undefined || (incident.context?.searchedRegions ?? []).includes(region);
}

function lookAt(lead: TrailEvent, deps: AlertDeps): Pick<Context, 'source' | 'tool'> {
  return { source: sourceOf(lead, deps), tool: nameTool(lead.userAgent) };
}

function profileBefore(
  lead: TrailEvent,
  actor: Actor,
  gaps: Gap[],
  deps: AlertDeps,
): Promise<Profile | undefined> {
  return orGap(deps.profiles.read(actor, asOf(lead, deps)), 'what this actor usually does', gaps);
}

/** What the same incident showed first is not "usual" yet: profiles are read as they were before it. */
function asOf(lead: TrailEvent, { clock, settings }: AlertDeps): Date {
  return new Date((lead.eventTime ?? clock.now()).getTime() - settings.incidentQuietHours * HOUR_MS);
}

async function createdOf({ actor }: Incident, deps: AlertDeps, gaps: Gap[]): Promise<Date | undefined> {
  if (actor?.kind !== 'iam-user' || !actor.accessKeyId?.startsWith('AKIA')) return undefined;
  return orGap(deps.accessKeys.created(actor.name, actor.accessKeyId), 'the age of the access key', gaps);
}
