// `npm run connect`: its flags, and what they lead to.
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { loadCatalog } from '../catalog/load-catalog.ts';
import { bindWorkspace } from '../setup/bind-workspace.ts';
import { createTerminal } from '../setup/create-terminal.ts';
import { onTheCommandLine, readGiven } from '../setup/read-given.ts';
import { runConnect } from '../setup/run-connect.ts';
import { givenSlackSecrets } from './config.ts';
import { connectDeps } from './connect-deps.ts';

const TEMPLATES = new URL('../../templates/', import.meta.url);

interface Flags {
  readonly botTokenStdin?: boolean;
  readonly signingSecretStdin?: boolean;
  readonly test: boolean;
  readonly yes?: boolean;
}

export function connectCommand(): Command {
  const command = new Command('connect')
    .description('store what Slack gave the app, after checking it, and show that the whole way works')
    .option('--bot-token-stdin', 'read the bot token from standard input')
    .option('--signing-secret-stdin', 'read the signing secret from standard input, after the token')
    .option('--no-test', 'send no event down the whole way')
    .option('--yes', 'ask nothing that can be answered with yes')
    .addOption(forbidden('--bot-token'))
    .addOption(forbidden('--signing-secret'))
    .addHelpText('after', '\nSLACK_BOT_TOKEN and SLACK_SIGNING_SECRET in the environment are taken as well.')
    .allowExcessArguments(false)
    .action(run);
  // A mistyped flag is repeated without what stands behind it.
  return command.configureOutput({ outputError: (text, write) => write(text.replaceAll(/=\S+/g, '=…')) });
}

async function run({ test, yes = false, ...flags }: Flags): Promise<void> {
  const given = await readGiven(flags, givenSlackSecrets(), process.stdin);
  const catalog = loadCatalog(TEMPLATES);
  const deps = connectDeps({ aws: { region: catalog.settings.trail.homeRegion } }, catalog, {
    terminal: createTerminal({ yes }),
    manifest: readFileSync(new URL('slack-manifest.yml', TEMPLATES), 'utf8'),
    bindWorkspace: (teamId) => bindWorkspace(new URL('settings.yml', TEMPLATES), teamId),
  });
  if (!(await runConnect({ ...given, test }, deps))) process.exitCode = 1;
}

/** Commander would repeat an unknown flag with its value. */
function forbidden(flag: string): Option {
  return new Option(`${flag} [value]`).hideHelp().argParser(() => {
    throw onTheCommandLine(flag);
  });
}
