// Commands of the AWS CLI for what people have to do in IAM themselves.
import { denyAllArn, isPrincipalName, type Target } from './target.ts';

/** Refuses the principal everything. */
export function attachDenyCommand(target: Target): string {
  return `aws iam attach-${target.kind}-policy ${nameOption(target)} --policy-arn ${denyAllArn(target)}`;
}

/** @param key as IAM has it, once it is known to be the bot's own tag. */
export function untagCommand(target: Target, key: string): string {
  return `aws iam untag-${target.kind} ${nameOption(target)} --tag-keys=${key}`;
}

/** Prints the role's ARN with its path; undefined for what can be no role's name. */
export function roleArnCommand(name: string): string | undefined {
  if (!isPrincipalName(name)) return undefined;
  return `aws iam get-role ${nameOption({ kind: 'role', name })} --query Role.Arn --output text`;
}

/** Prints the name of the user whom an access key belongs to. */
export function keyOwnerCommand(accessKeyId: string): string | undefined {
  if (!/^AKIA[A-Z0-9]{12,124}$/.test(accessKeyId)) return undefined;
  return `aws iam get-access-key-last-used --access-key-id ${accessKeyId} --query UserName --output text`;
}

/** With `=`, because a name may begin with a hyphen and would be read as an option. */
function nameOption({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `--${kind}-name=${name}`;
}
