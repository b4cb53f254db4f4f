// The CloudFormation template for a member account: what the bot can do there is what it can do at home.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  containPolicy,
  lookPolicy,
  type PolicyDocument,
  releasePolicy,
  revokePolicy,
} from '../../bot/domain/containment/role-policies.ts';
import { CONTAIN_ROLE, LOOK_ROLE, RELEASE_ROLE, REVOKE_ROLE } from '../../bot/domain/naming.ts';
import { evaluate, type PolicyStatement } from '../../bot/sandbox/aws/iam/evaluate-policy.ts';
import { readStack } from '../support/read-cloudformation.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/records.ts';

const TEXT = readFileSync(new URL('../../templates/member-account.yml', import.meta.url), 'utf8');
const BREAK_GLASS = [
  `arn:aws:iam::${OTHER_ACCOUNT}:user/break-glass`,
  `arn:aws:iam::${OTHER_ACCOUNT}:role/emergency-*`,
];

/** Who may take the role on, and what it can do then. */
const ROLES = [
  [LOOK_ROLE, 'trailbot-job', lookPolicy],
  [CONTAIN_ROLE, 'trailbot-contain', containPolicy],
  [RELEASE_ROLE, 'trailbot-release', releasePolicy],
  [REVOKE_ROLE, 'trailbot-revoke', revokePolicy],
] as const;

interface Deployed {
  readonly RoleName: string;
  readonly AssumeRolePolicyDocument: { readonly Statement: readonly PolicyStatement[] };
  readonly ManagedPolicyArns?: readonly { readonly ref: string }[];
  readonly Policies: readonly { readonly PolicyDocument: PolicyDocument }[];
}

describe.each(ROLES)('%s of a member account', (name, trusted, policy) => {
  it.each(['aws', 'aws-cn', 'aws-us-gov'])('can do what the document says, in %s', (partition) => {
    const place = { partition, accountId: OTHER_ACCOUNT, breakGlass: BREAK_GLASS };
    expect(statementsOf(name, { partition })).toEqual(bySid(policy(place)));
  });

  it('can do the same where nobody is break-glass', () => {
    const place = { partition: 'aws', accountId: OTHER_ACCOUNT, breakGlass: [] };
    expect(statementsOf(name, { breakGlass: [''] })).toEqual(bySid(policy(place)));
  });

  it.each([
    ['the role of the same work with the external id', `role/${trusted}`, 'shared-by-both', 'allowed'],
    ['another external id', `role/${trusted}`, 'guessed', 'implicitDeny'],
    ['no external id', `role/${trusted}`, undefined, 'implicitDeny'],
    ['another role of the bot', 'role/trailbot-alert', 'shared-by-both', 'implicitDeny'],
    ['a role whose path ends alike', `role/x/${trusted}`, 'shared-by-both', 'implicitDeny'],
    ['a user of the same name', `user/${trusted}`, 'shared-by-both', 'implicitDeny'],
    ['an administrator', 'role/admin', 'shared-by-both', 'implicitDeny'],
  ])('judges %s', (_, caller, externalId, decision) => {
    expect(trust(name, { caller: `arn:aws:iam::${ACCOUNT}:${caller}`, externalId })).toBe(decision);
  });

  it('trusts nobody of its own account', () => {
    const caller = `arn:aws:iam::${OTHER_ACCOUNT}:role/${trusted}`;
    expect(trust(name, { caller, externalId: 'shared-by-both' })).toBe('implicitDeny');
  });

  it('trusts the bot’s account and no other', () => {
    const { AssumeRolePolicyDocument } = roleOf(name);
    expect(AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      }),
    ]);
  });
});

it('makes four roles, a policy, and nothing else', () => {
  const types = Object.values(deploy()).map(({ Type }) => Type);
  expect(types.sort()).toEqual(['AWS::IAM::ManagedPolicy', ...Array(4).fill('AWS::IAM::Role')]);
});

it('says what CloudFormation has to be allowed, for it names its roles', () => {
  expect(TEXT).toMatch(/^Description:[\s\S]*CAPABILITY_NAMED_IAM[\s\S]*^Parameters:/m);
});

function deploy(changes: { readonly partition?: string; readonly breakGlass?: readonly string[] } = {}) {
  return readStack(TEXT, {
    'AWS::Partition': changes.partition ?? 'aws',
    'AWS::AccountId': OTHER_ACCOUNT,
    TrailbotAccountId: ACCOUNT,
    ExternalId: 'shared-by-both',
    BreakGlassArns: changes.breakGlass ?? BREAK_GLASS,
  });
}

function roleOf(name: string, changes: Parameters<typeof deploy>[0] = {}): Deployed {
  const found = Object.values(deploy(changes)).find(({ Properties }) => isRole(Properties, name));
  if (!isRole(found?.Properties, name)) throw new Error(`no role ${name}`);
  return found.Properties;
}

function isRole(properties: unknown, name: string): properties is Deployed {
  return (
    typeof properties === 'object' &&
    properties !== null &&
    'RoleName' in properties &&
    properties.RoleName === name
  );
}

/** Its own and those that are attached to it, by name. */
function statementsOf(name: string, changes: Parameters<typeof deploy>[0]) {
  const { Policies, ManagedPolicyArns = [] } = roleOf(name, changes);
  const attached = ManagedPolicyArns.map(({ ref }) => deploy(changes)[ref]?.Properties);
  return Object.assign(
    {},
    ...[...Policies, ...attached].map((one) => bySid((one as Deployed['Policies'][0]).PolicyDocument)),
  );
}

function bySid({ Statement }: PolicyDocument) {
  return Object.fromEntries(Statement.map((one) => [one.Sid, one]));
}

function trust(name: string, { caller, externalId }: { caller: string; externalId: string | undefined }) {
  const statements = roleOf(name).AssumeRolePolicyDocument.Statement;
  const keys = new Map([['aws:PrincipalArn', [caller]]]);
  if (externalId !== undefined) keys.set('sts:ExternalId', [externalId]);
  const Statement = statements.map((one) => ({ ...one, Resource: '*' }));
  return evaluate([{ Version: '2012-10-17', Statement }], { action: 'sts:AssumeRole', resource: '*', keys });
}
