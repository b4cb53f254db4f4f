import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PrincipalFacts, RoleUse } from '../../../../bot/domain/containment/facts.ts';
import {
  type PlanRequest,
  planContainment,
  refusalOf,
} from '../../../../bot/domain/containment/plan/plan-containment.ts';
import type { ContainRefusal, Plan } from '../../../../bot/domain/containment/plan.ts';
import { denyAllArn, parseTarget, type Target } from '../../../../bot/domain/containment/target.ts';
import type { ContainmentSettings } from '../../../../bot/domain/settings.ts';
import { count, date, maybe, text, texts } from '../../../support/hostile-arbitraries.ts';
import { principal, target } from '../../../support/principal-facts.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../../../support/records.ts';

const NOW = new Date('2026-11-22T14:03:11Z');
const DENY_ALL = 'arn:aws:iam::aws:policy/AWSDenyAll';
const MINUTE = 60_000;
const settings: ContainmentSettings = {
  breakGlass: [`arn:aws:iam::${ACCOUNT}:user/emergency/break-glass`],
  onePersonWhenCritical: false,
  memberAccounts: {},
};

function decide(facts: PrincipalFacts, changes: Partial<PlanRequest> = {}): Plan | ContainRefusal {
  const asked = { deletePassword: false };
  return planContainment({
    target: facts.target,
    facts,
    asked,
    settings,
    accountId: ACCOUNT,
    now: NOW,
    ...changes,
  });
}

function plan(facts: PrincipalFacts, changes: Partial<PlanRequest> = {}): Plan {
  const decided = decide(facts, changes);
  if (!decided.ok) throw new Error(decided.reason);
  return decided;
}

function refusal(facts: PrincipalFacts, changes: Partial<PlanRequest> = {}): ContainRefusal {
  const decided = decide(facts, changes);
  if (decided.ok) throw new Error(`planned for ${decided.target.arn}`);
  return decided;
}

const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * MINUTE);
const policies = (amount: number) =>
  Array.from({ length: amount }, (_, index) => `arn:aws:iam::${ACCOUNT}:policy/filler-${index}`);
const wordsOf = ({ willHappen, stopsToo, cannotStop }: Plan) =>
  [...willHappen, ...stopsToo, ...cannotStop].join('\n');

describe('the plan for a user', () => {
  const alice = principal('user/alice', {
    accessKeys: [
      { id: 'AKIAEXAMPLEOLD000001', active: true, lastUsedAt: minutesAgo(3 * 24 * 60) },
      { id: 'AKIAEXAMPLENEW000001', active: true, lastUsedAt: minutesAgo(3) },
      { id: 'AKIAEXAMPLEOFF000001', active: false, lastUsedAt: minutesAgo(1) },
    ],
    hasPassword: true,
  });

  it('attaches AWSDenyAll, makes each active key inactive and leaves the password', () => {
    expect(plan(alice)).toMatchObject({
      target: { name: 'alice' },
      mode: 'deny',
      modes: ['deny'],
      canDeletePassword: true,
      changes: [
        { kind: 'policy' },
        { kind: 'key', accessKeyId: 'AKIAEXAMPLEOLD000001' },
        { kind: 'key', accessKeyId: 'AKIAEXAMPLENEW000001' },
      ],
    });
  });

  it('says what happens to the policy, each key, live sessions and the password', () => {
    expect(plan(alice).willHappen).toEqual([
      'AWSDenyAll is attached to user alice: every call is refused, whatever else allows it.',
      'Access key AKIAEXAMPLEOLD000001 is made inactive.',
      'Access key AKIAEXAMPLENEW000001 is made inactive.',
      'Temporary sessions of user alice are refused too, because its own policies count for them.',
      'The console password stays: signing in still works, and every action after it is refused.',
    ]);
  });

  it('deletes the password where that is asked for, and says that it cannot be given back', () => {
    const asked = plan(alice, { asked: { deletePassword: true } });
    expect(asked.changes.at(-1)).toEqual({ kind: 'password' });
    expect(wordsOf(asked)).toContain('cannot be given back');
  });

  it('deletes no password that is not there', () => {
    const asked = plan(principal('user/ci'), { asked: { deletePassword: true } });
    expect(asked.changes).toEqual([{ kind: 'policy' }]);
    expect(asked.canDeletePassword).toBe(false);
    expect(wordsOf(asked)).toContain('no password for the console');
  });

  it('knows no revoking of sessions, whatever was asked for', () => {
    expect(plan(alice, { asked: { mode: 'revoke-sessions', deletePassword: false } }).mode).toBe('deny');
  });

  it('shows first the key that was used last, and that what runs with it stops', () => {
    expect(plan(alice).stopsToo).toEqual([
      'Access key AKIAEXAMPLENEW000001 was used 3 minutes ago: what runs with it stops.',
      'Access key AKIAEXAMPLEOLD000001 was used 3 days ago: what runs with it stops.',
      'Links to S3 objects that were signed by alice stop working.',
    ]);
  });

  it('warns of no key that nobody used for weeks', () => {
    const idle = [{ id: 'AKIAEXAMPLEOLD000001', active: true, lastUsedAt: minutesAgo(30 * 24 * 60) }];
    expect(plan({ ...alice, accessKeys: idle }).stopsToo).toEqual([]);
  });

  it('says what goes on: the first seconds, roles that were assumed, what was started', () => {
    const words = plan(alice).cannotStop.join('\n');
    expect(words).toContain('a few seconds');
    expect(words).toContain('Roles that user alice has assumed live on');
    expect(words).toContain('What it started goes on');
  });

  it('says that a quarantine of AWS is not enough', () => {
    const quarantine = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
    expect(wordsOf(plan({ ...alice, attached: [quarantine] }))).toContain(
      'AWSCompromisedKeyQuarantineV3 is attached',
    );
  });
});

describe('a user with no room for a policy', () => {
  const own = `arn:aws:iam::${ACCOUNT}:policy/developers-boundary`;

  it('gets AWSDenyAll as its boundary, and the old one is kept', () => {
    const full = plan(principal('user/alice', { attached: policies(10), boundary: own }));
    expect(full.changes).toEqual([{ kind: 'boundary', before: own }]);
    expect(full.willHappen[0]).toContain('10 managed policies');
    expect(full.willHappen[1]).toContain(own);
  });

  it('gets the boundary without an old one where there was none', () => {
    expect(plan(principal('role/deploy', { attached: policies(14) })).changes).toEqual([
      { kind: 'boundary' },
    ]);
  });

  it('still has room with nine', () => {
    expect(plan(principal('user/alice', { attached: policies(9) })).changes).toEqual([{ kind: 'policy' }]);
  });
});

describe('somebody who is denied already', () => {
  const keys = [{ id: 'AKIAEXAMPLEALICE0001', active: true }];

  it.each([
    ['attached', { attached: [DENY_ALL] }],
    ['the permissions boundary', { boundary: DENY_ALL }],
  ])('keeps it and gets only the rest: AWSDenyAll is %s', (words, facts) => {
    const held = plan(principal('user/alice', { accessKeys: keys, ...facts }));
    expect(held.changes).toEqual([{ kind: 'key', accessKeyId: 'AKIAEXAMPLEALICE0001' }]);
    expect(held.willHappen[0]).toContain(words);
    expect(held.willHappen[0]).toContain('a release leaves it');
  });

  it('gets a plan without changes when nothing is left, which says so', () => {
    for (const facts of [
      principal('user/alice', { attached: [DENY_ALL] }),
      principal('role/deploy', { boundary: DENY_ALL }),
    ]) {
      const held = plan(facts);
      expect(held.changes).toEqual([]);
      expect(held.willHappen[0]).toContain('Nothing is left to change');
    }
  });

  it('is not denied by a policy of the same name that is not from AWS', () => {
    const fake = `arn:aws:iam::${ACCOUNT}:policy/AWSDenyAll`;
    expect(plan(principal('user/alice', { attached: [fake] })).changes).toEqual([{ kind: 'policy' }]);
  });
});

describe('the plan for a role', () => {
  const deploy = principal('role/ci/deploy', {
    trusts: ['ec2.amazonaws.com', 'lambda.amazonaws.com', `arn:aws:iam::${OTHER_ACCOUNT}:root`],
    instanceProfiles: ['web'],
    lastUsed: { at: minutesAgo(130), region: 'eu-west-1' },
    longestSession: 4 * 3_600,
  });
  const use: RoleUse = {
    sessions: [
      { name: 'run-17', calls: 12, lastAt: minutesAgo(3) },
      { name: 'i-0abc', calls: 1, lastAt: minutesAgo(40) },
    ],
    sources: [`arn:aws:iam::${ACCOUNT}:user/alice`, 'lambda.amazonaws.com'],
    incomplete: false,
  };

  it('denies the whole role unless its sessions are asked for', () => {
    expect(plan(deploy, { use })).toMatchObject({
      mode: 'deny',
      modes: ['deny', 'revoke-sessions'],
      changes: [{ kind: 'policy' }],
      canDeletePassword: false,
    });
  });

  it('shows what else stops, the most alarming first', () => {
    expect(plan(deploy, { use }).stopsToo).toEqual([
      'These sessions of the last hour stop: run-17 (12 calls, the last 3 minutes ago) and i-0abc (1 call, the last 40 minutes ago).',
      'What runs on EC2 instances with the instance profile web loses access to AWS.',
      'What runs with this role in Lambda loses access to AWS.',
      `These may assume it and are refused from then on: account ${OTHER_ACCOUNT}.`,
      'IAM noted its last use 2 hours ago in eu-west-1, and it may be hours late with that.',
    ]);
  });

  it('warns first of a role that CloudTrail may assume, and of one by which people administer the account', () => {
    const attached = ['arn:aws:iam::aws:policy/AdministratorAccess'];
    const trusts = ['cloudtrail.amazonaws.com', `arn:aws:iam::${ACCOUNT}:user/sam`];
    const { stopsToo } = plan(principal('role/ops', { attached, trusts }));
    expect(stopsToo[0]).toMatch(/^CloudTrail may assume it: .* Trailbot sees nothing after this\.$/);
    expect(stopsToo[1]).toMatch(/^It has AdministratorAccess, and people may assume it \(.*user\/sam\)/);
    const machine = plan(principal('role/ops', { attached, trusts: ['ec2.amazonaws.com'] }));
    expect(wordsOf(machine)).not.toMatch(/AdministratorAccess|CloudTrail/);
    const revoked = plan(principal('role/ops', { trusts }), {
      asked: { mode: 'revoke-sessions', deletePassword: false },
    });
    expect(wordsOf(revoked)).not.toContain('sees nothing');
  });

  it('names five sessions and counts the rest', () => {
    const sessions = Array.from({ length: 9 }, (_, index) => ({
      name: `run-${index}`,
      calls: 1,
      lastAt: minutesAgo(1),
    }));
    const [words] = plan(deploy, { use: { ...use, sessions } }).stopsToo;
    expect(words).toContain('run-4');
    expect(words).not.toContain('run-5');
    expect(words).toContain('and 4 more');
  });

  it('tells a log without sessions from one that could not be read', () => {
    const quiet = plan(deploy, { use: { ...use, sessions: [] } });
    expect(quiet.stopsToo[0]).toContain('no session of this role in the last hour');
    const unread = plan(deploy, { use: { ...use, sessions: [], incomplete: true } });
    expect(unread.stopsToo[0]).toContain('could not be read to the end');
    expect(wordsOf(unread)).not.toContain('no session of this role');
  });

  it('says nothing of the log where nobody looked', () => {
    expect(wordsOf(plan(deploy))).not.toMatch(/last hour|could not be read/);
  });

  it('warns of a trust policy that lets anybody in', () => {
    expect(wordsOf(plan({ ...deploy, trusts: ['*'] }))).toContain('anybody in any account');
  });

  it('refuses its sessions up to now, and says that whoever may assume it can come back', () => {
    const revoke = plan(deploy, { use, asked: { mode: 'revoke-sessions', deletePassword: false } });
    expect(revoke.mode).toBe('revoke-sessions');
    expect(revoke.changes).toEqual([{ kind: 'sessions', before: NOW }]);
    expect(wordsOf(revoke)).toContain(
      `Whoever may assume it (account ${OTHER_ACCOUNT}) can begin a new session of role deploy at once, and such a session lasts up to 4 hours.`,
    );
    expect(wordsOf(revoke)).toContain('until it gets new credentials');
  });

  it('refuses the sessions of this very second too, because a policy knows no fractions', () => {
    const now = new Date(NOW.getTime() + 300);
    const revoke = plan(deploy, { now, asked: { mode: 'revoke-sessions', deletePassword: false } });
    expect(revoke.changes).toEqual([{ kind: 'sessions', before: new Date(NOW.getTime() + 1_000) }]);
  });

  it('refuses sessions again that began since the last time', () => {
    const asked = { mode: 'revoke-sessions', deletePassword: false } as const;
    const again = plan({ ...deploy, revokedBefore: minutesAgo(180) }, { asked });
    expect(again.changes).toEqual([{ kind: 'sessions', before: NOW }]);
    expect(wordsOf(again)).toContain('older than 3 hours are refused already');
  });

  it('holds earlier sessions refused also where somebody else refuses them already, with whatever date', () => {
    const asked = { mode: 'revoke-sessions', deletePassword: false } as const;
    for (const revokedBefore of [NOW, new Date('2030-01-01T00:00:00Z')]) {
      const done = plan({ ...deploy, revokedBefore }, { asked });
      expect(done.changes).toEqual([{ kind: 'sessions', before: NOW }]);
      expect(done.willHappen[0]).toContain('are refused already');
    }
  });

  it('says when the whole role is denied already, though only its sessions are asked for', () => {
    const asked = { mode: 'revoke-sessions', deletePassword: false } as const;
    expect(wordsOf(plan({ ...deploy, attached: [DENY_ALL] }, { asked }))).toContain(
      'AWSDenyAll is attached to role deploy already',
    );
  });

  it('offers who assumed it, each once, and not the role itself or who may not be contained', () => {
    const sources = [
      `arn:aws:iam::${ACCOUNT}:user/alice`,
      `arn:aws:iam::${ACCOUNT}:user/alice`,
      deploy.target.arn,
      `arn:aws:iam::${ACCOUNT}:role/builder`,
      `arn:aws:iam::${ACCOUNT}:role/trailbot-alert`,
      `arn:aws:iam::${OTHER_ACCOUNT}:user/partner`,
      `arn:aws:iam::${ACCOUNT}:user/emergency/break-glass`,
      `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0`,
      'ec2.amazonaws.com',
    ];
    const offered = plan(deploy, { use: { ...use, sources } });
    expect(offered.sources.map(({ name }) => name)).toEqual(['alice', 'builder']);
    expect(offered.cannotStop.join('\n')).toContain('It was assumed lately by');
  });
});

describe('who is never contained', () => {
  const place = { settings, accountId: ACCOUNT };
  it.each([
    ['role/trailbot-contain', "Trailbot's own"],
    ['role/any/path/trailbot-look', "Trailbot's own"],
    ['user/emergency/break-glass', 'containment.breakGlass'],
    ['role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport', 'belongs to an AWS service'],
    ['role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef', 'Identity Center'],
  ])('%s', (resource, words) => {
    const early = refusalOf(target(resource), place);
    expect(early?.reason).toContain(words);
    expect(early?.steps.length).toBeGreaterThan(0);
    expect(refusal(principal(resource)).reason).toContain(words);
  });

  it.each([
    'user/trailbot-ci',
    'role/TrailBot-evil',
    'role/my-trailbot-role',
    'role/AWSReservedSSO_Admin_0',
    'user/break-glass',
  ])('is not %s, which only looks like it', (resource) => {
    expect(refusalOf(target(resource), place)).toBeUndefined();
    expect(plan(principal(resource)).changes).toEqual([{ kind: 'policy' }]);
  });

  it.each(['role/trailbot-x/evil', 'role/a/trailbot-x/b/evil'])(
    'is %s, which the permissions of the bot cannot reach: it is to be contained by hand',
    (resource) => {
      const refused = refusalOf(target(resource), place);
      expect(refused?.reason).toMatch(/^Role evil has the path .*railbot-x\//);
      expect(refused?.text).toBe(`aws iam attach-role-policy --role-name=evil --policy-arn ${DENY_ALL}`);
      expect(refusal(principal(resource), { target: target('role/evil') }).reason).toBe(refused?.reason);
    },
  );

  it("is the bot's own role in a member account too", () => {
    const memberAccounts = { [OTHER_ACCOUNT]: 'external-id' };
    const own = target('role/trailbot-contain', OTHER_ACCOUNT);
    const there = { settings: { ...settings, memberAccounts }, accountId: ACCOUNT };
    expect(refusalOf(own, there)?.reason).toContain("Trailbot's own");
    expect(refusalOf(target('user/alice', OTHER_ACCOUNT), there)).toBeUndefined();
  });

  it('is anybody in an account that is not configured, and the template for it is named', () => {
    const refused = refusalOf(target('user/alice', OTHER_ACCOUNT), place);
    expect(refused?.reason).toContain(OTHER_ACCOUNT);
    expect(refused?.steps.join('\n')).toContain('templates/member-account.yml');
    expect(refused?.text).toBe(`aws iam attach-user-policy --user-name=alice --policy-arn ${DENY_ALL}`);
  });

  it.each([
    ['arn:aws:iam::123456789012:user/emergency/*', 'user/emergency/deep/er', true],
    ['arn:aws:iam::*:user/ops*', 'user/ops-1', true],
    ['arn:aws:iam::123456789012:role/*-glass-*', 'role/break-glass-1', true],
    ['arn:aws:iam::123456789012:user/*', 'role/deploy', false],
    ['arn:aws:iam::123456789012:user/Break-Glass', 'user/break-glass', false],
    ['arn:aws:iam::123456789012:user/break.glass', 'user/break-glass', false],
    ['arn:aws:iam::123456789012:user/ab*bc', 'user/abc', false],
    ['arn:aws:iam::123456789012:user/ops', 'user/ops-1', false],
    ['*', 'user/alice', true],
  ])('with the pattern %s: %s is %s', (pattern, resource, spared) => {
    const refused = refusalOf(target(resource), {
      ...place,
      settings: { ...settings, breakGlass: [pattern] },
    });
    expect(refused !== undefined).toBe(spared);
  });

  it.each(['trailbot:protected', 'Trailbot:Protected'])(
    'is who has the tag %s, whatever its value',
    (tag) => {
      const refused = refusal(principal('user/payroll', { tags: { team: 'finance', [tag]: 'false' } }));
      expect(refused.reason).toContain('trailbot:protected');
      expect(refused.steps.join('\n')).toContain('Whoever may set tags');
      expect(refused.text).toBe(`aws iam untag-user --user-name=payroll --tag-keys=${tag}`);
    },
  );

  it('is who IAM does not know, with where to look for who deleted it', () => {
    const refused = refusal(principal('user/alice'), { facts: undefined });
    expect(refused.reason).toContain('There is no user alice');
    expect(refused.steps.join('\n')).toContain('DeleteUser');
    const role = refusal(principal('role/deploy'), { facts: undefined });
    expect(role.steps.join('\n')).toContain('DeleteRole');
  });

  it('is decided by what IAM has, not by the path that somebody typed', () => {
    const typed = target('user/break-glass');
    expect(refusalOf(typed, place)).toBeUndefined();
    const real = principal('user/emergency/break-glass');
    expect(refusal(real, { target: typed }).reason).toContain('containment.breakGlass');
  });

  it('and a plan goes to the principal as IAM has it', () => {
    const typed = target('user/wrong/path/alice');
    expect(plan(principal('user/alice'), { target: typed }).target.arn).toBe(
      `arn:aws:iam::${ACCOUNT}:user/alice`,
    );
  });
});

const NAMES = ['alice', 'break-glass', 'trailbot-contain', 'TRAILBOT-x', 'trailbot', '--profile=x', 'a@b'];
const PATHS = [
  '',
  'emergency/',
  'aws-reserved/sso.amazonaws.com/',
  'aws-service-role/x.amazonaws.com/',
  'a/*/',
];
const someTarget: fc.Arbitrary<Target> = fc
  .record({
    kind: fc.constantFrom('user', 'role'),
    path: fc.constantFrom(...PATHS),
    name: fc.constantFrom(...NAMES),
    account: fc.constantFrom(ACCOUNT, ACCOUNT, OTHER_ACCOUNT),
  })
  .map(({ kind, path, name, account }) => target(`${kind}/${path}${name}`, account));
const someFacts: fc.Arbitrary<PrincipalFacts> = fc
  .record({
    target: someTarget,
    id: text,
    createdAt: date,
    tags: fc.dictionary(
      fc.constantFrom('team', 'trailbot:protected', 'TRAILBOT:PROTECTED', '__proto__'),
      text,
    ),
    attached: fc.array(fc.oneof(text, fc.constant(DENY_ALL)), { maxLength: 12 }),
    boundary: maybe(fc.oneof(text, fc.constant(DENY_ALL))),
    accessKeys: fc.uniqueArray(fc.record({ id: text, active: fc.boolean(), lastUsedAt: maybe(date) }), {
      selector: ({ id }) => id,
      maxLength: 2,
    }),
    hasPassword: fc.boolean(),
    trusts: texts,
    instanceProfiles: texts,
    lastUsed: maybe(fc.record({ at: date, region: text })),
    longestSession: maybe(fc.integer({ min: 0, max: 43_200 })),
    revokedBefore: maybe(date),
  })
  .map((facts) => {
    const kept = Object.entries(facts).filter(([, value]) => value !== undefined);
    return Object.fromEntries(kept) as unknown as PrincipalFacts;
  });
const someUse: fc.Arbitrary<RoleUse> = fc.record({
  sessions: fc.array(fc.record({ name: text, calls: count, lastAt: date }), { maxLength: 8 }),
  sources: fc.array(
    fc.oneof(
      text,
      someTarget.map(({ arn }) => arn),
    ),
    { maxLength: 8 },
  ),
  incomplete: fc.boolean(),
});
const someRequest = fc.record({
  target: someTarget,
  facts: someFacts,
  use: someUse,
  mode: fc.constantFrom('deny', 'revoke-sessions'),
  deletePassword: fc.boolean(),
  breakGlass: fc.subarray([
    ...settings.breakGlass,
    'arn:aws:iam::*:user/break-glass',
    `arn:aws:iam::${ACCOUNT}:role/emergency/*`,
  ]),
});

function decideAny({
  mode,
  deletePassword,
  breakGlass,
  ...rest
}: typeof someRequest extends fc.Arbitrary<infer T> ? T : never) {
  const asked = { mode: mode as 'deny' | 'revoke-sessions', deletePassword };
  return planContainment({
    ...rest,
    asked,
    settings: { ...settings, breakGlass },
    accountId: ACCOUNT,
    now: NOW,
  });
}

/** As IAM would match it, written another way than the code does. */
const isSpared = (arn: string, breakGlass: readonly string[]) =>
  breakGlass.some((pattern) =>
    new RegExp(
      `^${pattern
        .split('*')
        .map((part) => part.replace(/[.+]/g, '\\$&'))
        .join('.*')}$`,
    ).test(arn),
  );

describe('whatever IAM, the trail and people say', () => {
  it('no plan is for a role of the bot, a break-glass principal, a protected one or another account', () => {
    let planned = 0;
    fc.assert(
      fc.property(someRequest, (request) => {
        const decided = decideAny(request);
        if (!decided.ok) return;
        planned += 1;
        expect(decided.target).toEqual(request.facts.target);
        for (const one of [decided.target, ...decided.sources]) {
          expect(one.kind === 'role' && one.name.startsWith('trailbot-')).toBe(false);
          expect(isSpared(one.arn, request.breakGlass)).toBe(false);
          expect(one.arn).not.toMatch(/:role\/aws-(reserved|service-role)\//);
          expect(one.accountId).toBe(ACCOUNT);
          expect(parseTarget(one.arn)).toEqual(one);
        }
        const tags = Object.keys(request.facts.tags).map((tag) => tag.toLowerCase());
        expect(tags).not.toContain('trailbot:protected');
      }),
      { numRuns: 2_000 },
    );
    expect(planned).toBeGreaterThan(50);
  });

  it('a plan changes what is not so yet, and nothing else', () => {
    fc.assert(
      fc.property(someRequest, (request) => {
        const decided = decideAny(request);
        if (!decided.ok) return;
        const { facts } = request;
        const active = facts.accessKeys.filter((key) => key.active).map(({ id }) => id);
        for (const change of decided.changes) {
          if (change.kind === 'key') expect(active).toContain(change.accessKeyId);
          if (change.kind === 'policy') expect(facts.attached).not.toContain(denyAllArn(facts.target));
          if (change.kind === 'policy') expect(facts.attached.length).toBeLessThan(10);
          if (change.kind === 'boundary') expect(change.before).toBe(facts.boundary);
          if (change.kind === 'boundary') expect(facts.boundary).not.toBe(denyAllArn(facts.target));
          if (change.kind === 'password') expect(facts.hasPassword && request.deletePassword).toBe(true);
          if (change.kind === 'sessions') expect(decided.mode).toBe('revoke-sessions');
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('every text is one bounded line that ends as a sentence, and a refusal has steps', () => {
    fc.assert(
      fc.property(someRequest, (request) => {
        const decided = decideAny(request);
        const words = decided.ok
          ? [...decided.willHappen, ...decided.stopsToo, ...decided.cannotStop]
          : [decided.reason, ...decided.steps];
        expect(words.length).toBeGreaterThan(1);
        for (const sentence of words) {
          expect(sentence).toMatch(/^[^\n]{10,1200}\.$/s);
          expect(sentence).not.toMatch(/NaN|undefined|Invalid/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
