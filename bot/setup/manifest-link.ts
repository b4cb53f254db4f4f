// The Slack app from its manifest: the link that creates it with the deployment's address filled in, and what it asks for.
import { type Document, isSeq, parseDocument, stringify } from 'yaml';
import { TrailbotError } from '../domain/errors.ts';

const NEW_APP = 'https://api.slack.com/apps';
/** Browsers and servers between take so much of an address: https://www.rfc-editor.org/rfc/rfc9110#section-4.1 */
const LONGEST = 8_000;
const INTERACTIVITY = ['settings', 'interactivity', 'request_url'] as const;
const EVENTS = ['settings', 'event_subscriptions', 'request_url'] as const;
const COMMANDS = ['features', 'slash_commands'] as const;
const SCOPES = ['oauth_config', 'scopes', 'bot'] as const;

/**
 * Opens Slack's own dialog: choose the workspace, look it over, create. `requestUrl` takes the place of every address.
 * @throws TrailbotError `deployment_refused` for an address that Slack would not call; `catalog_invalid` for a manifest
 * without a place for one
 */
export function createAppLink(manifestYaml: string, requestUrl: string): string {
  if (URL.parse(requestUrl)?.protocol !== 'https:') throw notCallable(requestUrl);
  const manifest = read(manifestYaml);
  const places = [INTERACTIVITY, EVENTS, ...commandPlaces(manifest)];
  for (const place of places) {
    if (!manifest.hasIn(place)) throw lacking(place.join('.'));
    manifest.setIn(place, requestUrl);
  }
  // Without comments: they are for whoever reads the file, and would double the address.
  const yaml = stringify(manifest.toJS(), { lineWidth: 0 });
  const link = `${NEW_APP}?${new URLSearchParams({ new_app: '1', manifest_yaml: yaml })}`;
  if (link.length <= LONGEST) return link;
  throw new TrailbotError({
    code: 'catalog_invalid',
    message: `templates/slack-manifest.yml makes an address of ${link.length} characters; ${LONGEST} are taken.`,
    hint: 'Shorten its descriptions.',
  });
}

/** The scopes that the bot token must have. @throws TrailbotError `catalog_invalid` */
export function botScopes(manifestYaml: string): readonly string[] {
  const { oauth_config: { scopes: { bot = [] } = {} } = {} } = asManifest(read(manifestYaml).toJS());
  const scopes = bot.filter((scope) => typeof scope === 'string');
  if (scopes.length === 0) throw lacking(SCOPES.join('.'));
  return scopes;
}

interface Manifest {
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly unknown[] } };
}

function asManifest(value: unknown): Manifest {
  return typeof value === 'object' && value !== null ? value : {};
}

function commandPlaces(manifest: Document): readonly (readonly (string | number)[])[] {
  const commands = manifest.getIn(COMMANDS);
  if (!isSeq(commands) || commands.items.length === 0) throw lacking(COMMANDS.join('.'));
  return commands.items.map((_, index) => [...COMMANDS, index, 'url']);
}

function read(yaml: string): Document {
  const document = parseDocument(yaml);
  const [error] = document.errors;
  if (error === undefined) return document;
  throw new TrailbotError({
    code: 'catalog_invalid',
    message: `templates/slack-manifest.yml cannot be read: ${error.message}`,
    hint: 'Mend it, or put it back from the repository.',
  });
}

function lacking(key: string): TrailbotError {
  return new TrailbotError({
    code: 'catalog_invalid',
    message: `templates/slack-manifest.yml lacks ${key}.`,
    hint: 'Put it back from the repository.',
  });
}

function notCallable(url: string): TrailbotError {
  return new TrailbotError({
    code: 'deployment_refused',
    message: `Slack cannot call ${url}: it takes https addresses only.`,
    hint: "Run npm run deploy again: the stack's output RequestUrl is the address.",
  });
}
