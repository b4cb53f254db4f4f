// Who is on a role: its sessions of the last hour, and who assumed it.
import { identifyActor } from '../../actor/identify-actor.ts';
import { cutText } from '../../cut-text.ts';
import { eachOnce, oldestFirst, type TimedEvent } from '../../event/sort-events.ts';
import type { TrailEvent } from '../../event/trail-event.ts';
import { textAt } from '../../read-json.ts';
import type { RoleUse, SessionSeen } from '../facts.ts';
import type { Target } from '../target.ts';
import { isArn } from './caller-pattern.ts';

const MOST = 10;
const LONGEST = 200;

/** Finds the calls that assumed the role. Who switches to it in the console leaves a `SwitchRole` instead. */
export function assumePattern(role: Target): string {
  const assumed = `($.eventName = "AssumeRole*" && ${isArn('$.requestParameters.roleArn', role)})`;
  const switched = `($.eventName = "SwitchRole" && ${isArn('$.additionalEventData.SwitchTo', role)})`;
  return `{ ($.errorCode NOT EXISTS) && (${assumed} || ${switched}) }`;
}

/**
 * Never throws; at most 10 sessions and 10 sources. A call that was delivered twice counts once.
 * @param calls what `callerPattern` found
 * @param assumptions what {@link assumePattern} found
 * @param incomplete the log could not be read to the end, or not at all.
 */
export function readRoleUse(
  calls: readonly TrailEvent[],
  assumptions: readonly TrailEvent[],
  incomplete: boolean,
): RoleUse {
  const sources = newestFirst(assumptions)
    .filter(({ outcome }) => outcome.kind === 'success')
    .map((event) => cutText(sourceOf(event), LONGEST));
  return { sessions: readSessions(calls), sources: [...new Set(sources)].slice(0, MOST), incomplete };
}

/** Newest first: the first call of a session that is met is its last. */
function readSessions(calls: readonly TrailEvent[]): readonly SessionSeen[] {
  const sessions = new Map<string, SessionSeen>();
  for (const event of newestFirst(calls)) {
    const name = identifyActor(event).session || 'a session without a name';
    const seen = sessions.get(name) ?? { name, calls: 0, lastAt: event.eventTime };
    sessions.set(name, { ...seen, calls: seen.calls + 1 });
  }
  return [...sessions.values()].slice(0, MOST);
}

/** An identity provider vouches for somebody who has no ARN yet; a service has none at all. */
function sourceOf(event: TrailEvent): string {
  const actor = identifyActor(event);
  if (actor.kind === 'saml-user' || actor.kind === 'web-identity-user')
    return textAt(event.userIdentity, 'identityProvider') || actor.name;
  return actor.arn ?? actor.name;
}

function newestFirst(events: readonly TrailEvent[]): readonly TimedEvent[] {
  return oldestFirst(eachOnce(events)).toReversed();
}
