// Containments for tests: one to start from, and any that there can be.
import fc from 'fast-check';
import {
  type Change,
  CONTAINMENT_STATES,
  type Containment,
  type Happening,
  MODES,
  type TrackedChange,
} from '../../bot/domain/containment/containment.ts';
import { SEVERITIES } from '../../bot/domain/detection/detection.ts';
import { count, maybe, text } from './hostile-arbitraries.ts';
import { target } from './principal-facts.ts';

const NOON = new Date('2026-11-22T12:00:00Z');

/** Asked for at noon, and not approved yet. */
export function containment(changes: Partial<Containment> = {}): Containment {
  return {
    id: 'c-1',
    target: target('user/ci/deploy'),
    mode: 'deny',
    deletePassword: false,
    reason: 'The key was in a public repository',
    since: new Date('2026-11-22T11:40:00Z'),
    state: 'requested',
    requested: { userId: 'U012RESPONDER', at: NOON },
    changes: [],
    stripped: 0,
    history: [{ kind: 'requested', at: NOON, userId: 'U012RESPONDER', reason: 'A leaked key' }],
    version: 0,
    ...changes,
  };
}

const date = fc.date({ noInvalidDate: true });
const kind = <K extends string>(value: K) => fc.constant(value);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: kind('policy') }),
  fc.record({ kind: kind('boundary'), before: text }),
  fc.record({ kind: kind('boundary') }),
  fc.record({ kind: kind('key'), accessKeyId: text }),
  fc.record({ kind: kind('key'), accessKeyId: text, found: fc.constant(true as const) }),
  fc.record({ kind: kind('password') }),
  // A boundary may be called like a time, and is none.
  fc.record({ kind: kind('boundary'), before: kind('2026-11-22T12:00:00.000Z') }),
  fc.record({ kind: kind('sessions'), before: date }),
);
const changes = fc.array(change, { maxLength: 4 });
const tracked: fc.Arbitrary<TrackedChange> = fc
  .tuple(change, fc.constantFrom('planned', 'made', 'gone', 'undone'))
  .map(([one, state]) => ({ ...one, state }));

const who = { at: date, userId: text };
const said = { at: date, why: text, hint: text };
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: kind('requested'), ...who, reason: text }),
  fc.record({ kind: fc.constantFrom('approved', 'release-approved'), ...who, alone: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('declined', 'kept', 'release-declined'), ...who }),
  fc.record({ kind: kind('lapsed'), at: date, why: fc.constantFrom('not-approved', 'not-carried-out') }),
  fc.record({ kind: kind('applied'), at: date, now: changes }),
  fc.record({ kind: kind('stripped'), at: date, times: count }),
  fc.record({ kind: kind('verified'), at: date, simulated: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('unverified', 'release-failed'), ...said }),
  fc.record({ kind: kind('unverified'), ...said, fought: fc.constant(true as const) }),
  fc.record({ kind: kind('failed'), ...said, now: changes }),
  fc.record({ kind: kind('ending'), at: date, endsAt: date }),
  fc.record({ kind: kind('release-requested'), ...who, reason: text }),
  fc.record({ kind: kind('release-requested'), at: date, reason: text }),
  fc.record({ kind: kind('release-lapsed'), at: date }),
  fc.record({ kind: kind('released'), at: date, back: changes, lost: changes }),
) as fc.Arbitrary<Happening>;

const decision = fc.record(who);
const release = fc.oneof(
  fc.record({ requested: fc.record({ ...who, reason: text }), approved: decision }),
  fc.record({ requested: fc.record({ at: date, reason: text }) }),
);
const anyTarget = fc
  .tuple(
    fc.constantFrom('user', 'role'),
    fc.constantFrom('', 'ci/', 'a/b/c/'),
    fc.stringMatching(/^[\w+=,.@-]{1,64}$/),
    fc.constantFrom('123456789012', '210987654321'),
  )
  .map(([what, path, name, account]) => target(`${what}/${path}${name}`, account));

/** Every kind of state, change and happening, with hostile text wherever somebody else chose it. */
export const anyContainment: fc.Arbitrary<Containment> = fc
  .record({
    id: text.map((id) => `c-${id}`.slice(0, 200)),
    target: anyTarget,
    mode: fc.constantFrom(...MODES),
    deletePassword: fc.boolean(),
    reason: text,
    incidentId: maybe(text),
    severity: maybe(fc.constantFrom(...SEVERITIES)),
    isActor: maybe(fc.boolean()),
    stopsToo: maybe(fc.array(text, { maxLength: 3 })),
    since: date,
    state: fc.constantFrom(...CONTAINMENT_STATES),
    requested: decision,
    approved: maybe(decision),
    minutes: maybe(count),
    endsAt: maybe(date),
    changes: fc.array(tracked, { maxLength: 6 }),
    boundaryBefore: maybe(text),
    appliedAt: maybe(date),
    verifiedAt: maybe(date),
    stripped: count,
    release: maybe(release),
    history: fc.array(happening, { maxLength: 10 }),
    card: maybe(fc.record({ channel: text, threadTs: text, ts: text, shown: count })),
    version: count,
  })
  .map((fields) => {
    const set = Object.entries(fields).filter(([, value]) => value !== undefined);
    return Object.fromEntries(set) as unknown as Containment;
  });
