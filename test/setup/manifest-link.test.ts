import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { botScopes, createAppLink } from '../../bot/setup/manifest-link.ts';

const MANIFEST = readFileSync('templates/slack-manifest.yml', 'utf8');
const REQUEST_URL = 'https://abc123.lambda-url.us-east-1.on.aws/';

const link = createAppLink(MANIFEST, REQUEST_URL);
const { origin, pathname, searchParams } = new URL(link);
const yaml = searchParams.get('manifest_yaml') ?? '';

describe('the link that creates the Slack app', () => {
  it('opens Slack’s own dialog for a new app', () => {
    expect(origin + pathname).toBe('https://api.slack.com/apps');
    expect([...searchParams.keys()]).toEqual(['new_app', 'manifest_yaml']);
    expect(searchParams.get('new_app')).toBe('1');
  });

  it('holds the manifest of the templates, with the request URL in each of its three places', () => {
    const expected = parse(MANIFEST.replaceAll('https://trailbot.example.com/', REQUEST_URL));
    expect(parse(yaml)).toEqual(expected);
    expect(yaml.split(REQUEST_URL)).toHaveLength(4);
  });

  it('leaves the comments out, and is short enough for any browser', () => {
    expect(yaml).not.toContain('#  ');
    expect(yaml).not.toContain('Slack asks the');
    expect(link.length).toBeLessThan(4_000);
  });

  it('fills in the address of every command that a company adds', () => {
    const manifest = parse(MANIFEST);
    manifest.features.slash_commands.push({ command: '/aws', url: 'https://elsewhere.example.com/' });
    const more = new URL(createAppLink(JSON.stringify(manifest), REQUEST_URL)).searchParams;
    const { features } = parse(more.get('manifest_yaml') ?? '');
    expect(features.slash_commands.map(({ url }: { url: string }) => url)).toEqual([
      REQUEST_URL,
      REQUEST_URL,
    ]);
  });

  it.each(['http://abc.example.com/', 'abc.example.com', ''])(
    'refuses %j, which Slack cannot call',
    (url) => {
      expect(() => createAppLink(MANIFEST, url)).toThrow(
        expect.objectContaining({ code: 'deployment_refused', hint: expect.stringContaining('RequestUrl') }),
      );
    },
  );

  it.each([
    ['features: {}', 'features.slash_commands'],
    [MANIFEST.replace('interactivity:', 'interaction:'), 'settings.interactivity.request_url'],
    [MANIFEST.replace('event_subscriptions:', 'events:'), 'settings.event_subscriptions.request_url'],
  ])('names the place that a manifest lacks', (manifest, key) => {
    expect(() => createAppLink(manifest, REQUEST_URL)).toThrow(
      expect.objectContaining({ code: 'catalog_invalid', message: expect.stringContaining(key) }),
    );
  });

  it('refuses a manifest that would not fit into an address', () => {
    const long = MANIFEST.replace('Who did what in AWS', 'x'.repeat(9_000));
    expect(() => createAppLink(long, REQUEST_URL)).toThrow(/characters/);
  });

  it('says that a manifest is no YAML', () => {
    expect(() => createAppLink('a: [', REQUEST_URL)).toThrow(
      expect.objectContaining({ code: 'catalog_invalid' }),
    );
  });
});

describe('the scopes of the manifest', () => {
  it('are those of the bot', () => {
    expect(botScopes(MANIFEST)).toEqual(parse(MANIFEST).oauth_config.scopes.bot);
    expect(botScopes(MANIFEST)).toContain('chat:write');
  });

  it.each(['{}', 'oauth_config: { scopes: { bot: [] } }'])('are never none: %s', (manifest) => {
    expect(() => botScopes(manifest)).toThrow(/oauth_config.scopes.bot/);
  });
});
