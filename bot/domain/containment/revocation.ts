// A role's earlier sessions refused: the policy that does it, and how the one function that may write it is asked.
import { z } from 'zod';
import { parseJson } from '../read-json.ts';
import { parseTarget, type Target } from './target.ts';

export interface Revocation {
  readonly target: Target;
  /** Sessions that began before are refused. */
  readonly before: Date;
}

const FUTURE_MS = 60_000;
const PAST_MS = 3_600_000;

const schema = z.strictObject({
  roleArn: z.string().max(2_048),
  before: z.iso.datetime({ precision: 3 }),
});

export function formatRevocation({ target, before }: Revocation): string {
  return JSON.stringify({ roleArn: target.arn, before: before.toISOString() });
}

/** Character for character the console's: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html */
export function revokingDocument(before: Date): string {
  const Condition = { DateLessThan: { 'aws:TokenIssueTime': before.toISOString() } };
  const deny = { Effect: 'Deny', Action: ['*'], Resource: ['*'], Condition };
  return JSON.stringify({ Version: '2012-10-17', Statement: [deny] });
}

/**
 * Undefined for what asks for anything but the sessions of a role, from an hour ago at most and a minute ahead: clocks
 * differ, and a time far ahead would lock the role for good. Never throws.
 */
export function parseRevocation(body: string, now: Date): Revocation | undefined {
  const { data } = schema.safeParse(parseJson(body));
  const target = data && parseTarget(data.roleArn);
  if (target?.kind !== 'role') return undefined;
  const before = new Date(data?.before ?? Number.NaN);
  const ahead = before.getTime() - now.getTime();
  return ahead <= FUTURE_MS && ahead >= -PAST_MS ? { target, before } : undefined;
}
