// The suppressions of a deployed bot, read with the caller's own credentials.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSuppressions } from '../../bot/aws/suppressions.ts';
import { TABLE } from '../../bot/domain/naming.ts';
import { loadSuppressions } from '../../bot/entry/load-suppressions.ts';
import { systemClock } from '../../bot/entry/system-clock.ts';
import { type SandboxAws, startSandboxAws } from '../../bot/sandbox/aws/sandbox-aws.ts';
import { startAws, type TestAws } from '../support/aws.ts';
import { suppression } from '../support/suppressions.ts';
import { QUICK } from '../support/world.ts';

const CREDENTIALS = { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' };
const DAY_MS = 86_400_000;

let world: TestAws;
let empty: SandboxAws;
beforeAll(async () => {
  world = await startAws();
  empty = await startSandboxAws({ port: 0, pace: QUICK });
});
beforeEach(() => world.aws.faults.clear());
afterAll(async () => {
  await world.aws.close();
  await empty.close();
});

const load = ({ url: endpoint }: SandboxAws) =>
  loadSuppressions({ access: { region: 'us-east-1', endpoint, credentials: CREDENTIALS } }, []);

describe('the suppressions of the deployed bot', () => {
  it('are those that are active, and hide only what comes from places that they know', async () => {
    const expiresAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 + DAY_MS);
    const one = suppression({ id: 'a', expiresAt });
    const store = createSuppressions(world.clients, TABLE, systemClock);
    await store.add(one);
    await store.add(suppression({ id: 'over', expiresAt: new Date(Date.now() - DAY_MS) }));
    expect(await load(world.aws)).toEqual([{ suppression: one, fromAnywhere: false }]);
  });

  it('are missing where no bot is, and that is said', async () => {
    await expect(load(empty)).rejects.toMatchObject({
      code: 'deployment_refused',
      message: expect.stringContaining('us-east-1 is not there'),
      hint: expect.stringContaining('--profile'),
    });
  });

  it('take a right, and it is named where it is missing', async () => {
    world.aws.faults.add({ operation: 'Query', code: 'AccessDeniedException', status: 400, times: 1 });
    await expect(load(world.aws)).rejects.toMatchObject({
      code: 'aws_denied',
      message: expect.stringContaining('dynamodb:Query'),
    });
  });
});
