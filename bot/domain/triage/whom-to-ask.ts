// Who may be behind an actor: the Slack user that the settings name, or the email address that the name is.
import type { Actor } from '../actor/actor.ts';
import type { People } from '../settings.ts';

/** Long enough for any address of RFC 5321, and cheap to try on whatever a log holds. */
const EMAIL = /^[\w.+'-]{1,64}@[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?$/i;

export interface Candidates {
  /** As the settings say. */
  readonly userId?: string;
  readonly emails: readonly string[];
}

/** A session is often named after its person: it tells more than the role. Nobody is asked for what a service did. */
export function whomToAsk(actor: Actor, { actors }: Pick<People, 'actors'>): Candidates {
  if (actor.kind === 'aws-service' || actor.kind === 'aws-account') return { emails: [] };
  const names = [actor.session, actor.name, actor.name.replace(/^role /, '')].flatMap((name) => name || []);
  const known = names.find((name) => Object.hasOwn(actors, name));
  const userId = known === undefined ? undefined : actors[known];
  const emails = [...new Set(names.filter((name) => EMAIL.test(name) && !name.includes('..')))];
  return { emails, ...(userId !== undefined && { userId }) };
}
