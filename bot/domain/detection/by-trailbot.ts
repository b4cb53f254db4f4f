// Tells Trailbot's own containing and releasing from anything else that its roles could be used for.
import { CONTAIN_ROLE, RELEASE_ROLE, REVOKE_POLICY, REVOKE_ROLE } from '../naming.ts';
import { parseArn } from '../parse-arn.ts';
import { isJsonObject, listAt, parseJson, textAt, valueAt } from '../read-json.ts';
import { refused } from './refused.ts';

const DENY_ALL = /^arn:aws[a-z-]{0,20}:iam::aws:policy\/AWSDenyAll$/;

/** What each role is for. What is not here pages as if anybody had done it. */
const DUTIES: ReadonlyMap<string, (eventName: string, request: unknown) => boolean> = new Map([
  [CONTAIN_ROLE, isContaining],
  [RELEASE_ROLE, isReleasing],
  [REVOKE_ROLE, isRevoking],
]);

/**
 * Whether one of Trailbot's roles did exactly what it is for: deny somebody everything, or take that back. The role must be
 * of the account that the call was made in, because everybody can make a role of that name in an account of their own.
 * A refused call never counts: who tries what such a role may not do is worth a look.
 */
export function byTrailbot(record: unknown): boolean {
  if (textAt(record, 'userIdentity', 'type') !== 'AssumedRole' || refused(record)) return false;
  if (textAt(record, 'eventSource') !== 'iam.amazonaws.com') return false;
  const isDuty = DUTIES.get(roleOf(record) ?? '');
  return isDuty?.(textAt(record, 'eventName'), valueAt(record, 'requestParameters')) ?? false;
}

/** The name of a role without a path, in the account that the record is about. */
function roleOf(record: unknown): string | undefined {
  const issuer = parseArn(textAt(record, 'userIdentity', 'sessionContext', 'sessionIssuer', 'arn'));
  const isHere = issuer?.service === 'iam' && issuer.accountId === textAt(record, 'recipientAccountId');
  return isHere ? /^role\/([\w+=,.@-]{1,64})$/.exec(issuer.resource)?.[1] : undefined;
}

function isContaining(eventName: string, request: unknown): boolean {
  if (/^Attach(User|Role)Policy$/.test(eventName)) return isDenyAll(request, 'policyArn');
  if (/^Put(User|Role)PermissionsBoundary$/.test(eventName)) return isDenyAll(request, 'permissionsBoundary');
  if (eventName === 'UpdateAccessKey') return textAt(request, 'status') === 'Inactive';
  return eventName === 'DeleteLoginProfile';
}

function isReleasing(eventName: string, request: unknown): boolean {
  if (/^Detach(User|Role)Policy$/.test(eventName)) return isDenyAll(request, 'policyArn');
  if (/^Put(User|Role)PermissionsBoundary$/.test(eventName)) return isFence(request);
  if (eventName === 'UpdateAccessKey') return textAt(request, 'status') === 'Active';
  return /^Delete(User|Role)PermissionsBoundary$/.test(eventName);
}

/** No condition in IAM limits what an inline policy says, so this reads it: it may only deny. */
function isRevoking(eventName: string, request: unknown): boolean {
  if (eventName !== 'PutRolePolicy' || textAt(request, 'policyName') !== REVOKE_POLICY) return false;
  const document = valueAt(request, 'policyDocument');
  const policy = typeof document === 'string' ? parseJson(document) : document;
  const statement = valueAt(policy, 'Statement');
  const statements = isJsonObject(statement) ? [statement] : listAt(policy, 'Statement');
  return statements.length > 0 && statements.every((one) => textAt(one, 'Effect') === 'Deny');
}

function isDenyAll(request: unknown, member: string): boolean {
  return DENY_ALL.test(textAt(request, member));
}

/** A boundary that was there before the containment; one that allows everything bounds nothing. */
function isFence(request: unknown): boolean {
  const boundary = textAt(request, 'permissionsBoundary');
  return boundary !== '' && !boundary.includes('AdministratorAccess');
}
