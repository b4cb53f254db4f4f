// A message as the Web API and the interaction payloads give it.
import type { SlackMessage } from './message-store.ts';
import { APP_ID, BOT_ID, BOT_USER_ID, TEAM } from './workspace.ts';

/** Without what only the sandbox knows. `metadata` only where it was asked for. */
export function toWireMessage(message: SlackMessage, withMetadata = true): Readonly<Record<string, unknown>> {
  const { channel: _channel, ephemeralFor: _ephemeralFor, sandbox: _sandbox, metadata, ...rest } = message;
  const bot = message.user === BOT_USER_ID && { bot_id: BOT_ID, app_id: APP_ID };
  return { type: 'message', team: TEAM.id, ...bot, ...rest, ...(withMetadata && metadata && { metadata }) };
}
