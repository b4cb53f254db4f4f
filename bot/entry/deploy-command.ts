// `npm run deploy`: its flags, and what they lead to.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { createAccountLook } from '../aws/setup/look-at-account.ts';
import { loadCatalog } from '../catalog/load-catalog.ts';
import type { SettingsFile } from '../ports/setup.ts';
import { createTerminal } from '../setup/create-terminal.ts';
import type { DeployDeps, DeployOptions } from '../setup/prepare-deployment.ts';
import { createCdk } from '../setup/run-cdk.ts';
import { runDeploy } from '../setup/run-deploy.ts';
import { refuseFlagsOfNpm } from './config.ts';

const ROOT = new URL('../../', import.meta.url);
const TEMPLATES = new URL('templates/', ROOT);
const MILLION = 1_000_000;

interface Flags {
  readonly account?: string;
  readonly region?: string;
  readonly email?: readonly string[];
  readonly trail?: string;
  readonly channel?: string;
  readonly presets?: readonly string[];
  readonly events: number;
  readonly ingressConcurrency?: number;
  readonly dryRun: boolean;
  readonly yes: boolean;
}

export function deployCommand(): Command {
  return new Command('deploy')
    .description('ask what settings.yml lacks, show what will be made and what it costs, and deploy it')
    .option('--dry-run', 'show it and stop: needs no credentials, makes and writes nothing', false)
    .option('--yes', 'agree to everything, and take what is suggested', false)
    .option('--account <id>', 'the AWS account')
    .option('--region <region>', "the Region of the trail's log group, and of everything else")
    .option('--email <addresses>', 'who is told of every alarm by email; commas between several', list)
    .option('--trail <name>', 'a trail that is there already, or new')
    .option('--channel <name>', 'the Slack channel for alerts, without the #')
    .option('--presets <names>', 'soc2, pci, hipaa, gdpr; commas between several, or none', presets)
    .option('--events <number>', 'management events a month, for the estimate', whole, MILLION)
    .option(
      '--ingress-concurrency <number>',
      'how many requests from the internet at a time; 0 sets no limit',
      whole,
    )
    .allowExcessArguments(false)
    .action(run);
}

async function run({ email, events, ...flags }: Flags): Promise<void> {
  refuseFlagsOfNpm('deploy');
  const options: DeployOptions = { ...flags, eventsPerMonth: events, ...(email && { emails: email }) };
  if (!(await runDeploy(options, deployDeps(flags.yes)))) process.exitCode = 1;
}

function deployDeps(yes: boolean): DeployDeps {
  return {
    terminal: createTerminal({ yes }),
    settings: settingsFile(),
    detections: loadCatalog(TEMPLATES).detections,
    account: (region) => createAccountLook({ region }),
    cdk: createCdk(fileURLToPath(ROOT)),
    manifest: readFileSync(new URL('slack-manifest.yml', TEMPLATES), 'utf8'),
  };
}

function settingsFile(): SettingsFile {
  const path = new URL('settings.yml', TEMPLATES);
  return { read: () => readFileSync(path, 'utf8'), write: (text) => writeFileSync(path, text) };
}

function list(text: string): readonly string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function presets(text: string): readonly string[] {
  return text.trim() === 'none' ? [] : list(text);
}

function whole(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('It is no whole number.');
  return Number(text);
}
