// Explains each wildcard in a role's policy to whoever reviews it, by the statement that has it.
import { Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Statement } from '../../bot/domain/containment/role-policies.ts';

const READS_IAM =
  'Whom a containment is about is only known at three in the morning: any user or role of this account. Reads only.';
const CONDITIONED =
  'Any user or role may have to be locked out or let in again; conditions limit it to AWSDenyAll, and own, protected and break-glass principals are denied.';

/** By the statement's Sid: why it cannot name one resource. */
const REASONS: Readonly<Record<string, string>> = {
  WriteOwnLog: "Lambda names the streams of the function's own log group.",
  WriteEvents:
    "CloudTrail names a stream after each Region; only this account's (and organization's) own are meant.",
  ReadTheLog: "The wildcard is the log streams of the trail's own log group.",
  AskTheLog: "The wildcard is the log streams of the trail's own log group.",
  SeeTheLogGroup: "The wildcard is the log streams of the trail's own log group.",
  SeeLogGroups: 'DescribeLogGroups lists, and cannot be limited to one group. Names and settings, no events.',
  SeeTrails: 'DescribeTrails lists what there is and knows no resources. Reads only.',
  SeeTheTrail:
    "An organization's trail belongs to its management account, whose id nobody has said. Reads only.",
  SeeTopics: 'ListTopics lists what there is and knows no resources. Reads only.',
  SeeTheTopic: "The wildcard is the ids of the topic's own subscriptions. Reads only.",
  SeeAlarms:
    'An alarm of any name may have called. States and thresholds of this Region, nothing that can be changed.',
  SeeTheArchive:
    'An existing trail has a bucket of its own that is only known by asking it. Settings, no content.',
  ReadEventHistory: 'LookupEvents knows no resources. Reads only.',
  FollowQueries:
    'GetQueryResults and StopQuery take a query id that only StartQuery gives, and know no resources.',
  KnowTheAgeOfKeys:
    'The key belongs to whichever user acted. ListAccessKeys gives ids and dates, no secrets.',
  Read: READS_IAM,
  AttachDenyAll: CONDITIONED,
  SetDenyAllBoundary: CONDITIONED,
  TakeCredentials:
    'Any user may have to lose their keys; own, protected and break-glass principals are denied.',
  DetachDenyAll: CONDITIONED,
  DeleteDenyAllBoundary: CONDITIONED,
  RestoreBoundary:
    'Any user or role may get back the boundary it had; it grants nothing. .github/SECURITY.md says more.',
  GiveKeysBack: 'Any user may get back the keys that were active before.',
  RevokeOlderSessions:
    'Any role may have to lose its sessions. IAM cannot limit what an inline policy says: this role is a function of its own that writes one fixed text, without Slack or network door.',
  NeverOwnRoles: 'A Deny.',
  NeverProtected: 'A Deny.',
  NeverBreakGlass: 'A Deny.',
};

/**
 * @param statements - as in the role's policy, with the texts that CloudFormation fills in still missing
 * @throws Error for a wildcard that nobody has explained
 */
export function explainWildcards(role: IConstruct, statements: readonly Statement[]): void {
  for (const { Sid, Action, Resource } of statements) {
    const wild = [
      ...Action.filter(hasWildcard).map((action) => `Action::${action}`),
      ...Resource.filter(hasWildcard).map((resource) => `Resource::${asReported(resource)}`),
    ];
    const reason = REASONS[Sid];
    if (wild.length === 0) continue;
    if (reason === undefined) throw new Error(`Nobody has said why ${Sid} needs ${wild.join(', ')}.`);
    for (const finding of wild)
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[${finding}]`, reason });
  }
}

function hasWildcard(text: string): boolean {
  return text.includes('*');
}

/** What CloudFormation fills in is reported by its name. */
function asReported(resource: string): string {
  return Token.isUnresolved(resource)
    ? resource.replace(/\$\{Token\[AWS\.(\w+)\.\d+\]\}/g, '<AWS::$1>')
    : resource;
}
