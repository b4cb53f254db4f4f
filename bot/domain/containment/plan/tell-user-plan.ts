// What a plan for an IAM user says to the person who decides.
import type { Change } from '../containment.ts';
import type { KeyFact, PrincipalFacts, UserUse } from '../facts.ts';
import { nameTarget, shortName } from '../name-principal.ts';
import { ADMINS_CAN_UNDO, ago, lockWords, type PlanWords, TAKES_TIME } from './plan-words.ts';
import { tellUserUse } from './tell-user-use.ts';

const DAY_MS = 24 * 60 * 60_000;
/** A key that was used within so many days is likely to be used by something that runs. */
const IN_USE_DAYS = 14;
/** AWS attaches these itself where it finds a leaked key. They refuse part of what an attacker would do. */
const QUARANTINE = /:policy\/(AWSCompromisedKeyQuarantine(?:V\d+)?)$/;

export interface UserPlan {
  readonly facts: PrincipalFacts;
  readonly use: UserUse | undefined;
  readonly changes: readonly Change[];
  readonly now: Date;
}

export function tellUserPlan({ facts, use, changes, now }: UserPlan): PlanWords {
  const whom = nameTarget(facts.target);
  const nothing = `Nothing is left to change: all of it is so already for ${whom}.`;
  return {
    willHappen: [
      ...(changes.length === 0 ? [nothing] : []),
      ...lockWords(facts, changes),
      ...keyWords(facts, changes),
      `Temporary sessions of ${whom} are refused too, because its own policies count for them.`,
      ...passwordWords(facts, changes),
      ...quarantineWords(facts),
    ],
    stopsToo: [...(use ? tellUserUse(use, facts.target.name) : []), ...usedKeys(facts, now)],
    cannotStop: [
      TAKES_TIME,
      `Roles that ${whom} has assumed live on until their sessions end: those, and what else it made, are listed afterwards, to be contained too.`,
      'What it started goes on: look for instances, functions and schedules that it made.',
      ADMINS_CAN_UNDO,
    ],
  };
}

function keyWords({ target, accessKeys }: PrincipalFacts, changes: readonly Change[]): readonly string[] {
  const made = changes.flatMap((change) =>
    change.kind === 'key' ? [`Access key ${shortName(change.accessKeyId)} is made inactive.`] : [],
  );
  if (made.length > 0) return made;
  const none = accessKeys.length === 0 ? 'has no access key' : 'has no active access key';
  return [`${target.name} ${none}.`];
}

function passwordWords({ hasPassword }: PrincipalFacts, changes: readonly Change[]): readonly string[] {
  if (!hasPassword) return ['There is no password for the console.'];
  if (changes.some(({ kind }) => kind === 'password'))
    return [
      'The console password is deleted and cannot be given back: after a release somebody has to set a new one.',
    ];
  return ['The console password stays: signing in still works, and every action after it is refused.'];
}

function quarantineWords({ attached }: PrincipalFacts): readonly string[] {
  const name = attached.map((arn) => QUARANTINE.exec(arn)?.[1]).find((found) => found !== undefined);
  if (name === undefined) return [];
  return [
    `${name} is attached, as AWS does with leaked keys: it refuses only some actions, AWSDenyAll all of them.`,
  ];
}

/** The one that was used last comes first. */
function usedKeys({ target, accessKeys }: PrincipalFacts, now: Date): readonly string[] {
  const used = accessKeys
    .filter((key) => key.active && isInUse(key, now))
    .toSorted((a, b) => timeOf(b) - timeOf(a))
    .map(({ id, lastUsedAt }) => {
      const when = lastUsedAt && ago(lastUsedAt, now);
      return `Access key ${shortName(id)} was used ${when ?? 'lately'}: what runs with it stops.`;
    });
  if (used.length === 0) return [];
  return [...used, `Links to S3 objects that were signed by ${target.name} stop working.`];
}

function isInUse({ lastUsedAt }: KeyFact, now: Date): boolean {
  return lastUsedAt !== undefined && now.getTime() - lastUsedAt.getTime() <= IN_USE_DAYS * DAY_MS;
}

function timeOf({ lastUsedAt }: KeyFact): number {
  return lastUsedAt?.getTime() ?? 0;
}
