// The secrets that a script hands over: on standard input or in the environment, never as a flag's value.
import { TrailbotError } from '../domain/errors.ts';
import type { SlackSecrets } from '../ports/setup-connect.ts';

export interface GivenFlags {
  readonly botTokenStdin?: boolean;
  readonly signingSecretStdin?: boolean;
}

/**
 * What stands on standard input goes before the environment. With both flags the token is the first line and the signing
 * secret the second.
 * @throws TrailbotError `config_missing` when standard input has fewer lines than flags were given
 */
export async function readGiven(
  { botTokenStdin, signingSecretStdin }: GivenFlags,
  environment: Partial<SlackSecrets>,
  input: AsyncIterable<string | Uint8Array>,
): Promise<Partial<SlackSecrets>> {
  const wanted = [
    ...(botTokenStdin ? (['botToken'] as const) : []),
    ...(signingSecretStdin ? (['signingSecret'] as const) : []),
  ];
  if (wanted.length === 0) return environment;
  const lines = await readLines(input);
  if (lines.length < wanted.length) throw tooFew(wanted.length, lines.length);
  return { ...environment, ...Object.fromEntries(wanted.map((name, index) => [name, lines[index]])) };
}

/** For `--bot-token` and `--signing-secret` with a value. The value is not repeated. */
export function onTheCommandLine(flag: string): TrailbotError {
  return new TrailbotError({
    code: 'deployment_refused',
    message: `${flag} takes no value: what stands on a command line stays in the shell's history, and every process of this machine can read it.`,
    hint: `Renew this secret at https://api.slack.com/apps, then give it with ${flag}-stdin, in the environment, or typed when it is asked for.`,
  });
}

async function readLines(input: AsyncIterable<string | Uint8Array>): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function tooFew(wanted: number, found: number): TrailbotError {
  return new TrailbotError({
    code: 'config_missing',
    message: `Standard input has ${found} of the ${wanted} lines that were announced.`,
    hint: 'One secret a line, the bot token before the signing secret.',
  });
}
