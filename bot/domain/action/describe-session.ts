// Describes sign-ins, borrowed roles, and switches whose sentence depends on which way they were thrown.

import type { TrailEvent } from '../event/trail-event.ts';
import { parseArn } from '../parse-arn.ts';
import { listAt, textAt, valueAt } from '../read-json.ts';
import { fillSentence } from './fill-sentence.ts';
import { shortName } from './short-name.ts';

/** MFA is named only for root and IAM users: for anybody else AWS does not see it. */
export function describeSignIn(event: TrailEvent): string {
  const used = textAt(event.additionalEventData, 'MFAUsed');
  const type = textAt(event.userIdentity, 'type');
  const ours = type === 'Root' || type === 'IAMUser';
  if (!ours || event.outcome.kind === 'failure' || used === '') return 'sign in to the console';
  return `sign in to the console ${used === 'Yes' ? 'with' : 'without'} MFA`;
}

export function describeAssumeRole(event: TrailEvent): string {
  const role = textAt(event.requestParameters, 'roleArn');
  const account = parseArn(role)?.accountId ?? '';
  const elsewhere = account !== '' && account !== event.accountId ? ` in account ${account}` : '';
  const session = fillSentence('[ as session {roleSessionName}]', event);
  return `assume role ${shortName(role)}${elsewhere}${session}`;
}

export function describeSwitchRole(event: TrailEvent): string {
  const role = textAt(event.additionalEventData, 'SwitchTo');
  return `switch to role ${shortName(role)} in the console`;
}

export function describeKeyStatus(event: TrailEvent): string {
  const verb = textAt(event.requestParameters, 'status') === 'Active' ? 'activate' : 'deactivate';
  return `${verb} access key ${fillSentence('{accessKeyId}[ of user {userName}]', event)}`;
}

/** A trail that logs and records half of the calls looks healthy everywhere else. */
export function describeSelectors(event: TrailEvent): string {
  const trail = `trail ${fillSentence('{trailName}', event)}`;
  const selectors = listAt(event.requestParameters, 'eventSelectors');
  const has = (test: (selector: unknown) => boolean) => selectors.length > 0 && selectors.every(test);
  if (has((one) => valueAt(one, 'includeManagementEvents') === false))
    return `make ${trail} skip management events`;
  if (has((one) => textAt(one, 'readWriteType') === 'ReadOnly')) return `make ${trail} skip all changes`;
  if (has((one) => textAt(one, 'readWriteType') === 'WriteOnly')) return `make ${trail} skip all reads`;
  return `change what ${trail} records`;
}

export function describeDetector(event: TrailEvent): string {
  const off = valueAt(event.requestParameters, 'enable') === false;
  return `${off ? 'turn off' : 'change'} GuardDuty detector ${fillSentence('{detectorId}', event)}`;
}

export function describeDatabaseChange(event: TrailEvent): string {
  const name = `database ${fillSentence('{dBInstanceIdentifier|dBClusterIdentifier}', event)}`;
  if (valueAt(event.requestParameters, 'publiclyAccessible') === true)
    return `make ${name} reachable from the internet`;
  if (valueAt(event.requestParameters, 'masterUserPassword') !== undefined)
    return `change the master password of ${name}`;
  return `change the settings of ${name}`;
}

export function describeInstanceChange(event: TrailEvent): string {
  const name = `instance ${fillSentence('{instanceId}', event)}`;
  if (valueAt(event.requestParameters, 'userData') !== undefined) return `change the start script of ${name}`;
  if (valueAt(event.requestParameters, 'groupSet') !== undefined)
    return `change the security groups of ${name}`;
  return `change the settings of ${name}`;
}
