// A click on a button, and its request, exactly as Slack would send it.

import type { SignedRequest } from '../../bot/slack/verify-request.ts';
import { signBody } from '../../bot/slack/verify-request.ts';
import { SIGNING_SECRET } from './world.ts';

const FORM = 'application/x-www-form-urlencoded';

export interface Click {
  readonly actionId: string;
  readonly value: string;
  readonly channel: string;
  readonly ts: string;
  readonly actionTs?: string;
}

/** The form that Slack posts for a click. */
export function clickForm({ actionId, value, channel, ts, actionTs = '1795356191.000100' }: Click): string {
  const payload = {
    type: 'block_actions',
    api_app_id: 'A0TRAILBOT',
    token: 'not-to-be-looked-at',
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    trigger_id: '1.2.3',
    channel: { id: channel, name: 'security-alerts' },
    message: { type: 'message', ts, text: 'an alert', blocks: [] },
    state: { values: {} },
    response_url: 'http://127.0.0.1:1/response/1',
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'b1',
        text: { type: 'plain_text', text: 'Show' },
        value,
        action_ts: actionTs,
      },
    ],
  };
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** `text` as a request that Slack signed at `at`. */
export function signed(
  text: string | Buffer,
  { at = new Date(), contentType = FORM, secret = SIGNING_SECRET } = {},
): SignedRequest {
  const body = Buffer.from(text);
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signBody(body, timestamp, secret),
    },
    body,
  };
}
