// A slash command, App Home opened and pressed, and a submitted modal, exactly as Slack would send them.
import type { SignedRequest } from '../../bot/slack/verify-request.ts';
import { signed } from './signed-click.ts';

const COMMON = { token: 'not-to-be-looked-at', team_id: 'T0SANDBOX', api_app_id: 'A0TRAILBOT' };

export interface TypedCommand {
  readonly text: string;
  readonly user?: string;
  readonly channel?: string;
  readonly triggerId?: string;
  readonly responseUrl?: string;
}

export function signedCommand({
  text,
  user = 'U0ALEX0001',
  channel = 'C0ALERTS01',
  triggerId = '1.2.3',
  responseUrl = 'http://127.0.0.1:1/response/1',
}: TypedCommand): SignedRequest {
  const form = {
    ...COMMON,
    team_domain: 'sandbox',
    channel_id: channel,
    channel_name: 'security-alerts',
    user_id: user,
    user_name: 'alex',
    command: '/trail',
    text,
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId,
  };
  return signed(new URLSearchParams(form).toString());
}

export function signedHomeOpened({
  tab = 'home',
  user = 'U0ALEX0001',
  eventTs = '1795356191.000100',
} = {}): SignedRequest {
  const event = { type: 'app_home_opened', user, channel: 'D0HOME0001', tab, event_ts: eventTs };
  const body = { ...COMMON, type: 'event_callback', event_id: 'Ev1', event_time: 1_795_356_191, event };
  return signed(JSON.stringify(body), { contentType: 'application/json' });
}

/** A button in App Home or in a modal: it comes without a channel and without a response_url. */
export function signedViewPress(actionId: string, value: string): SignedRequest {
  const payload = {
    type: 'block_actions',
    ...COMMON,
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
    container: { type: 'view', view_id: 'V0HOME0001' },
    trigger_id: '7.8.9',
    view: { id: 'V0HOME0001', type: 'home', blocks: [], state: { values: {} } },
    actions: [{ type: 'button', action_id: actionId, block_id: 'b1', value, action_ts: '1795356191.000100' }],
  };
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}

export interface Submitted {
  readonly callbackId: string;
  readonly metadata: string;
  /** Block id → action id → what the element holds. */
  readonly values: object;
}

export function signedSubmission({ callbackId, metadata, values }: Submitted): SignedRequest {
  const payload = {
    type: 'view_submission',
    ...COMMON,
    team: { id: 'T0SANDBOX', domain: 'sandbox' },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: 'U0ALEX0001', username: 'alex', name: 'alex', team_id: 'T0SANDBOX' },
    trigger_id: '4.5.6',
    view: {
      id: 'V0FORM0001',
      type: 'modal',
      callback_id: callbackId,
      private_metadata: metadata,
      blocks: [],
      state: { values },
    },
    response_urls: [],
  };
  return signed(new URLSearchParams({ payload: JSON.stringify(payload) }).toString());
}
