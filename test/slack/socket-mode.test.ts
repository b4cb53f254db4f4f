// Socket Mode: the same listeners, reached through a WebSocket.
import { App, LogLevel } from '@slack/bolt';
import { afterEach, describe, expect, it } from 'vitest';
import { createSocketModeReceiver } from '../../bot/slack/socket-mode.ts';
import { type SocketModeServer, startSocketModeServer } from '../support/socket-mode-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function connect({ error, teamId = 'T0SANDBOX' }: { error?: string; teamId?: string } = {}) {
  const server: SocketModeServer = await startSocketModeServer(error);
  closing.push(() => server.close());
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  const receiver = createSocketModeReceiver({
    appToken: 'xapp-secret',
    apiUrl: server.apiUrl,
    teamId,
    log: { info: note, warn: note, error: note },
  });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-test' }),
    logLevel: LogLevel.ERROR,
  });
  app.command('/trail', async ({ ack, command }) => ack(`you said ${command.text}`));
  return { server, receiver, logged };
}
const command = { command: '/trail', text: 'status', user_id: 'U0ALEX0001', team_id: 'T0SANDBOX' };

describe('Socket Mode', () => {
  it('hands a command to its listener and the answer to Slack', async () => {
    const { server, receiver } = await connect();
    closing.push(() => receiver.stop());
    await receiver.start();
    expect(server.tokens).toEqual(['Bearer xapp-secret']);
    expect(await server.send('slash_commands', command)).toEqual({ text: 'you said status' });
  });

  it('runs nothing for another workspace', async () => {
    const { server, receiver, logged } = await connect();
    closing.push(() => receiver.stop());
    await receiver.start();
    expect(await server.send('slash_commands', { ...command, team_id: 'T0OTHER' })).not.toHaveProperty(
      'text',
    );
    expect(logged).toEqual(['request refused']);
  });

  it('says what to check when Slack does not let it in, and never the token', async () => {
    const { receiver } = await connect({ error: 'invalid_auth' });
    const error = await Promise.resolve(receiver.start()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'slack_failed',
      hint: expect.stringContaining('connections:write'),
    });
    expect(String((error as Error).message)).not.toContain('xapp-secret');
  });
});
