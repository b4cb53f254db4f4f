// What a statement of a role's policy means for people, by its Sid, and what a stolen role could do.
import type { FunctionName } from '../domain/deployment/functions.ts';

export interface StatementWords {
  /** `routine` is what all of them do, and is said once above the table. */
  readonly kind: 'reads' | 'changes' | 'never' | 'routine';
  /** A phrase, without a full stop. */
  readonly words: string;
}

const reads = (words: string): StatementWords => ({ kind: 'reads', words });
const changes = (words: string): StatementWords => ({ kind: 'changes', words });
const routine: StatementWords = { kind: 'routine', words: '' };
const never = (words: string): StatementWords => ({ kind: 'never', words });

export const STATEMENT_WORDS: Readonly<Record<string, StatementWords>> = {
  WriteOwnLog: routine,
  TakeWork: routine,
  GiveWork: routine,
  GiveUp: routine,
  ReadSecrets: routine,
  KeepState: changes('items of the table, which it also reads'),
  ReadTheLog: reads("the events of the trail's log group"),
  AskTheLog: reads("Logs Insights over the trail's log group"),
  FollowQueries: reads('results of Logs Insights queries, and stops them'),
  ReadEventHistory: reads("CloudTrail's event history"),
  SeeAlarms: reads('the state of alarms'),
  KnowTheAgeOfKeys: reads("ids and dates of a user's access keys"),
  SeeTrails: reads('which trails there are'),
  SeeTheTrail: reads('how the trail is set and whether it runs'),
  SeeLogGroups: reads('which log groups there are'),
  SeeTheLogGroup: reads('filters of the log group'),
  SeeTopics: reads('which topics there are'),
  SeeTheTopic: reads("the alarms' topic: who is subscribed"),
  SeeQueues: reads('the settings of its queues and how much lies in them'),
  SeeTheArchive: reads('the settings of the archive, not its content'),
  WriteTestRecords: changes('test records in a log stream of their own'),
  WakePeople: changes('publishes to the escalation topic'),
  EncryptForTheTopic: changes('has SNS encrypt that with the key of the topics'),
  Read: reads('users and roles in IAM, and what the policy simulator says of them'),
  AttachDenyAll: changes('attaches AWSDenyAll to users and roles, and no other policy'),
  SetDenyAllBoundary: changes('sets AWSDenyAll as permissions boundary, and no other'),
  TakeCredentials: changes('the status of access keys; deletes console passwords'),
  DetachDenyAll: changes('detaches AWSDenyAll, and no other policy'),
  DeleteDenyAllBoundary: changes('takes AWSDenyAll off as boundary, and no other'),
  RestoreBoundary: changes('puts back the boundary from before: any but AWSDenyAll'),
  GiveKeysBack: changes('the status of access keys'),
  RevokeOlderSessions: changes('writes an inline policy into roles: its code knows one fixed text'),
  MemberAccounts: changes('takes on the role of the same purpose in member accounts that the settings name'),
  NeverOwnRoles: never("Trailbot's own roles, those of Identity Center and service-linked ones"),
  NeverProtected: never('users and roles with the tag `trailbot:protected`'),
  NeverBreakGlass: never('`containment.breakGlass` of the settings'),
};

/** Each with a full stop. */
export const IF_STOLEN: { readonly [name in FunctionName]: string } = {
  ingress:
    'Could ask for anything in the name of anybody in Slack, approvals too, and post as the bot. Changes nothing in AWS by itself.',
  alert:
    'Could read the audit log, post as the bot, forge what the table says, and with that have somebody contained or released.',
  stream: 'Could post as the bot, and forge what the table says: also that somebody is to be released.',
  job: 'As alert; could also read who may do what in IAM, and run up costs with queries.',
  contain:
    'Could lock out everybody who is not protected and delete their passwords, or make an inactive key active. Gives nobody a permission.',
  release:
    'Could free whoever is contained, and weaken boundaries. Grants nothing beyond the policies that are attached.',
  revoke:
    '**Could make any unprotected role an administrator**: IAM cannot limit what an inline policy says. It is small, reads no table, and takes work from `trailbot-contain` alone.',
};
