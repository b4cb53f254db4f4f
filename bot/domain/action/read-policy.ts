// Reads from an IAM or resource policy the little that a sentence about it must say: whom it lets in, and how far.
import { isJsonObject, listAt, objectAt, parseJson, textAt, valueAt } from '../read-json.ts';

export interface PolicyReach {
  /** Allows every action on every resource. */
  readonly everything: boolean;
  /** Makes whoever carries it an administrator: everything, all of IAM, or everything but a few actions. */
  readonly admin: boolean;
  /** Lets anybody in, without a condition. */
  readonly anybody: boolean;
  /** Lets anybody in, at most on a condition that an outsider can meet, such as an external id. */
  readonly strangers: boolean;
  /** Accounts that are let in by a statement, in order. */
  readonly accounts: readonly string[];
}

/** Conditions on these keys keep the principal `*` within the organization, the account or one of its resources. */
const KEEPS_OUT_STRANGERS =
  /^(aws:(principal(org|account|arn)|source(account|owner|arn|org))|kms:calleraccount)/i;

/** `policy` is JSON text (IAM, KMS), also encoded for a URL, or the object itself (S3). What cannot be read reaches nowhere. */
export function readPolicy(policy: unknown): PolicyReach {
  const document = typeof policy === 'string' ? parseJson(decoded(policy)) : policy;
  const statement = valueAt(document, 'Statement');
  const statements = (isJsonObject(statement) ? [statement] : listAt(document, 'Statement')).slice(0, 200);
  const allowed = statements.filter((one) => textAt(one, 'Effect') === 'Allow');
  return {
    everything: allowed.some((one) => hasStar(one, 'Action') && hasStar(one, 'Resource')),
    admin: allowed.some((one) => hasStar(one, 'Resource') && isMighty(one)),
    anybody: allowed.some((one) => !isConditional(one) && letsAnybodyIn(one)),
    strangers: allowed.some((one) => letsAnybodyIn(one) && !conditionKeys(one).some(keepsOut)),
    accounts: [...new Set(allowed.flatMap(accountsOf))],
  };
}

function hasStar(statement: unknown, key: string): boolean {
  return strings(valueAt(statement, key)).some((text) => text === '*' || text === '*:*');
}

function isMighty(statement: unknown): boolean {
  if (hasStar(statement, 'Action')) return true;
  if (strings(valueAt(statement, 'Action')).some((action) => action.toLowerCase() === 'iam:*')) return true;
  const spared = strings(valueAt(statement, 'NotAction')).map((action) => action.toLowerCase());
  return spared.length > 0 && !spared.some((action) => action === 'iam:*' || action === '*');
}

function isConditional(statement: unknown): boolean {
  const condition = valueAt(statement, 'Condition');
  return isJsonObject(condition) && Object.keys(condition).length > 0;
}

/** `Condition` has operators, and those have keys. */
function conditionKeys(statement: unknown): readonly string[] {
  return Object.values(objectAt(statement, 'Condition')).flatMap((keys) =>
    isJsonObject(keys) ? Object.keys(keys) : [],
  );
}

function keepsOut(key: string): boolean {
  return KEEPS_OUT_STRANGERS.test(key);
}

function letsAnybodyIn(statement: unknown): boolean {
  const principals = [
    ...strings(valueAt(statement, 'Principal')),
    ...strings(valueAt(statement, 'Principal', 'AWS')),
  ];
  return principals.includes('*');
}

function accountsOf(statement: unknown): readonly string[] {
  return strings(valueAt(statement, 'Principal', 'AWS')).flatMap(
    (principal) => /^(?:arn:aws[a-z-]{0,20}:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(principal)?.[1] ?? [],
  );
}

/** IAM gives documents back encoded for a URL, and some clients send them so. */
function decoded(text: string): string {
  if (!text.startsWith('%7B')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function strings(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}
