// What a plan for a role, or for its sessions, says to the person who decides.
import { nameDuration } from '../../context/name-duration.ts';
import type { Change, Mode } from '../containment.ts';
import type { PrincipalFacts, RoleUse } from '../facts.ts';
import { joinNames, shortName } from '../name-principal.ts';
import { heldBy } from './plan-changes.ts';
import { ADMINS_CAN_UNDO, lockWords, type PlanWords, TAKES_TIME } from './plan-words.ts';
import { namePeople, tellBlastRadius } from './role-blast-radius.ts';

export interface RolePlan {
  readonly facts: PrincipalFacts;
  readonly use: RoleUse | undefined;
  readonly mode: Mode;
  readonly changes: readonly Change[];
  readonly now: Date;
}

export function tellRolePlan(plan: RolePlan): PlanWords {
  const { facts, use, mode, now } = plan;
  return {
    willHappen: mode === 'deny' ? denyWords(plan) : revokeWords(plan),
    stopsToo: tellBlastRadius(facts, use, mode, now),
    cannotStop: [
      TAKES_TIME,
      ...(mode === 'deny' ? [] : againWords(facts)),
      ...sourceWords(use),
      'Other roles that its sessions have assumed live on for up to an hour: those, and what else it made, are listed afterwards, to be contained too.',
      'What it started goes on: look for instances, functions and schedules that it made.',
      ADMINS_CAN_UNDO,
    ],
  };
}

function denyWords({ facts, changes }: RolePlan): readonly string[] {
  const { name } = facts.target;
  return [
    ...(changes.length === 0 ? [`Nothing is left to change: all of it is so already for role ${name}.`] : []),
    ...lockWords(facts, changes),
    `Every session of role ${name} is refused, also those that begin later: nobody and nothing works with it until it is released.`,
  ];
}

function revokeWords({ facts, changes, now }: RolePlan): readonly string[] {
  const held = heldBy(facts) === undefined ? [] : lockWords(facts, changes);
  const { target, revokedBefore } = facts;
  const age = now.getTime() - (revokedBefore?.getTime() ?? Number.NaN);
  if (age <= 0)
    return [
      `Sessions of role ${target.name} that began before now are refused already, by the inline policy AWSRevokeOlderSessions: from now on it is put back when somebody takes it off.`,
      ...held,
    ];
  return [
    `Sessions of role ${target.name} that began before now are refused, by the inline policy AWSRevokeOlderSessions.`,
    'Sessions that begin afterwards work: this stops who is in, not who comes back.',
    ...(age > 0 ? [`Those that are older than ${nameDuration(age)} are refused already.`] : []),
    ...held,
  ];
}

function againWords({ target, trusts, longestSession }: PrincipalFacts): readonly string[] {
  const people = namePeople(trusts);
  const who = people.length === 0 ? 'Whoever may assume it' : `Whoever may assume it (${joinNames(people)})`;
  const long =
    longestSession === undefined
      ? ''
      : `, and such a session lasts up to ${nameDuration(longestSession * 1_000)}`;
  return [`${who} can begin a new session of role ${target.name} at once${long}.`];
}

function sourceWords(use: RoleUse | undefined): readonly string[] {
  if (use === undefined || use.sources.length === 0) return [];
  const names = joinNames(use.sources.map(shortName));
  return [
    `It was assumed lately by ${names}: they are not stopped by this, contain them too unless you trust them.`,
  ];
}
