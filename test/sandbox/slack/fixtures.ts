// Messages and a started sandbox for the tests of the sandbox's Slack.
import type { KnownBlock } from '@slack/types';
import { LogLevel, WebClient } from '@slack/web-api';
import {
  type SandboxSlack,
  type SandboxSlackOptions,
  startSandboxSlack,
} from '../../../bot/sandbox/slack/sandbox-slack.ts';

export const SIGNING_SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

export interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A running sandbox and all that its bot received. The bot answers 200 with nothing, unless told otherwise. */
export async function startSlack(
  options: Partial<SandboxSlackOptions> = {},
): Promise<{ slack: SandboxSlack; received: Received[] }> {
  const received: Received[] = [];
  const slack = await startSandboxSlack({
    port: 0,
    signingSecret: SIGNING_SECRET,
    scenarios: [
      {
        id: 'root-login',
        title: 'Root signs in',
        description: 'From a country nobody has worked from, without MFA',
      },
      {
        id: 'logging-stopped',
        title: 'Somebody stops the trail',
        description: 'StopLogging, then a new access key',
      },
      {
        id: 'open-port',
        title: 'SSH open to the world',
        description: 'A security group lets 0.0.0.0/0 in on port 22',
      },
    ],
    fireScenario: async () => undefined,
    dropFile: async () => ({ records: 142, skipped: 1 }),
    facts: () => [
      { label: 'Pace', value: 'fast, 30 × AWS' },
      { label: 'AWS', value: 'http://127.0.0.1:4566' },
      { label: 'Waiting in queues', value: '0' },
    ],
    ...options,
    ingress: async (request) => {
      received.push(request);
      return (await options.ingress?.(request)) ?? { status: 200, body: '' };
    },
  });
  return { slack, received };
}

const silent = () => undefined;

/** The stock client, without retries and without its log: half of the refusals are meant. */
export function openClient(slack: SandboxSlack): WebClient {
  return new WebClient('xoxb-sandbox', {
    slackApiUrl: `${slack.url}/api/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug: silent,
      info: silent,
      warn: silent,
      error: silent,
      setLevel: silent,
      setName: silent,
      getLevel: () => LogLevel.ERROR,
    },
  });
}

/** The `payload` of an interaction, as the bot would read it. */
export function payloadOf({ body }: Received): Record<string, unknown> {
  return JSON.parse(new URLSearchParams(body.toString()).get('payload') ?? 'null') as Record<string, unknown>;
}

/** Looks like a rich alert: every block and element that one needs. */
export const ALERT: KnownBlock[] = [
  { type: 'header', text: { type: 'plain_text', text: '🔴 Root account used' } },
  {
    type: 'section',
    block_id: 'what',
    text: {
      type: 'mrkdwn',
      text: '*Root* signed in to the console *without MFA* <!date^1767225600^{date_short_pretty} at {time}|2026-01-01 00:00 UTC>, from *203.0.113.24* in the Netherlands. First sign-in from there in 90 days.',
    },
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [
        { text: { type: 'plain_text', text: 'Mute for an hour' }, value: 'mute' },
        {
          text: { type: 'plain_text', text: 'Open in CloudTrail' },
          value: 'open',
          url: 'https://console.aws.amazon.com/cloudtrailv2',
        },
      ],
    },
  },
  {
    type: 'section',
    fields: [
      { type: 'mrkdwn', text: '*Account*\nproduction `123456789012`' },
      { type: 'mrkdwn', text: '*Region*\nus-east-1' },
      { type: 'mrkdwn', text: '*Event*\n`ConsoleLogin`' },
      { type: 'mrkdwn', text: '*Identity*\n`arn:aws:iam::123456789012:root`' },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_preformatted',
        elements: [
          {
            type: 'text',
            text: '09:14  ConsoleLogin      203.0.113.24\n09:15  CreateAccessKey   203.0.113.24\n09:17  StopLogging       203.0.113.24',
          },
        ],
      },
    ],
  },
  {
    type: 'actions',
    block_id: 'triage',
    elements: [
      {
        type: 'button',
        action_id: 'contain',
        style: 'danger',
        text: { type: 'plain_text', text: 'Stop this session' },
        value: 'incident-1',
        confirm: {
          title: { type: 'plain_text', text: 'Stop root?' },
          text: { type: 'mrkdwn', text: 'Root *cannot* be denied.' },
          confirm: { type: 'plain_text', text: 'Stop' },
          deny: { type: 'plain_text', text: 'Keep' },
        },
      },
      {
        type: 'button',
        action_id: 'timeline',
        style: 'primary',
        text: { type: 'plain_text', text: 'What else did they do?' },
        value: 'incident-1',
      },
      {
        type: 'button',
        action_id: 'expected',
        text: { type: 'plain_text', text: 'This was us' },
        value: 'incident-1',
      },
      {
        type: 'overflow',
        action_id: 'queries',
        options: [
          { text: { type: 'plain_text', text: 'Who assumed this role?' }, value: 'q1' },
          { text: { type: 'plain_text', text: 'What changed?' }, value: 'q2' },
        ],
      },
    ],
  },
  {
    type: 'context',
    elements: [
      { type: 'mrkdwn', text: 'CIS 4.3 · ATT&amp;CK T1078.004 · <https://example.com/runbook|Runbook>' },
    ],
  },
];
