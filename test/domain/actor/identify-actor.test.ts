import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../bot/domain/actor/actor.ts';
import { identifyActor, permissionSet } from '../../../bot/domain/actor/identify-actor.ts';
import {
  ACCOUNT,
  assumedRole,
  consoleLogin,
  iamUser,
  identityCenterUser,
  OTHER_ACCOUNT,
  root,
  trailEvent,
} from '../../support/records.ts';

function actorOf(userIdentity: unknown, changes = {}): Actor {
  return identifyActor(trailEvent({ userIdentity, ...changes }));
}

describe('identities of this account', () => {
  it('calls an IAM user by name', () => {
    expect(actorOf(iamUser('alice'))).toEqual({
      kind: 'iam-user',
      key: `iam-user/${ACCOUNT}/alice`,
      name: 'alice',
      accountId: ACCOUNT,
      arn: `arn:aws:iam::${ACCOUNT}:user/alice`,
      accessKeyId: 'AKIAEXAMPLEALICE0001',
    });
  });

  it('calls root root, whatever alias its userName has', () => {
    const actor = actorOf({ ...root(), userName: 'company-alias' });
    expect(actor).toMatchObject({ kind: 'root', name: 'root', key: `root/${ACCOUNT}` });
    expect(actor.accessKeyId).toBeUndefined();
  });

  it('knows a role by its issuer, whose ARN has the path that the session drops', () => {
    expect(actorOf(assumedRole('deploy', 'run-17', '/teams/'))).toMatchObject({
      kind: 'role',
      key: `role/arn:aws:iam::${ACCOUNT}:role/teams/deploy`,
      name: 'role deploy',
      arn: `arn:aws:iam::${ACCOUNT}:role/teams/deploy`,
      session: 'run-17',
      mfa: false,
    });
  });

  it('keys a role without an issuer, but leaves its ARN open because the path is not known', () => {
    const { sessionContext: _, ...bare } = assumedRole('deploy', 'run-17');
    const actor = actorOf(bare);
    expect(actor.key).toBe(`role/arn:aws:iam::${ACCOUNT}:role/deploy`);
    expect(actor.arn).toBeUndefined();
  });

  it('knows a federated user by the IAM user who issued the credentials', () => {
    const sessionIssuer = { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/alice`, userName: 'alice' };
    const federated = (name: string) =>
      actorOf({
        type: 'FederatedUser',
        principalId: `${ACCOUNT}:${name}`,
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/${name}`,
        accountId: ACCOUNT,
        sessionContext: { sessionIssuer },
      });
    expect(federated('bob')).toMatchObject({
      kind: 'federated-user',
      name: 'alice as federated user bob',
      arn: sessionIssuer.arn,
      session: 'bob',
    });
    expect(federated('carol').key).toBe(federated('bob').key);
  });
});

describe('people of Identity Center', () => {
  it('are one person under every permission set', () => {
    const admin = actorOf(identityCenterUser('alice@example.com', 'AdministratorAccess'));
    const reader = actorOf(identityCenterUser('alice@example.com', 'ViewOnlyAccess'));
    expect(admin).toMatchObject({
      kind: 'identity-center-user',
      key: `identity-center-user/${ACCOUNT}/alice@example.com`,
      name: 'alice@example.com',
      session: 'alice@example.com',
    });
    expect(reader.key).toBe(admin.key);
    expect(permissionSet(admin)).toBe('AdministratorAccess');
  });

  it('cannot be posed as by a role of the right name without the reserved path', () => {
    const actor = actorOf(
      assumedRole('AWSReservedSSO_AdministratorAccess_0123456789abcdef', 'alice@example.com'),
    );
    expect(actor.kind).toBe('role');
    expect(permissionSet(actor)).toBeUndefined();
  });

  it('are not said to lack MFA, which AWS does not see at their identity provider', () => {
    expect(actorOf(identityCenterUser('alice@example.com', 'AdministratorAccess')).mfa).toBeUndefined();
  });

  it('are known by user id in APIs that know Identity Center', () => {
    const onBehalfOf = { userId: 'f2a4c8e6-1111-2222-3333-444455556666', identityStoreArn: 'arn:x' };
    const actor = actorOf({ type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf, credentialId: 'c' });
    expect(actor).toMatchObject({
      kind: 'identity-center-user',
      key: `identity-center-user/${ACCOUNT}/${onBehalfOf.userId}`,
    });
  });
});

describe('callers from elsewhere', () => {
  it.each([
    ['SAMLUser', 'saml-user', 'alice@example.com'],
    ['WebIdentityUser', 'web-identity-user', 'repo:company/app:ref:refs/heads/main'],
  ])('%s is known by identity provider and user name', (type, kind, userName) => {
    const actor = actorOf({ type, userName, identityProvider: 'idp.example.com', principalId: 'p' });
    expect(actor).toMatchObject({ kind, name: userName, key: `${kind}/idp.example.com/${userName}` });
  });

  it('names another account', () => {
    const actor = actorOf({
      type: 'AWSAccount',
      principalId: 'AROAEXAMPLE:session',
      accountId: OTHER_ACCOUNT,
    });
    expect(actor).toMatchObject({ kind: 'aws-account', name: `account ${OTHER_ACCOUNT}` });
    expect(actor.key).toBe(`aws-account/${OTHER_ACCOUNT}/AROAEXAMPLE`);
  });

  it('says so when nobody signed the request', () => {
    const actor = actorOf({ type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' });
    expect(actor).toMatchObject({ name: 'somebody without credentials', accountId: '' });
  });

  it.each([
    [{ type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' }],
    [{ accountId: ACCOUNT, invokedBy: 'cloudtrail.amazonaws.com' }],
  ])('names the service of %j', (identity: object) => {
    const name = 'cloudtrail.amazonaws.com';
    expect(actorOf(identity)).toMatchObject({ kind: 'aws-service', name, invokedBy: name });
  });

  it('does not take a mistyped user name for a user', () => {
    const userName = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const actor = actorOf({ type: 'IAMUser', accountId: ACCOUNT, userName, accessKeyId: '' });
    expect(actor).toMatchObject({ kind: 'unknown', name: 'somebody with a wrong user name' });
    expect(actor.key).toBe(`unknown/${ACCOUNT}/HIDDEN_DUE_TO_SECURITY_REASONS`);
  });

  it('shows a type that is newer than this code', () => {
    const actor = actorOf({ type: 'Robot', principalId: 'R2', accountId: ACCOUNT });
    expect(actor).toMatchObject({ kind: 'unknown', name: 'R2 (unknown identity type Robot)' });
  });

  it('gives an event without identity a stable key', () => {
    expect(actorOf(undefined)).toMatchObject({ kind: 'unknown', name: 'unknown identity' });
    expect(actorOf(null).key).toBe(actorOf(undefined).key);
  });
});

describe('details', () => {
  it('takes MFA from a console sign-in', () => {
    const signIn = (MFAUsed: string) =>
      identifyActor(trailEvent(consoleLogin({ additionalEventData: { MFAUsed } }))).mfa;
    expect([signIn('Yes'), signIn('No'), signIn('Maybe')]).toEqual([true, false, undefined]);
  });

  it('keeps keys within what a database key may hold, and still tells actors apart', () => {
    const long = (end: string) => actorOf({ ...iamUser('x'), userName: 'x'.repeat(5_000) + end });
    expect(long('a').key.length).toBeLessThanOrEqual(300);
    expect(long('a').key).not.toBe(long('b').key);
    expect(long('a').name.length).toBeLessThanOrEqual(128);
  });
});
