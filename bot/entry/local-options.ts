// The options of `npm start`.
import { Command, InvalidArgumentError, Option } from 'commander';

export interface LocalOptions {
  readonly port: number;
  readonly awsPort: number;
  readonly delay: 'fast' | 'real';
  readonly events: readonly string[];
  readonly scenario?: string;
  readonly once: boolean;
  readonly slack: boolean;
}

/** @param scenarioIds what `--scenario` takes. Prints help or the mistake and exits when there is nothing to run. */
export function readOptions(argv: readonly string[], scenarioIds: readonly string[]): LocalOptions {
  const program = new Command('npm start --')
    .description(
      'Runs Trailbot on this machine: a Slack page, the AWS services it needs, and the bot between them.',
    )
    .option('--port <number>', 'port of the Slack page', port, 3000)
    .option('--aws-port <number>', 'port of the AWS endpoint', port, 4566)
    .addOption(
      new Option('--delay <pace>', "CloudTrail's delay and the alarms' periods: seconds, or as in AWS")
        .choices(['fast', 'real'])
        .default('fast'),
    )
    .option(
      '--events <path>',
      'deliver these CloudTrail records (file or folder; may be repeated)',
      collect,
      [],
    )
    .addOption(new Option('--scenario <id>', 'play this scenario').choices(scenarioIds))
    .option('--slack', 'use a real Slack workspace: SLACK_BOT_TOKEN and SLACK_APP_TOKEN are needed', false)
    .option('--once', 'play the input, wait until the incidents settle, print each message, exit', false)
    .allowExcessArguments(false);
  const options = program.parse(argv, { from: 'user' }).opts<LocalOptions>();
  if (!options.once) return options;
  // Nobody looks at the page of a run that ends by itself: any ports do, also beside another run.
  const chosen = (name: 'port' | 'awsPort') =>
    program.getOptionValueSource(name) === 'cli' ? options[name] : 0;
  return { ...options, port: chosen('port'), awsPort: chosen('awsPort') };
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
  }
  return value;
}

function collect(path: string, before: readonly string[]): readonly string[] {
  return [...before, path];
}
