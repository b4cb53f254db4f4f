// Reads a role's policy documents as IAM answers them: percent-encoded JSON, which somebody hostile may have written.
import { isJsonObject, listAt, parseJson, textAt, valueAt } from '../domain/read-json.ts';

/**
 * Who may assume the role, as its trust policy names them: services, ARNs, identity providers, `*` for everybody. Each
 * once; empty for what is no policy.
 */
export function readTrusts(encoded: string | undefined): readonly string[] {
  const allowing = statementsOf(encoded).filter((statement) => textAt(statement, 'Effect') === 'Allow');
  return [...new Set(allowing.flatMap(principalsOf))];
}

/** All but some is still anybody. */
function principalsOf(statement: object): readonly string[] {
  if (valueAt(statement, 'NotPrincipal') !== undefined) return ['*'];
  const principal = valueAt(statement, 'Principal');
  return isJsonObject(principal) ? Object.values(principal).flatMap(textsOf) : textsOf(principal);
}

/**
 * Before when a session must have begun for `AWSRevokeOlderSessions` to refuse it whatever it asks for; undefined when
 * the policy, which anybody who manages the role may have changed, does not do that.
 */
export function readRevokedBefore(encoded: string | undefined): Date | undefined {
  const times = statementsOf(encoded).flatMap((statement) => revokedBy(statement) ?? []);
  return times.toSorted((a, b) => b.getTime() - a.getTime())[0];
}

/** Another condition beside it, another action or another resource would leave a way through. */
function revokedBy(statement: object): Date | undefined {
  const members = Object.keys(statement).filter((name) => name !== 'Sid');
  const whole = ['Action', 'Condition', 'Effect', 'Resource'];
  if (members.toSorted().join() !== whole.join() || textAt(statement, 'Effect') !== 'Deny') return undefined;
  const everything = ['Action', 'Resource'].every((name) => textsOf(valueAt(statement, name)).includes('*'));
  const [operator, ...more] = entriesAt(statement, 'Condition');
  if (!everything || operator?.[0] !== 'DateLessThan' || more.length > 0) return undefined;
  const [key, ...others] = entriesAt(statement, 'Condition', 'DateLessThan');
  const [text, ...texts] = textsOf(key?.[1]);
  if (key?.[0] !== 'aws:TokenIssueTime' || others.length > 0 || texts.length > 0) return undefined;
  const time = new Date(text !== undefined && ISO.test(text) ? text : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

function statementsOf(encoded: string | undefined): readonly object[] {
  const document = parseJson(decode(encoded ?? ''));
  const statement = valueAt(document, 'Statement');
  return (isJsonObject(statement) ? [statement] : listAt(document, 'Statement')).filter(isJsonObject);
}

/** Not every IAM encodes. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function entriesAt(root: object, ...path: readonly string[]): readonly (readonly [string, unknown])[] {
  const value = valueAt(root, ...path);
  return isJsonObject(value) ? Object.entries(value) : [];
}

function textsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string');
}
