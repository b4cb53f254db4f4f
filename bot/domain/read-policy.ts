// Reads from an IAM or resource policy the little that a sentence about it must say: whom it lets in, and how far.
import { isJsonObject, listAt, parseJson, textAt, valueAt } from './read-json.ts';

export interface PolicyReach {
  /** Allows every action on every resource. */
  readonly everything: boolean;
  /** Lets anybody in, without a condition. */
  readonly anybody: boolean;
  /** Accounts that are let in by a statement, in order. */
  readonly accounts: readonly string[];
}

/** `policy` is JSON text (IAM, KMS) or the object itself (S3). What cannot be read reaches nowhere. */
export function readPolicy(policy: unknown): PolicyReach {
  const document = typeof policy === 'string' ? parseJson(policy) : policy;
  const statement = valueAt(document, 'Statement');
  const statements = (isJsonObject(statement) ? [statement] : listAt(document, 'Statement')).slice(0, 200);
  const allowed = statements.filter((one) => textAt(one, 'Effect') === 'Allow');
  return {
    everything: allowed.some((one) => hasStar(one, 'Action') && hasStar(one, 'Resource')),
    anybody: allowed.some((one) => !isConditional(one) && letsAnybodyIn(one)),
    accounts: [...new Set(allowed.flatMap(accountsOf))],
  };
}

function hasStar(statement: unknown, key: string): boolean {
  return strings(valueAt(statement, key)).some((text) => text === '*' || text === '*:*');
}

function isConditional(statement: unknown): boolean {
  const condition = valueAt(statement, 'Condition');
  return isJsonObject(condition) && Object.keys(condition).length > 0;
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

function strings(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one) => typeof one === 'string');
}
