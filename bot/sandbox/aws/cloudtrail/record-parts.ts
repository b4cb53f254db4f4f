// What CloudTrail makes of a call's input, output and error: its own spelling, and nothing secret.
import type { JsonObject } from '../../../domain/event/trail-event.ts';
import { iamDate } from '../../scenarios/records.ts';
import type { AwsFault, Input } from '../call.ts';
import { isInput } from '../wire/protocol.ts';

const SECRET = /^(Old|New)?Password$|^SecretAccessKey$|^SessionToken$|Token(Code)?$|^SAMLAssertion$/;
/** The query protocol sends everything as text; CloudTrail writes numbers and booleans. */
const NUMBERS = new Set(['DurationSeconds', 'MaxItems', 'MaxSessionDuration', 'MaxResults']);
const FLAGS = new Set(['PasswordResetRequired', 'OnlyAttached']);
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';
/** IAM's codes on the wire lack the ending that CloudTrail's records have. */
const IAM_CODES = new Set([
  'DeleteConflict',
  'EntityAlreadyExists',
  'EntityTemporarilyUnmodifiable',
  'InvalidInput',
  'LimitExceeded',
  'MalformedPolicyDocument',
  'NoSuchEntity',
  'PasswordPolicyViolation',
  'PolicyNotAttachable',
  'UnmodifiableEntity',
]);

export function recordedCode(service: string, code: string): string {
  return service === 'iam' && IAM_CODES.has(code) ? `${code}Exception` : code;
}

/** `requestParameters`: null where there are none, and where the call was refused before anybody read them. */
export function recordedInput(service: string, input: Input, fault: AwsFault | undefined): JsonObject | null {
  if (Object.keys(input).length === 0) return null;
  if (service !== 's3' && fault?.code.startsWith('AccessDenied')) return null;
  // The rest of what the sandbox knows of an S3 request is bytes and headers.
  if (service === 's3') return input.Bucket === undefined ? null : { bucketName: input.Bucket };
  return structure(service === 'ssm' && 'Value' in input ? { ...input, Value: HIDDEN } : input);
}

/** `responseElements`: only of what makes something, or gives credentials. */
export function recordedOutput(operation: string, output: unknown): JsonObject | null {
  return isInput(output) && /^(Create|AssumeRole)/.test(operation) ? structure(output) : null;
}

function structure(input: Input): JsonObject {
  const kept = Object.entries(input).filter(([name, it]) => it !== undefined && !SECRET.test(name));
  return Object.fromEntries(kept.map(([name, it]) => [lowerFirst(name), value(name, it)]));
}

function value(name: string, it: unknown): unknown {
  if (it instanceof Date) return iamDate(it);
  if (Array.isArray(it)) return it.map((one) => value(name, one));
  if (isInput(it)) return structure(it);
  if (NUMBERS.has(name) && typeof it === 'string') return Number(it);
  return FLAGS.has(name) && typeof it === 'string' ? it === 'true' : it;
}

function lowerFirst(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
