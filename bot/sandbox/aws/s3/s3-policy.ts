// What a bucket's policy says: whether it is sound, whether it lets anybody in, and whether a service may write.
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import { isJsonObject, listAt, parseJson, textsAt, valueAt } from '../../../domain/read-json.ts';
import { AwsFault } from '../call.ts';

/** @throws AwsFault `MalformedPolicy` */
export function checkPolicy(text: string): string {
  const policy = parseJson(text);
  if (isJsonObject(policy) && statementsOf(policy).length > 0) return text;
  throw new AwsFault('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
}

/** An Allow for everybody without a condition; AWS also sees through conditions that anybody meets. */
export function isPublic(policy: string | undefined): boolean {
  return statements(policy).some(
    (it) => it.Effect === 'Allow' && it.Condition === undefined && principalsOf(it).includes('*'),
  );
}

/** Whether the service may put objects: an Allow that names it, and no Deny for it or everybody. */
export function letsWrite(policy: string | undefined, service: string): boolean {
  const about = statements(policy).filter(
    (it) =>
      principalsOf(it).some((principal) => principal === service || principal === '*') &&
      textsOf(it, 'Action').some((action) => ['s3:PutObject', 's3:*', '*'].includes(action)),
  );
  return about.some((it) => it.Effect === 'Allow') && !about.some((it) => it.Effect === 'Deny');
}

function statements(policy: string | undefined): readonly JsonObject[] {
  const parsed = policy === undefined ? undefined : parseJson(policy);
  return isJsonObject(parsed) ? statementsOf(parsed) : [];
}

function statementsOf(policy: JsonObject): readonly JsonObject[] {
  const one = valueAt(policy, 'Statement');
  return isJsonObject(one) ? [one] : listAt(policy, 'Statement').filter(isJsonObject);
}

function principalsOf(statement: JsonObject): readonly string[] {
  const { Principal } = statement;
  if (typeof Principal === 'string') return [Principal];
  return isJsonObject(Principal) ? Object.keys(Principal).flatMap((kind) => textsAt(Principal, kind)) : [];
}

function textsOf(statement: JsonObject, member: string): readonly string[] {
  return textsAt(statement, member);
}
