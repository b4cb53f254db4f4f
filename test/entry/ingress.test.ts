// The ingress over the sandbox: what it tells when Slack does not take its token any more.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createIngress } from '../../bot/entry/ingress.ts';
import { signed } from '../support/signed-click.ts';
import { signedCommand } from '../support/signed-command.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

const SECRET = 'a-secret-for-tests';
let world: TestWorld;
let refused: number;
let ingress: ReturnType<typeof createIngress>;

beforeAll(async () => {
  world = await startWorld([]);
  const { detections, queries } = world.catalog;
  ingress = createIngress(world.config, {
    token: 'xoxb-old',
    signingSecret: SECRET,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    detections,
    queries,
    onTokenRefused: () => {
      refused += 1;
    },
  });
});
beforeEach(() => {
  refused = 0;
});
afterAll(() => world.close());

/** Opens a modal: the one thing that the ingress itself asks of Slack. */
const contain = () => {
  const { body } = signedCommand({ text: 'contain alice', responseUrl: `${world.slack.url}/response/1` });
  return ingress.handle(signed(body, { secret: SECRET }));
};

it('tells when the token was taken back, so that another one is looked for, and tells the person that nothing was done', async () => {
  world.slack.faults.add({ method: 'views.open', error: 'token_revoked', times: 1 });
  const { status, body } = await contain();
  expect(status).toBe(200);
  expect(body).not.toBe('');
  expect(refused).toBe(1);
});

it('keeps its token when Slack refuses something else', async () => {
  world.slack.faults.add({ method: 'views.open', error: 'expired_trigger_id', times: 1 });
  await contain();
  expect(refused).toBe(0);
});
