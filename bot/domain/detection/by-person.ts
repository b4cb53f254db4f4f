// Tells somebody at a keyboard, or with a key that belongs to a person, from programs that work with roles.

import { textAt, valueAt } from '../read-json.ts';
import { byService } from './by-service.ts';

/** Programs get roles. These are for people, even where a program was given one, and they are what leaks. */
const PERSONAL = ['IAMUser', 'FederatedUser', 'Root'];
/** The role that Identity Center gives to whoever signs in. */
const IDENTITY_CENTER = ':assumed-role/AWSReservedSSO_';

/**
 * Whether a person made the call: a user's own key or password, root, a session that Identity Center gave, or any session in
 * the console. A role that somebody assumed at the command line looks like a program and does not count.
 */
export function byPerson(record: unknown): boolean {
  if (byService(record)) return false;
  if (PERSONAL.includes(textAt(record, 'userIdentity', 'type'))) return true;
  return inConsole(record) || textAt(record, 'userIdentity', 'arn').includes(IDENTITY_CENTER);
}

/** CloudTrail writes the text 'true'; tools that pass records on make a boolean of it. */
function inConsole(record: unknown): boolean {
  const flag = valueAt(record, 'sessionCredentialFromConsole');
  return flag === true || flag === 'true';
}
