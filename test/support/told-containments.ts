// Containments in each state and every line of their stories, for the tests of what people read; and hostile ones.
import fc from 'fast-check';
import {
  type Change,
  CONTAINMENT_STATES,
  type Containment,
  type Happening,
  MODES,
  type TrackedChange,
} from '../../bot/domain/containment/containment.ts';
import type { Target } from '../../bot/domain/containment/target.ts';
import { ACCOUNT } from './alert-fixtures.ts';
import * as hostile from './hostile-arbitraries.ts';
import { target } from './principal-facts.ts';

export const SAM = 'U0SAM00001';
export const ALEX = 'U0ALEX0001';
export const ASKED_AT = new Date('2026-11-22T03:12:00Z');
export const APPLIED_AT = new Date('2026-11-22T03:14:00Z');

export const ciDeploy = target('user/ci/ci-deploy');
export const nightly = target('role/nightly');

export const KEY: Change = { kind: 'key', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
export const BOUNDARY: Change = { kind: 'boundary', before: `arn:aws:iam::${ACCOUNT}:policy/developers` };
export const SESSIONS: Change = { kind: 'sessions', before: APPLIED_AT };
const CHANGES: readonly Change[] = [
  { kind: 'policy' },
  BOUNDARY,
  { kind: 'boundary' },
  KEY,
  { kind: 'password' },
  SESSIONS,
];

export const requested: Happening = {
  kind: 'requested',
  at: ASKED_AT,
  userId: SAM,
  reason: 'Its key is public',
};
export const approved: Happening = { kind: 'approved', at: APPLIED_AT, userId: ALEX, alone: false };
export const applied: Happening = { kind: 'applied', at: APPLIED_AT, now: [{ kind: 'policy' }, KEY] };
export const verified: Happening = { kind: 'verified', at: APPLIED_AT, simulated: true };

/** One of each kind, and of each form that reads differently. */
export const HAPPENINGS: readonly Happening[] = [
  requested,
  approved,
  { kind: 'approved', at: APPLIED_AT, userId: SAM, alone: true },
  { kind: 'declined', at: APPLIED_AT, userId: ALEX },
  { kind: 'lapsed', at: APPLIED_AT, why: 'not-approved' },
  { kind: 'lapsed', at: APPLIED_AT, why: 'not-carried-out' },
  applied,
  { kind: 'applied', at: APPLIED_AT, now: [] },
  { kind: 'stripped', at: APPLIED_AT, times: 1 },
  { kind: 'stripped', at: APPLIED_AT, times: 3 },
  verified,
  { kind: 'verified', at: APPLIED_AT, simulated: false },
  { kind: 'unverified', at: APPLIED_AT, why: 'IAM did not answer', hint: 'Look in IAM.' },
  { kind: 'unverified', at: APPLIED_AT, why: 'It is taken off', hint: 'Attach a policy.', fought: true },
  { kind: 'failed', at: APPLIED_AT, why: 'Access denied.', hint: 'Deploy again.', now: [KEY] },
  { kind: 'ending', at: APPLIED_AT, endsAt: APPLIED_AT },
  { kind: 'kept', at: APPLIED_AT, userId: ALEX },
  { kind: 'release-requested', at: APPLIED_AT, userId: SAM, reason: 'The key is deleted' },
  { kind: 'release-requested', at: APPLIED_AT, reason: '' },
  { kind: 'release-approved', at: APPLIED_AT, userId: ALEX, alone: false },
  { kind: 'release-declined', at: APPLIED_AT, userId: ALEX },
  { kind: 'release-lapsed', at: APPLIED_AT },
  { kind: 'released', at: APPLIED_AT, back: [{ kind: 'policy' }, KEY], lost: [{ kind: 'password' }] },
  { kind: 'release-failed', at: APPLIED_AT, why: 'Access denied', hint: 'Deploy again.' },
];

/** Of ci-deploy, applied and not verified yet, unless the changes say otherwise. */
export function containment(changes: Partial<Containment> = {}): Containment {
  return {
    id: 'con-1',
    target: ciDeploy,
    mode: 'deny',
    deletePassword: false,
    reason: 'Its key is public',
    incidentId: 'inc-1',
    severity: 'critical',
    since: ASKED_AT,
    state: 'contained',
    requested: { userId: SAM, at: ASKED_AT },
    approved: { userId: ALEX, at: APPLIED_AT },
    changes: [
      { kind: 'policy', state: 'made' },
      { ...KEY, state: 'made' },
    ],
    appliedAt: APPLIED_AT,
    stripped: 0,
    history: [requested, approved, applied],
    version: 3,
    ...changes,
  };
}

/** Asked for, and not decided. */
export function asked(changes: Partial<Containment> = {}): Containment {
  const { approved: _nobody, appliedAt: _never, ...fresh } = containment();
  return { ...fresh, state: 'requested', changes: [], history: [requested], ...changes };
}

/** What no parser would let through, so that nothing depends on its having run. */
export const anyTarget: fc.Arbitrary<Target> = fc.record({
  kind: fc.constantFrom('user', 'role'),
  arn: hostile.text,
  name: hostile.text,
  path: hostile.text,
  accountId: hostile.text,
  partition: hostile.text,
});

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.constantFrom(...CHANGES),
  fc.record({ kind: fc.constant('key' as const), accessKeyId: hostile.text }),
  fc.record({
    kind: fc.constant('key' as const),
    accessKeyId: hostile.text,
    found: fc.constant(true as const),
  }),
  fc.record({ kind: fc.constant('boundary' as const), before: hostile.text }),
  fc.record({ kind: fc.constant('sessions' as const), before: hostile.date }),
);
const anyChanges = fc.array(anyChange, { maxLength: 14 });
const tracked: fc.Arbitrary<readonly TrackedChange[]> = fc.array(
  fc
    .tuple(anyChange, fc.constantFrom('planned', 'made', 'gone', 'undone'))
    .map(([change, state]) => ({ ...change, state })),
  { maxLength: 14 },
);

/** Every kind of line, its texts, people and times replaced. */
export const anyHappening: fc.Arbitrary<Happening> = fc
  .record({
    of: fc.constantFrom(...HAPPENINGS),
    at: hostile.date,
    userId: hostile.text,
    text: hostile.text,
    changes: anyChanges,
  })
  .map(({ of, at, userId, text, changes }) => {
    const replaced = Object.fromEntries(
      Object.entries(of).map(([key, value]) => {
        if (key === 'userId') return [key, userId];
        if (['reason', 'why', 'hint'].includes(key) && of.kind !== 'lapsed') return [key, text];
        if (['now', 'back', 'lost'].includes(key)) return [key, changes];
        return [key, key === 'at' || key === 'endsAt' ? at : value];
      }),
    );
    return replaced as unknown as Happening;
  });

export const anyContainment: fc.Arbitrary<Containment> = fc
  .record({
    target: anyTarget,
    mode: fc.constantFrom(...MODES),
    deletePassword: fc.boolean(),
    stopsToo: fc.array(hostile.text, { maxLength: 4 }),
    reason: hostile.text,
    state: fc.constantFrom(...CONTAINMENT_STATES),
    userId: hostile.text,
    at: hostile.date,
    minutes: hostile.maybe(fc.constantFrom(60, 1_440)),
    endsAt: hostile.maybe(hostile.date),
    verifiedAt: hostile.maybe(hostile.date),
    changes: tracked,
    release: hostile.maybe(fc.constantFrom('asked', 'approved')),
    history: fc.array(anyHappening, { maxLength: 30 }),
  })
  .map(({ userId, at, minutes, endsAt, verifiedAt, release, ...fields }) => ({
    ...containment(fields),
    requested: { userId, at },
    ...(minutes !== undefined && { minutes }),
    ...(endsAt && { endsAt }),
    ...(verifiedAt && { verifiedAt }),
    ...(release && {
      release: {
        requested: { userId, at, reason: fields.reason },
        ...(release === 'approved' && { approved: { userId, at } }),
      },
    }),
  }));
