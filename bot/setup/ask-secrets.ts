// The bot token and the signing secret: from whoever calls, or typed by a person, never shown.
import { TrailbotError } from '../domain/errors.ts';
import type { SlackSecrets } from '../ports/setup-connect.ts';
import type { Terminal } from '../ports/terminal.ts';

const FLAGS = {
  botToken: '--bot-token-stdin, or SLACK_BOT_TOKEN in the environment',
  signingSecret: '--signing-secret-stdin, or SLACK_SIGNING_SECRET in the environment',
} as const;

const OTHER_TOKENS: { readonly [prefix: string]: string } = {
  'xoxp-': "This is a person's token. The bot's is the one above or below it, and begins with xoxb-.",
  'xapp-': "This is an app-level token, for Socket Mode. The bot's token begins with xoxb-.",
  'xoxe.': 'This token rotates. Turn token rotation off in the app: Trailbot stores one token.',
};

/** What is wrong with a bot token by its looks, without showing it. */
function tokenProblem(token: string): string | undefined {
  const other = Object.entries(OTHER_TOKENS).find(([prefix]) => token.startsWith(prefix));
  if (other) return other[1];
  return /^xoxb-[\w-]{5,250}$/.test(token)
    ? undefined
    : 'A bot token begins with xoxb- and has letters, digits and hyphens: copy the whole of it.';
}

/** What is wrong with a signing secret by its looks, without showing it. */
function signingSecretProblem(secret: string): string | undefined {
  if (/^[0-9a-f]{32}$/.test(secret)) return undefined;
  return secret.startsWith('xox')
    ? 'This is a token. The signing secret stands under Basic Information, App Credentials.'
    : 'A signing secret has 32 characters, digits and the letters a to f: copy the whole of it.';
}

/** @throws TrailbotError `config_missing` for one that was given and cannot be right; `terminal_missing` */
export async function askSecrets(given: Partial<SlackSecrets>, terminal: Terminal): Promise<SlackSecrets> {
  const botToken =
    checked('bot token', given.botToken, tokenProblem) ??
    (await terminal.askSecret({
      message: 'Bot token (your app, OAuth & Permissions, Bot User OAuth Token; nothing is shown)',
      flag: FLAGS.botToken,
      check: (answer) => tokenProblem(answer.trim()),
    }));
  const signingSecret =
    checked('signing secret', given.signingSecret, signingSecretProblem) ??
    (await terminal.askSecret({
      message: 'Signing secret (your app, Basic Information, App Credentials; nothing is shown)',
      flag: FLAGS.signingSecret,
      check: (answer) => signingSecretProblem(answer.trim()),
    }));
  return { botToken: botToken.trim(), signingSecret: signingSecret.trim() };
}

function checked(
  what: string,
  value: string | undefined,
  problem: (value: string) => string | undefined,
): string | undefined {
  const wrong = value === undefined ? undefined : problem(value.trim());
  if (wrong === undefined) return value;
  throw new TrailbotError({
    code: 'config_missing',
    message: `The ${what} cannot be right. ${wrong}`,
    hint: 'Nothing was stored. Both are at https://api.slack.com/apps.',
  });
}
