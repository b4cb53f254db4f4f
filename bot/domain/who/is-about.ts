// Whether an actor or an incident is about whom somebody asked for.
import type { Actor } from '../actor/actor.ts';
import type { Incident } from '../incident/incident.ts';
import { textAt } from '../read-json.ts';
import type { Who } from './parse-who.ts';

/** By address for an address; else by the actor, or by the access key of one of the events that were kept. */
export function isAbout(incident: Incident, who: Who): boolean {
  if (who.kind === 'address') return incident.addresses.includes(who.address);
  const { accessKeyId } = who.actor;
  if (accessKeyId !== undefined && keysIn(incident).includes(accessKeyId)) return true;
  return incident.actor !== undefined && isSame(incident.actor, who.actor);
}

/**
 * Whether a known actor may be the one that was asked for: what was asked for may lack the account, and a bare name
 * may be a role's or a session's. Case does not matter, as in IAM. Who asks for one session of a role gets the role:
 * an incident holds all of them.
 */
export function isSame(known: Actor, asked: Actor): boolean {
  if (asked.accessKeyId !== undefined) return known.accessKeyId === asked.accessKeyId;
  if (known.key === asked.key) return true;
  if (asked.accountId !== '' && known.accountId !== asked.accountId) return false;
  return isSameName(known, asked) || (asked.kind === 'iam-user' && equal(known.session, asked.name));
}

function isSameName(known: Actor, asked: Actor): boolean {
  if (asked.kind === 'root' || known.kind === 'root') return known.kind === asked.kind;
  const bare = asked.accountId === '' && asked.kind === 'iam-user';
  return equal(known.name, asked.name) || (bare && equal(known.name, `role ${asked.name}`));
}

function equal(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

function keysIn({ actor, tallies }: Incident): readonly string[] {
  const ofEvents = tallies.flatMap(({ samples }) =>
    samples.map(({ userIdentity }) => textAt(userIdentity, 'accessKeyId')),
  );
  return actor?.accessKeyId === undefined ? ofEvents : [actor.accessKeyId, ...ofEvents];
}
