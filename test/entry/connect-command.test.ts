// The flags of `npm run connect`: a secret is none of them.
import { expect, it } from 'vitest';
import { givenSlackSecrets } from '../../bot/entry/config.ts';
import { connectCommand } from '../../bot/entry/connect-command.ts';

const TOKEN = 'xoxb-123456789012-a-token-for-tests';

interface Refused {
  readonly error: Error;
  readonly printed: string;
}

function parse(...flags: readonly string[]): Promise<Refused> {
  const printed: string[] = [];
  const command = connectCommand()
    .exitOverride()
    .configureOutput({ writeErr: (text) => void printed.push(text) });
  return command.parseAsync(flags, { from: 'user' }).then(
    () => expect.fail('it was taken'),
    (error: Error) => ({ error, printed: printed.join('') }),
  );
}

it.each([
  ['--bot-token', TOKEN],
  [`--bot-token=${TOKEN}`],
  ['--signing-secret', TOKEN],
  [`--signing-secret=${TOKEN}`],
])(
  'refuses a secret on the command line, says why and where it may stand, and does not repeat it (%#)',
  async (...flags) => {
    const { error, printed } = await parse(...flags);
    expect(error).toMatchObject({ code: 'deployment_refused', hint: expect.stringContaining('-stdin') });
    expect(error.message).toContain('history');
    expect(JSON.stringify([error, error.message, printed])).not.toContain(TOKEN);
  },
);

it('does not repeat what stands behind a mistyped flag', async () => {
  const { printed } = await parse(`--bot-tokn=${TOKEN}`);
  expect(printed).toContain("unknown option '--bot-tokn=…");
  expect(printed).not.toContain(TOKEN);
});

it('takes both secrets from the environment, and an empty variable for none', () => {
  const environment = { SLACK_BOT_TOKEN: TOKEN, SLACK_SIGNING_SECRET: 'abc', SLACK_APP_TOKEN: 'xapp-1' };
  expect(givenSlackSecrets(environment)).toEqual({ botToken: TOKEN, signingSecret: 'abc' });
  expect(givenSlackSecrets({ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: 'abc' })).toEqual({
    signingSecret: 'abc',
  });
  expect(givenSlackSecrets({})).toEqual({});
});
