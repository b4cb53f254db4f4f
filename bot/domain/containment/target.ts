// The IAM user or role that is contained: read from an ARN that may come from a log or from a thumb.
import { parseArn } from '../parse-arn.ts';

export interface Target {
  readonly kind: 'user' | 'role';
  /** With its path: `arn:aws:iam::123456789012:user/ci/deploy`. */
  readonly arn: string;
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly accountId: string;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

/** What IAM lets a name and a path hold: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const NAME = /^[\w+=,.@-]{1,64}$/;
const PATH = /^\/([!-~]{1,510}\/)?$/;

/** Whether a user or role can be called so. What IAM allows in a name is harmless in a shell. */
export function isPrincipalName(name: string): boolean {
  return NAME.test(name);
}

/** Undefined for whatever is no ARN of an IAM user or role. Never throws. */
export function parseTarget(arn: string): Target | undefined {
  const parts = parseArn(arn);
  if (parts?.service !== 'iam' || parts.region !== '' || !/^\d{12}$/.test(parts.accountId)) return undefined;
  const [kind, ...rest] = parts.resource.split('/');
  const name = rest.at(-1) ?? '';
  const path = ['', ...rest.slice(0, -1), ''].join('/');
  if ((kind !== 'user' && kind !== 'role') || !isPrincipalName(name) || !PATH.test(path)) return undefined;
  return { kind, arn, name, path, accountId: parts.accountId, partition: parts.partition };
}

/** The policy that denies everything, in the target's own partition. */
export function denyAllArn({ partition }: Pick<Target, 'partition'>): string {
  return `arn:${partition}:iam::aws:policy/AWSDenyAll`;
}
