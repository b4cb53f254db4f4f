import { describe, expect, it } from 'vitest';
import { readGiven } from '../../bot/setup/read-given.ts';

const BOTH = { botTokenStdin: true, signingSecretStdin: true };
const NEITHER = {};

async function* chunks(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}
async function* neverRead(): AsyncGenerator<string> {
  yield expect.fail('standard input was read');
}

describe('secrets for a script', () => {
  it('come from standard input, the token in the first line, however it arrives', async () => {
    expect(await readGiven(BOTH, {}, chunks('xoxb-', '1\r\n', '\nabc'))).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 'abc',
    });
    expect(await readGiven({ ...NEITHER, signingSecretStdin: true }, {}, chunks('abc\n'))).toEqual({
      signingSecret: 'abc',
    });
  });

  it('come from the environment, and standard input goes before it', async () => {
    const environment = { botToken: 'xoxb-old', signingSecret: 'old' };
    expect(await readGiven({ ...NEITHER, botTokenStdin: true }, environment, chunks('xoxb-new'))).toEqual({
      botToken: 'xoxb-new',
      signingSecret: 'old',
    });
  });

  it('leave standard input alone without a flag', async () => {
    expect(await readGiven(NEITHER, { botToken: 'xoxb-1' }, neverRead())).toEqual({ botToken: 'xoxb-1' });
  });

  it('are missed when standard input has too few lines, and none of them is repeated', async () => {
    const reading = readGiven(BOTH, {}, chunks('xoxb-1\n'));
    await expect(reading).rejects.toMatchObject({
      code: 'config_missing',
      message: 'Standard input has 1 of the 2 lines that were announced.',
    });
    await expect(reading).rejects.not.toMatchObject({ message: expect.stringContaining('xoxb-1') });
  });
});
