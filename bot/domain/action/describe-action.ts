// Says in one plain sentence what a call did or tried to do.

import { cutText } from '../cut-text.ts';
import { deniedResource, listResources } from '../event/list-resources.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import { ACTION_SENTENCES } from './action-sentences.ts';
import { describeLaunch, describeRuleChange, describeRules } from './describe-rules.ts';
import {
  describeAssumeRole,
  describeDatabaseChange,
  describeDetector,
  describeInstanceChange,
  describeKeyStatus,
  describeSelectors,
  describeSignIn,
  describeSwitchRole,
} from './describe-session.ts';
import {
  describeBucketAcl,
  describeBucketPolicy,
  describeDatabaseShare,
  describeEc2Share,
  describeFunctionPermission,
  describeFunctionUrl,
  describeInlinePolicy,
  describePolicyVersion,
  describePublicAccessBlock,
  describeResourcePolicy,
  describeTrust,
} from './describe-sharing.ts';
import { fillSentence } from './fill-sentence.ts';
import { callName, nameCall } from './name-call.ts';
import { pastTense } from './past-tense.ts';
import { shortName } from './short-name.ts';

const LONGEST = 200;
const LONGEST_CODE = 60;

/** Calls whose sentence depends on more than which names are there. */
const DESCRIBED: ReadonlyMap<string, (event: TrailEvent) => string> = new Map([
  ['signin:ConsoleLogin', describeSignIn],
  ['signin:SwitchRole', describeSwitchRole],
  ['sts:AssumeRole', describeAssumeRole],
  ['sts:AssumeRoleWithSAML', describeAssumeRole],
  ['sts:AssumeRoleWithWebIdentity', describeAssumeRole],
  ['iam:UpdateAccessKey', describeKeyStatus],
  ['iam:UpdateAssumeRolePolicy', describeTrust],
  ['iam:PutUserPolicy', describeInlinePolicy],
  ['iam:PutRolePolicy', describeInlinePolicy],
  ['iam:PutGroupPolicy', describeInlinePolicy],
  ['iam:CreatePolicy', describePolicyVersion],
  ['iam:CreatePolicyVersion', describePolicyVersion],
  ['cloudtrail:PutEventSelectors', describeSelectors],
  ['guardduty:UpdateDetector', describeDetector],
  ['ec2:AuthorizeSecurityGroupIngress', describeRules],
  ['ec2:AuthorizeSecurityGroupEgress', describeRules],
  ['ec2:RevokeSecurityGroupIngress', describeRules],
  ['ec2:RevokeSecurityGroupEgress', describeRules],
  ['ec2:ModifySecurityGroupRules', describeRuleChange],
  ['ec2:RunInstances', describeLaunch],
  ['ec2:ModifyInstanceAttribute', describeInstanceChange],
  ['ec2:ModifySnapshotAttribute', describeEc2Share],
  ['ec2:ModifyImageAttribute', describeEc2Share],
  ['rds:ModifyDBSnapshotAttribute', describeDatabaseShare],
  ['rds:ModifyDBClusterSnapshotAttribute', describeDatabaseShare],
  ['rds:ModifyDBInstance', describeDatabaseChange],
  ['rds:ModifyDBCluster', describeDatabaseChange],
  ['s3:PutBucketPolicy', describeBucketPolicy],
  ['s3:PutBucketAcl', describeBucketAcl],
  ['s3:PutBucketPublicAccessBlock', describePublicAccessBlock],
  ['s3:PutPublicAccessBlock', describePublicAccessBlock],
  ['s3:PutAccountPublicAccessBlock', describePublicAccessBlock],
  ['kms:PutKeyPolicy', describeResourcePolicy],
  ['secretsmanager:PutResourcePolicy', describeResourcePolicy],
  ['ecr:SetRepositoryPolicy', describeResourcePolicy],
  ['lambda:AddPermission', describeFunctionPermission],
  ['lambda:CreateFunctionUrlConfig', describeFunctionUrl],
  ['lambda:UpdateFunctionUrlConfig', describeFunctionUrl],
]);

/**
 * A fragment that follows the actor's name: `stopped trail audit`, or for a failed call `tried to stop trail audit
 * (AccessDenied)`. At most 200 characters of plain text that is not escaped, control characters included.
 */
export function describeAction(event: TrailEvent): string {
  // A name that was missing leaves two spaces behind.
  const phrase = describe(event).replace(/ {2,}/g, ' ').trimEnd();
  if (event.outcome.kind === 'success') return cutText(pastTense(phrase), LONGEST);
  // A call refused early has no request parameters; then only the error says what it was about.
  const unnamed = Object.keys(event.requestParameters).length === 0;
  const resource = unnamed ? deniedResource(event) : undefined;
  const on = resource === undefined ? '' : ` on ${shortName(resource)}`;
  const ending = ` (${cutText(event.outcome.code, LONGEST_CODE)}${on})`;
  return `${cutText(`tried to ${phrase}`, LONGEST - ending.length)}${ending}`;
}

function describe(event: TrailEvent): string {
  const call = `${event.eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '')}:${callName(event.eventName)}`;
  const described = DESCRIBED.get(call)?.(event);
  if (described !== undefined) return described;
  const sentence = ACTION_SENTENCES.get(call);
  if (sentence !== undefined) return fillSentence(sentence, event);
  const [resource] = listResources(event);
  return `${nameCall(event.eventName)}${resource === undefined ? '' : ` (${shortName(resource)})`}`;
}
