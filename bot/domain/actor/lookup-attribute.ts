// What CloudTrail's event history can be searched by for an actor.
import type { Actor } from './actor.ts';

/** One attribute is all that LookupEvents takes. */
export interface LookupAttribute {
  readonly AttributeKey: 'Username' | 'AccessKeyId';
  readonly AttributeValue: string;
}

/**
 * Undefined for actors that the event history cannot be searched for: AWS services, other accounts, and callers without
 * a name. A role's `Username` is its session's name, so that a role is found by its session, or by the session's key.
 */
export function lookupAttribute(actor: Actor): LookupAttribute | undefined {
  switch (actor.kind) {
    case 'root':
      return { AttributeKey: 'Username', AttributeValue: 'root' };
    case 'iam-user':
    case 'identity-center-user':
      return byName(actor.name);
    case 'role':
    case 'federated-user':
      return actor.session ? byName(actor.session) : byKey(actor.accessKeyId);
    default:
      return byKey(actor.accessKeyId);
  }
}

function byName(name: string): LookupAttribute | undefined {
  return name ? { AttributeKey: 'Username', AttributeValue: name.slice(0, 2_000) } : undefined;
}

function byKey(key: string | undefined): LookupAttribute | undefined {
  return key ? { AttributeKey: 'AccessKeyId', AttributeValue: key.slice(0, 2_000) } : undefined;
}
