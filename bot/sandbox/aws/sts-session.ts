// The parts of a temporary session: its credentials, its name, how long it lasts and what limits it.
import { randomBytes } from 'node:crypto';
import { AwsFault, type Input } from './call.ts';
import type { Clock } from './clock.ts';
import { policyArnOf, policyDocumentOf, requiredText } from './iam/iam-check.ts';
import { type Directory, newId } from './iam/iam-directory.ts';
import { integerOf, structuresOf } from './input-members.ts';

/** Of sessions that a user asks for: 15 minutes to 36 hours, and 12 hours when left out. */
const SHORTEST = 900;
const LONGEST = 129_600;
const USUAL = 43_200;

/** The part that STS tells, and the part that it keeps. */
export function newCredentials(clock: Clock, seconds: number) {
  const accessKeyId = newId('ASIA');
  const issuedAt = clock.now();
  const expiresAt = new Date(issuedAt.getTime() + seconds * 1_000);
  const Credentials = {
    AccessKeyId: accessKeyId,
    SecretAccessKey: randomBytes(30).toString('base64'),
    SessionToken: randomBytes(240).toString('base64'),
    Expiration: expiresAt,
  };
  return { Credentials, session: { accessKeyId, issuedAt, expiresAt } };
}

/** @throws AwsFault `ValidationError` */
export function sessionNameOf(input: Input, member: 'RoleSessionName' | 'Name', longest = 64): string {
  const name = requiredText(input, member);
  if (/^[\w+=,.@-]{2,}$/.test(name) && name.length <= longest) return name;
  throw new AwsFault(
    'ValidationError',
    `1 validation error detected: Value '${name}' at '${member.charAt(0).toLowerCase()}${member.slice(1)}' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
  );
}

/** In seconds. @throws AwsFault `ValidationError` */
export function durationOf(input: Input): number {
  const seconds = integerOf(input, 'DurationSeconds') ?? USUAL;
  if (seconds >= SHORTEST && seconds <= LONGEST) return seconds;
  throw new AwsFault(
    'ValidationError',
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value between ${SHORTEST} and ${LONGEST}`,
  );
}

/** Documents of the policies that limit the session; undefined when none was given. @throws AwsFault `MalformedPolicyDocument` */
export function sessionPoliciesOf(input: Input, { policies }: Directory): readonly string[] | undefined {
  const inline = input.Policy === undefined ? [] : [policyDocumentOf(input, 'Policy', 'identity')];
  const managed = structuresOf(input, 'PolicyArns').map((it) => {
    const arn = policyArnOf(it, 'arn');
    const policy = policies.get(arn);
    if (policy !== undefined) return policy.document;
    throw new AwsFault('InvalidParameterValue', `Policy ${arn} was not found.`);
  });
  const all = [...inline, ...managed];
  return all.length === 0 ? undefined : all;
}
