// Containment against moto, an IAM that others wrote: what the adapters do there can be read back, and is given back.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  GetRolePolicyCommand,
  PutRolePermissionsBoundaryCommand,
  TagUserCommand,
} from '@aws-sdk/client-iam';
import { CreateQueueCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { type ClientOptions, type Clients, createClients } from '../../bot/aws/clients.ts';
import { createContainingHands } from '../../bot/aws/containing-hands.ts';
import { createIamFor } from '../../bot/aws/iam-for.ts';
import { createPrincipals } from '../../bot/aws/principals.ts';
import { createReleasingHands } from '../../bot/aws/releasing-hands.ts';
import { createRevokingHands } from '../../bot/aws/revoking-hands.ts';
import { denyAllArn, type Target } from '../../bot/domain/containment/target.ts';
import { REVOKE_POLICY, REVOKE_QUEUE } from '../../bot/domain/naming.ts';
import { runRevoke } from '../../bot/flow/containment/run-revoke.ts';
import { makePair, makePrincipal } from '../support/iam-principals.ts';
import { target } from '../support/principal-facts.ts';
import { isInstalled, type Moto, startMoto } from './moto-server.ts';

const HOME = '123456789012';
const MEMBER = '210987654321';
const ROLE = 'trailbot-contain';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const settings = {
  breakGlass: [],
  onePersonWhenCritical: false,
  memberAccounts: { [MEMBER]: 'an-external-id' },
};

if (isInstalled()) describe('containment against moto', { timeout: 180_000 }, check);
else console.log('moto_server is not on the PATH: containment was not checked against a second IAM.');

function check() {
  let moto: Moto;
  let world: World;
  let user: Target;
  let role: Target;

  before(async () => {
    moto = await startMoto();
    world = await connect(moto.url);
  });
  after(() => moto?.stop());
  beforeEach(async () => {
    ({ user, role } = await makePair(world.clients.iam));
  });

  const facts = async (whom: Target) => {
    const read = await world.principals.read(whom);
    assert.ok(read, `${whom.arn} is not there`);
    return read;
  };

  it('reads a user and a role as they were made, and nobody where nobody is', async () => {
    const tag = { UserName: user.name, Tags: [{ Key: 'trailbot:protected', Value: 'yes' }] };
    await world.clients.iam.send(new TagUserCommand(tag));
    const read = await facts(user);
    assert.deepEqual([read.target, read.attached, read.hasPassword], [user, [], false]);
    assert.deepEqual(read.tags, { 'trailbot:protected': 'yes' });
    assert.deepEqual((await facts(role)).target, role);
    assert.deepEqual((await facts(role)).trusts, ['ec2.amazonaws.com']);
    assert.equal(await world.principals.read(target('user/nobody')), undefined);
    assert.equal(await world.principals.read(target('role/nobody')), undefined);
  });

  for (const [who, whom] of [
    ['a user', () => user],
    ['a role', () => role],
  ] as const) {
    it(`attaches the deny to ${who} and takes it off; twice is once`, async () => {
      const { hands, releasing } = world;
      for (let n = 0; n < 2; n += 1) assert.equal(await hands.attachDeny(whom()), 'attached');
      assert.deepEqual((await facts(whom())).attached, [denyAllArn(whom())]);
      for (let n = 0; n < 2; n += 1) assert.equal(await releasing.detachDeny(whom()), 'detached');
      assert.deepEqual((await facts(whom())).attached, []);
    });
  }

  // Moto has no boundaries of users, and no policy simulator.
  for (const old of [undefined, READ_ONLY]) {
    it(`sets the boundary of a role and gives ${old ?? 'none'} back; twice is once`, async () => {
      const { hands, releasing } = world;
      if (old) await setBoundary(world.clients, role, old);
      for (let n = 0; n < 2; n += 1) await hands.setDenyBoundary(role);
      assert.equal((await facts(role)).boundary, denyAllArn(role));
      for (let n = 0; n < 2; n += 1) assert.equal(await releasing.restoreBoundary(role, old), 'restored');
      assert.equal((await facts(role)).boundary, old);
    });
  }

  it('makes a key inactive and active again; twice is once, and a key that is not there is gone', async () => {
    const made = new CreateAccessKeyCommand({ UserName: user.name });
    const { AccessKey } = await world.clients.iam.send(made);
    const id = AccessKey?.AccessKeyId ?? '';
    const isActive = async () => (await facts(user)).accessKeys.map((key) => [key.id, key.active]);
    for (let n = 0; n < 2; n += 1) assert.equal(await world.hands.deactivateKey(user, id), 'inactive');
    assert.deepEqual(await isActive(), [[id, false]]);
    for (let n = 0; n < 2; n += 1) assert.equal(await world.releasing.activateKey(user, id), 'active');
    assert.deepEqual(await isActive(), [[id, true]]);
    assert.equal(await world.hands.deactivateKey(user, 'AKIAIOSFODNN7EXAMPLE'), 'gone');
    assert.equal(await world.releasing.activateKey(user, 'AKIAIOSFODNN7EXAMPLE'), 'gone');
  });

  it('deletes the console password; the second time it is gone', async () => {
    const profile = { UserName: user.name, Password: 'correct-Horse-7' };
    await world.clients.iam.send(new CreateLoginProfileCommand(profile));
    assert.equal((await facts(user)).hasPassword, true);
    assert.equal(await world.hands.deletePassword(user), 'deleted');
    assert.equal((await facts(user)).hasPassword, false);
    assert.equal(await world.hands.deletePassword(user), 'gone');
  });

  it('revokes a role’s sessions through the queue, and never moves the time back', async () => {
    const now = new Date();
    const earlier = new Date(now.getTime() - 60_000);
    for (const before of [now, now, earlier]) {
      await world.hands.revokeSessions(role, before);
      await world.deliverRevocation();
    }
    assert.deepEqual((await facts(role)).revokedBefore, now);
    const command = new GetRolePolicyCommand({ RoleName: role.name, PolicyName: REVOKE_POLICY });
    const { PolicyDocument = '' } = await world.clients.iam.send(command);
    assert.match(decodeURIComponent(PolicyDocument), /"DateLessThan":\{"aws:TokenIssueTime":"/);
  });

  it('says of a user that is not there that it is gone', async () => {
    const nobody = target('user/nobody');
    await assert.rejects(world.hands.attachDeny(nobody), { code: 'aws_failed' });
    assert.equal(await world.releasing.detachDeny(nobody), 'gone');
    assert.equal(await world.releasing.restoreBoundary(nobody, undefined), 'gone');
    assert.equal(await world.hands.deletePassword(nobody), 'gone');
  });

  it('contains and releases somebody in a member account, and nobody of that name at home', async () => {
    const theirs = target(`user${user.path}${user.name}`, MEMBER);
    await makePrincipal(await world.iamOfMember(), theirs);
    await world.hands.attachDeny(theirs);
    assert.deepEqual((await facts(theirs)).attached, [denyAllArn(theirs)]);
    assert.deepEqual((await facts(user)).attached, []);
    await world.releasing.detachDeny(theirs);
    assert.deepEqual((await facts(theirs)).attached, []);
  });
}

type World = Awaited<ReturnType<typeof connect>>;

async function connect(endpoint: string) {
  const credentials = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
  const options: ClientOptions = { region: 'us-east-1', endpoint, credentials };
  const clients = createClients(options);
  const { QueueUrl = '' } = await clients.sqs.send(new CreateQueueCommand({ QueueName: REVOKE_QUEUE }));
  const place = { ...settings, accountId: HOME, role: ROLE };
  const iamFor = createIamFor(options, place);
  const clock = { now: () => new Date() };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const revoking = { clock, log, accountId: HOME, hands: createRevokingHands(iamFor), containment: settings };
  return {
    clients,
    principals: createPrincipals(iamFor),
    hands: createContainingHands(iamFor, clients, QueueUrl),
    releasing: createReleasingHands(iamFor),
    async deliverRevocation() {
      const { Messages = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      assert.equal(Messages.length, 1);
      for (const { Body = '' } of Messages) await runRevoke(Body, revoking);
    },
    async iamOfMember(): Promise<Clients['iam']> {
      const RoleArn = `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`;
      const assume = new AssumeRoleCommand({ RoleArn, RoleSessionName: 'setup' });
      const { Credentials } = await new STSClient(options).send(assume);
      const { AccessKeyId = '', SecretAccessKey = '' } = Credentials ?? {};
      const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
      return createClients({ ...options, credentials: session }).iam;
    },
  };
}

async function setBoundary({ iam }: Clients, { name: RoleName }: Target, PermissionsBoundary: string) {
  await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }));
}
