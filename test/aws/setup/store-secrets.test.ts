// What Slack gave the app is kept encrypted, and an error about it holds none of it.
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecretStore } from '../../../bot/aws/setup/store-secrets.ts';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../../bot/domain/naming.ts';
import { startAws, type TestAws } from '../../support/aws.ts';

const SECRETS = { botToken: 'xoxb-1', signingSecret: 'shh' };

let world: TestAws;
let ssm: SSMClient;
beforeAll(async () => {
  world = await startAws();
  ssm = new SSMClient(world.options);
});
afterAll(() => world.aws.close());

const read = async (Name: string, WithDecryption: boolean) =>
  (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe('the store of secrets', () => {
  it('keeps them as encrypted parameters, in place of what was there', async () => {
    const store = createSecretStore(ssm);
    await store.store({ botToken: 'xoxb-0', signingSecret: 'old' });
    await store.store(SECRETS);
    expect(await read(BOT_TOKEN_PARAMETER, true)).toMatchObject({ Type: 'SecureString', Value: 'xoxb-1' });
    expect(await read(SIGNING_SECRET_PARAMETER, true)).toMatchObject({ Type: 'SecureString', Value: 'shh' });
    expect((await read(SIGNING_SECRET_PARAMETER, false))?.Value).not.toContain('shh');
  });

  it('stores the token first: with the signing secret the ingress takes itself for connected', async () => {
    const takeBack = world.aws.faults.add({
      operation: 'PutParameter',
      code: 'AccessDeniedException',
      times: 1,
    });
    const storing = createSecretStore(ssm).store({ botToken: 'xoxb-2', signingSecret: 'new' });
    await expect(storing).rejects.toMatchObject({ message: expect.stringContaining(BOT_TOKEN_PARAMETER) });
    takeBack();
    expect((await read(SIGNING_SECRET_PARAMETER, true))?.Value).toBe('shh');
  });

  it.each([
    ['AccessDeniedException', 'ssm:PutParameter'],
    ['HierarchyTypeMismatchException', `aws ssm delete-parameter --name ${BOT_TOKEN_PARAMETER}`],
    ['TooManyUpdates', 'npm run connect again'],
  ])('says what to do about %s, and holds neither the call nor its cause', async (code, hint) => {
    const takeBack = world.aws.faults.add({ operation: 'PutParameter', code, times: 1 });
    const error = await createSecretStore(ssm)
      .store(SECRETS)
      .catch((reason: unknown) => reason);
    takeBack();
    expect(error).toMatchObject({ hint: expect.stringContaining(hint) });
    expect(JSON.stringify([error, String(error)])).not.toContain('xoxb-1');
    expect((error as Error).cause).toBeUndefined();
  });
});
