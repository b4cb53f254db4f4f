// Finds a user's or role's own calls in the trail: as a condition of a filter pattern, and exactly on a record.
import type { TrailEvent } from '../../event/trail-event.ts';
import { parseArn } from '../../parse-arn.ts';
import { textAt } from '../../read-json.ts';
import type { Target } from '../target.ts';

const ISSUER = '$.userIdentity.sessionContext.sessionIssuer.arn';
/** What stands for itself between a pattern's quotes, beyond doubt. A path may hold quotes, backslashes and asterisks. */
const PLAIN = /^[\w+=,.@:/-]+$/;
/** A pattern has 1,024 characters, and a path alone may have 512. */
const LONGEST = 160;

/** A condition that holds when the field is the target's ARN. */
export function isArn(selector: string, { arn, kind, name, partition, accountId }: Target): string {
  if (PLAIN.test(arn) && arn.length <= LONGEST) return `(${selector} = "${arn}")`;
  // IAM's names are unique in an account, so the path is not needed. A wildcard may stand at one end only.
  const start = `arn:${partition}:iam::${accountId}:${kind}/*`;
  return `(${selector} = "${start}" && ${selector} = "*/${name}")`;
}

/** A condition that holds for calls of the target and of its sessions, those of a federated user among them. */
export function isCaller(target: Target): string {
  const { kind, name, partition, accountId } = target;
  const own =
    kind === 'user'
      ? isArn('$.userIdentity.arn', target)
      : `($.userIdentity.arn = "arn:${partition}:sts::${accountId}:assumed-role/${name}/*")`;
  return `(${own} || ${isArn(ISSUER, target)})`;
}

/** The filter pattern that finds the calls of the target and of its sessions in the trail's log group. */
export function callerPattern(target: Target): string {
  return `{ ${isCaller(target)} }`;
}

/** Whether the target or one of its sessions made the call. */
export function madeCall({ arn, kind, name, accountId }: Target, { userIdentity }: TrailEvent): boolean {
  const caller = textAt(userIdentity, 'arn');
  if (caller === arn || textAt(userIdentity, 'sessionContext', 'sessionIssuer', 'arn') === arn) return true;
  const parts = parseArn(caller);
  return (
    kind === 'role' &&
    parts?.service === 'sts' &&
    parts.accountId === accountId &&
    parts.resource.startsWith(`assumed-role/${name}/`)
  );
}
