// `npm run destroy`: its flags, and what they lead to.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SSMClient } from '@aws-sdk/client-ssm';
import { Command } from 'commander';
import { CLIENT_LIMITS, createStateClients } from '../aws/clients.ts';
import { createContainments } from '../aws/containments.ts';
import { createAccountLook } from '../aws/setup/look-at-account.ts';
import { createStoredSecrets } from '../aws/setup/stored-secrets.ts';
import { parseSettings } from '../catalog/load-catalog.ts';
import { TABLE } from '../domain/naming.ts';
import { createTerminal } from '../setup/create-terminal.ts';
import { createCdk } from '../setup/run-cdk.ts';
import { type DestroyDeps, type DestroyOptions, runDestroy } from '../setup/run-destroy.ts';
import { refuseFlagsOfNpm } from './config.ts';
import { systemClock } from './system-clock.ts';

const ROOT = new URL('../../', import.meta.url);

export function destroyCommand(): Command {
  return new Command('destroy')
    .description('remove Trailbot from the account; log files, the log group and the table are kept')
    .option('--yes', 'ask nothing, and delete the Slack secrets as well', false)
    .option('--force', 'also while Trailbot holds somebody locked out', false)
    .allowExcessArguments(false)
    .action(async (options: DestroyOptions) => {
      refuseFlagsOfNpm('destroy');
      if (!(await runDestroy(options, destroyDeps(options.yes)))) process.exitCode = 1;
    });
}

function destroyDeps(yes: boolean): DestroyDeps {
  const settingsText = readFileSync(new URL('templates/settings.yml', ROOT), 'utf8');
  const settings = parseSettings('settings.yml', settingsText);
  const place = { region: settings.trail.homeRegion };
  return {
    terminal: createTerminal({ yes }),
    settings,
    settingsText,
    account: createAccountLook(place),
    cdk: createCdk(fileURLToPath(ROOT)),
    containments: createContainments(createStateClients(place), TABLE, systemClock),
    secrets: createStoredSecrets(new SSMClient({ ...place, ...CLIENT_LIMITS })),
  };
}
