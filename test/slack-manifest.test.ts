// The Slack app's manifest: valid by Slack's rules, and asking for exactly what the code calls.
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { SCOPES as SANDBOX_SCOPES } from '../bot/sandbox/slack/workspace.ts';

const url = z.url({ protocol: /^https$/ }).max(3_000);
/** https://github.com/slackapi/manifest-schema, version 2, as far as it is used. */
const schema = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    background_color: z.string().regex(/^#([0-9A-Fa-f]{3}){1,2}$/),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean() }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\//).max(32),
          url,
          description: z.string().max(2_000),
          usage_hint: z.string().max(1_000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(z.string()).max(255) }) }),
  settings: z.strictObject({
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url }),
    event_subscriptions: z.strictObject({ request_url: url, bot_events: z.array(z.string()).min(1) }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** What each Web API method needs: https://docs.slack.dev/reference/methods. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.getPermalink': [],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  // Only called where a company gave the app channels:join by itself.
  'conversations.join': [],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  filesUploadV2: ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  // Asked by email, answers with the whole person.
  'users.lookupByEmail': ['users:read.email'],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
};

const manifest = schema.parse(parse(readFileSync('templates/slack-manifest.yml', 'utf8')));
const code = globSync('bot/slack/**/*.ts')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const methods = [
  ...new Set(
    [...code.matchAll(/\bclient\s*\.\s*((?:\w+\s*\.\s*)*\w+)\(/g)].map(([, name = '']) =>
      name.replaceAll(/\s/g, ''),
    ),
  ),
];
const { bot: scopes } = manifest.oauth_config.scopes;

describe('the manifest', () => {
  it('asks for the scopes that the methods in the code need, and for no other', () => {
    expect(methods.filter((method) => SCOPES[method] === undefined)).toEqual([]);
    expect(methods.length).toBeGreaterThan(10);
    const needed = new Set(['commands', ...methods.flatMap((method) => SCOPES[method] ?? [])]);
    expect(scopes.toSorted()).toEqual([...needed].toSorted());
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  it('gives the sandbox’s app what it gives a real one', () => {
    expect(SANDBOX_SCOPES.toSorted()).toEqual(scopes.toSorted());
  });

  it('has one address for everything, to be put in place, and no Socket Mode beside it', () => {
    const { interactivity, event_subscriptions: events, socket_mode_enabled: socketMode } = manifest.settings;
    const addresses = [
      interactivity.request_url,
      events.request_url,
      ...manifest.features.slash_commands.map(({ url }) => url),
    ];
    expect(new Set(addresses)).toEqual(new Set(['https://trailbot.example.com/']));
    expect([interactivity.is_enabled, socketMode]).toEqual([true, false]);
  });

  it('has the command and the event that are listened to', () => {
    expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(['/trail']);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(['app_home_opened']);
    expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
  });
});
