// `npm run connect` over the sandbox: AWS and Slack as the real adapters see them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TrailbotError } from '../../bot/domain/errors.ts';
import { BOT_TOKEN_PARAMETER, SIGNING_SECRET_PARAMETER } from '../../bot/domain/naming.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import { type ConnectDeps, runConnect } from '../../bot/setup/run-connect.ts';
import { type ConnectStage, SECRET, startConnectStage, TOKEN } from '../support/connect-stage.ts';
import { clickForm, signed } from '../support/signed-click.ts';
import { signedCommand } from '../support/signed-command.ts';
import { atRest } from '../support/trouble.ts';
import { eventually, textOf } from '../support/world.ts';

const GIVEN = { botToken: TOKEN, signingSecret: SECRET, test: false };
const PRESS = clickForm({
  actionId: 'alert_show_activity',
  value: 'inc-1',
  channel: 'C0ALERTS01',
  ts: '1.1',
});
const CHALLENGE = Buffer.from('{"type":"url_verification","challenge":"abc"}');

let stage: ConnectStage;
beforeAll(async () => {
  stage = await startConnectStage();
});
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const connect = (options: object = {}, deps: Partial<ConnectDeps> = {}) =>
  runConnect({ ...GIVEN, ...options }, { ...stage.deps, ...deps });
const withSettings = (change: Partial<Settings>) => ({ settings: { ...stage.deps.settings, ...change } });
/** The error; fails when nothing went wrong. */
async function refusal(running: Promise<unknown>): Promise<TrailbotError> {
  return running.then(
    () => expect.fail(`it went well: ${stage.said.join('\n')}`),
    (error: TrailbotError) => error,
  );
}
const all = () => stage.said.join('\n');

describe('npm run connect', () => {
  it('checks, stores, binds the workspace, greets, and shows the status and the whole way with its times', async () => {
    expect(await connect({ test: true })).toBe(true);
    expect(await stage.stored()).toEqual({
      [BOT_TOKEN_PARAMETER]: TOKEN,
      [SIGNING_SECRET_PARAMETER]: SECRET,
    });
    expect(stage.bound).toEqual(['T0SANDBOX']);
    expect(all()).toContain('account 123456789012, us-east-1');
    expect(all()).toContain("@trailbot's in the workspace Sandbox; it may do all that it needs");
    expect(all()).toContain('#security-alerts, #security-review');
    expect(all()).toContain('verifies with this signing secret');
    expect(all()).toContain('T0SANDBOX');
    expect(all()).toMatch(/Trail is logging|It is logging/);
    for (const hop of ['Written to the log group', 'Readable', 'Counted', 'Recorded', 'Told in Slack'])
      expect(all()).toMatch(new RegExp(`${hop}[^\\n]*, \\d+\\.\\d s`));
    const greeting = stage.world
      .channel()
      .map(textOf)
      .find((text) => text.includes('connected'));
    expect(greeting).toContain('account production (123456789012) in us-east-1');
    expect(greeting).toContain('Set up by alex.');
    expect(greeting).toContain('/trail test');
    // The alarm that went the whole way goes off in its own time, and says so in Slack.
    await atRest(stage.world);
  });

  it('leaves an ingress that answers what Slack signs, without a redeploy', async () => {
    const ingress = stage.ingress();
    expect(await ingress.handle({ headers: {}, body: CHALLENGE })).toMatchObject({
      status: 200,
      body: 'abc',
    });
    expect(await ingress.handle(signed(PRESS, { secret: SECRET }))).toMatchObject({ status: 503 });
    stage.restart();
    await connect();
    expect(await stage.ingress().handle({ headers: {}, body: CHALLENGE })).toMatchObject({ status: 401 });
    const { slack } = stage.world;
    const typed = signedCommand({ text: 'status', responseUrl: `${slack.url}/response/1` });
    const { headers, body } = signed(typed.body, { secret: SECRET });
    expect(await stage.ingress().handle({ headers, body })).toMatchObject({ status: 200 });
    const answered = () => slack.calls.list().some(({ method }) => method === 'users.info');
    expect(await eventually(stage.world, answered)).toBe(true);
    // What it answers comes after that, and is no later test's.
    await atRest(stage.world);
  });

  it('can be run again: the same secrets are stored again, and nobody is greeted twice', async () => {
    await connect();
    const greetings = () =>
      stage.world.channel().filter((message) => textOf(message).includes('is connected'));
    const before = greetings().length;
    expect(
      await connect(
        {},
        withSettings({ deployment: { ...stage.deps.settings.deployment, slackTeamId: 'T0SANDBOX' } }),
      ),
    ).toBe(true);
    expect(greetings()).toHaveLength(before);
    expect(all()).toContain('greeted already');
    expect(stage.bound).toEqual(['T0SANDBOX']);
  });

  it('replaces what was stored with new secrets', async () => {
    await connect();
    const renewed = SECRET.replace('0', 'f');
    // A function that has just read waits a minute before it reads again; one that starts now has the new one.
    stage.restart();
    expect(await connect({ botToken: `${TOKEN}-2`, signingSecret: renewed })).toBe(true);
    expect(await stage.stored()).toEqual({
      [BOT_TOKEN_PARAMETER]: `${TOKEN}-2`,
      [SIGNING_SECRET_PARAMETER]: renewed,
    });
  });
});

describe('npm run connect stores nothing', () => {
  const stored = () => stage.stored();

  it('when nothing is deployed', async () => {
    const error = await refusal(connect({}, { deployments: { find: async () => undefined } }));
    expect(error).toMatchObject({
      code: 'deployment_refused',
      hint: expect.stringContaining('npm run deploy first'),
    });
    expect(stage.world.slack.calls.list()).toEqual([]);
  });

  it('with the credentials of another account', async () => {
    const other = { ...stage.deployment, accountId: '210987654321' };
    const deployment = { ...stage.deps.settings.deployment, accountId: '123456789012' };
    const error = await refusal(
      connect({}, { deployments: { find: async () => other }, ...withSettings({ deployment }) }),
    );
    expect(error.message).toContain('account 210987654321');
    expect(error.hint).toContain('AWS_PROFILE');
  });

  it.each(['invalid_auth', 'account_inactive', 'token_revoked'])('when Slack answers %s', async (error) => {
    stage.world.slack.faults.add({ method: 'auth.test', error, times: 1 });
    expect(await refusal(connect())).toMatchObject({
      code: 'slack_failed',
      message: `Slack does not take this bot token: ${error}.`,
      hint: expect.stringContaining('OAuth & Permissions'),
    });
    expect(await stored()).toEqual({});
  });

  it('when scopes are missing, which it names with the place to add them', async () => {
    stage.world.slack.scopes.delete('users:read');
    stage.world.slack.scopes.delete('files:write');
    const error = await refusal(connect());
    expect(error.message).toBe('The app was not given: files:write, users:read.');
    expect(error.hint).toContain('Reinstall to Workspace');
    expect(await stored()).toEqual({});
  });

  it('when the bot is not in a channel, and says what to type there', async () => {
    stage.world.slack.joined.delete('C0REVIEW01');
    const error = await refusal(connect());
    expect(error).toMatchObject({ code: 'slack_channel_unusable' });
    expect(error.message).toContain('#security-review: the bot is not in it. Type there: /invite @trailbot');
    expect(error.message).not.toContain('#security-alerts');
    expect(stage.world.slack.calls.list('conversations.join')).toEqual([]);
    expect(await stored()).toEqual({});
  });

  it('when a channel does not exist, by name or by id', async () => {
    const error = await refusal(
      connect({}, withSettings({ answersIn: ['ops-alerts', 'C0NOWHERE1', 'C0ALERTS01'] })),
    );
    expect(error.message).toContain('#ops-alerts: there is none that the bot can see');
    expect(error.message).toContain('#C0NOWHERE1');
    expect(error.message).not.toContain('C0ALERTS01');
    expect(await stored()).toEqual({});
  });

  it('with the token of another workspace than the one that is bound', async () => {
    const deployment = { ...stage.deps.settings.deployment, slackTeamId: 'T0ANOTHER1' };
    const error = await refusal(connect({}, withSettings({ deployment })));
    expect(error.message).toContain('Sandbox (T0SANDBOX), and settings.yml names T0ANOTHER1');
    expect(await stored()).toEqual({});
  });

  it.each([
    [{ botToken: 'xoxp-123-456' }, /person's token/],
    [{ botToken: 'xapp-1-A0-1' }, /Socket Mode/],
    [{ signingSecret: TOKEN }, /Basic Information/],
    [{ signingSecret: SECRET.slice(1) }, /32 characters/],
  ])('of what cannot be a secret by its looks (%#)', async (given, reason) => {
    const error = await refusal(connect(given));
    expect(error.message).toMatch(reason);
    for (const secret of Object.values(given)) expect(error.message + error.hint).not.toContain(secret);
    expect(stage.world.slack.calls.list()).toEqual([]);
  });

  it('when AWS refuses to, and says which permission is needed', async () => {
    const takeBack = stage.world.aws.faults.add({
      operation: 'PutParameter',
      code: 'AccessDeniedException',
      times: 9,
    });
    const error = await refusal(connect());
    takeBack();
    expect(error).toMatchObject({ code: 'aws_denied', hint: expect.stringContaining('ssm:PutParameter') });
    expect(error.message).toContain(`${BOT_TOKEN_PARAMETER} is not stored`);
    expect(stage.bound).toEqual([]);
    expect(stage.world.slack.calls.list('chat.postMessage')).toEqual([]);
  });
});

describe('a channel that the bot is not in', () => {
  it('is joined where the app was allowed to', async () => {
    const { slack } = stage.world;
    slack.scopes.add('channels:join');
    slack.joined.delete('C0REVIEW01');
    expect(await connect()).toBe(true);
    expect(slack.calls.list('conversations.join').map(({ args }) => args.channel)).toEqual(['C0REVIEW01']);
  });

  it('is looked for again once somebody who sits there has invited it', async () => {
    const { slack } = stage.world;
    slack.joined.delete('C0REVIEW01');
    const asked: string[] = [];
    const terminal = {
      ...stage.deps.terminal,
      askSecret: async ({ flag }: { flag: string }) => (flag.includes('token') ? ` ${TOKEN}\n` : SECRET),
      confirm: async (message: string) => {
        asked.push(message);
        slack.joined.add('C0REVIEW01');
        return true;
      },
    };
    const at = { ...stage.deployment, requestUrl: 'https://abc.lambda-url.us-east-1.on.aws/' };
    const deps = { terminal, deployments: { find: async () => at }, requestUrl: { knock: async () => 200 } };
    const nothing = { botToken: undefined, signingSecret: undefined };
    expect(await connect(nothing, deps)).toBe(true);
    expect(asked).toEqual(['Look again?']);
    expect(all()).toContain('/invite @trailbot');
    expect(all()).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
    expect((await stage.stored())[BOT_TOKEN_PARAMETER]).toBe(TOKEN);
  });
});

describe('the function behind the request URL', () => {
  it.each([
    [401, 'another secret'],
    [403, 'AWS lets nobody call it'],
    [undefined, 'nobody answered'],
    [418, 'HTTP status 418'],
  ])('that answers %s is told, and that not all is well', async (status, words) => {
    let knocks = 0;
    const knock = async () => {
      knocks += 1;
      return status;
    };
    expect(await connect({}, { requestUrl: { knock } })).toBe(false);
    expect(knocks).toBe(5);
    expect(all()).toContain(words);
  });

  it('is waited for until it has found the secret', async () => {
    const answers = [503, undefined, 200];
    const requestUrl = { knock: async () => answers.shift() };
    expect(await connect({}, { requestUrl })).toBe(true);
  });
});

describe('a secret', () => {
  const visible = (error: TrailbotError) =>
    JSON.stringify([error.message, error.hint, error.stack, error.cause]);

  it('is never shown, though Slack sends the token back in its error', async () => {
    stage.world.slack.faults.add({ method: 'auth.test', error: `invalid_auth for ${TOKEN}`, times: 1 });
    const error = await refusal(connect());
    expect(error.message).toContain('[secret]');
    expect(visible(error) + all()).not.toContain(TOKEN);
    expect(error.cause).toBeUndefined();
  });

  it('is never shown, though Slack calls the workspace or the bot like it', async () => {
    const slack = () => ({
      ...stage.deps.slack(TOKEN),
      identify: async () => ({
        teamId: 'T0SANDBOX',
        teamName: `${TOKEN}\u001b[2J${SECRET}`,
        botUserId: 'U0TRAILBOT',
        botName: encodeURIComponent(TOKEN),
      }),
    });
    await connect({}, { slack });
    expect(all()).toContain('[secret]');
    expect(all()).not.toContain(TOKEN);
    expect(all()).not.toContain(SECRET);
    expect(all()).not.toContain('\u001b');
  });

  it('is never written into settings.yml, though Slack gives it for the id of the workspace', async () => {
    const { identify, ...rest } = stage.deps.slack(TOKEN);
    const slack = () => ({ ...rest, identify: async () => ({ ...(await identify()), teamId: TOKEN }) });
    await connect({}, { slack });
    expect(stage.bound).toEqual([]);
    expect(all()).toContain('settings.yml stays as it is');
  });

  it('is never shown by an error that nobody expected', async () => {
    const slack = () => ({
      ...stage.deps.slack(TOKEN),
      identify: async () => {
        throw new TypeError(`cannot read ${TOKEN}`, { cause: { config: { token: TOKEN } } });
      },
    });
    const error = await refusal(connect({}, { slack }));
    expect(error).toMatchObject({ code: 'unexpected' });
    expect(visible(error)).not.toContain(TOKEN);
  });
});
