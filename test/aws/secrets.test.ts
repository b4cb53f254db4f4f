// Secrets come from SSM, and one that is missing is named, so that the person at the keyboard knows which.
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSecrets } from '../../bot/aws/secrets.ts';
import { startAws, type TestAws } from '../support/aws.ts';

let world: TestAws;
let ssm: SSMClient;
beforeAll(async () => {
  world = await startAws();
  ssm = new SSMClient(world.options);
  for (const [Name, Value] of [
    ['/trailbot/token', 'xoxb-1'],
    ['/trailbot/secret', 'shh'],
  ])
    await ssm.send(new PutParameterCommand({ Name, Value, Type: 'SecureString' }));
});
afterAll(() => world.aws.close());

describe('readSecrets', () => {
  it('gives the decrypted values by name', async () => {
    const names = ['/trailbot/secret', '/trailbot/token'] as const;
    expect(await readSecrets(ssm, names)).toEqual({
      '/trailbot/token': 'xoxb-1',
      '/trailbot/secret': 'shh',
    });
  });

  it('names the parameter that is not there, and tells no value', async () => {
    const reading = readSecrets(ssm, ['/trailbot/token', '/trailbot/other']);
    await expect(reading).rejects.toMatchObject({
      code: 'config_missing',
      message: 'The SSM parameter /trailbot/other is not there.',
      hint: expect.stringContaining('SecureString'),
    });
  });

  it('says what to allow when the role may not read them', async () => {
    world.aws.faults.add({ operation: 'GetParameters', code: 'AccessDeniedException', times: 1 });
    await expect(readSecrets(ssm, ['/trailbot/token'])).rejects.toMatchObject({
      code: 'aws_denied',
      hint: expect.stringContaining('ssm:GetParameters'),
    });
  });
});
