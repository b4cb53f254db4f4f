// `npm run detections -- test|new|explain`: what somebody needs who writes or tunes a detection.
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Lane, SEVERITIES, type Severity } from '../domain/detection/detection.ts';
import { isRegion } from '../domain/is-region.ts';
import { explainRecords } from './detections-explain.ts';
import { readDetections } from './detections-files.ts';
import { newDetection } from './detections-new.ts';
import { testExamples } from './detections-test.ts';

const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url));

const TEST_HELP = `
The exit code is 1 when an example is judged otherwise than it is written, when a file does not
load, and when AWS matches otherwise. --aws takes the right logs:TestMetricFilter, changes nothing
and costs nothing; your credentials are found as the AWS CLI finds them.`;
const EXPLAIN_HELP = `
  npm run detections -- explain root-usage record.json    what it makes of it, clause by clause
  npm run detections -- explain record.json               which detections count it, or nearly do
  pbpaste | npm run detections -- explain root-usage -    a record from the clipboard
The file is as CloudTrail, the AWS CLI or the console gives it: "Records", one record, JSON Lines,
gzip or not. In the place of an id the path of a detection's file can stand, if it ends in .yml.`;
const NEW_HELP = `
Without --event-source and --event-name the filter has placeholders that count nothing. With them:
  npm run detections -- new bucket-acl-changed --event-source s3 --event-name PutBucketAcl
--where narrows it to what a record has in a field, and can be given several times. Two values of
one field are alternatives; everything else has to hold at once. Without --event-name every call
of the service counts that fits:
  npm run detections -- new payroll-touched --event-source s3 --where requestParameters.bucketName=payroll
  npm run detections -- new payroll-read --event-source s3 --event-name GetObject \\
    --where requestParameters.bucketName=payroll --where 'userIdentity.userName!=payroll-app'`;

export function detectionsCommand(): Command {
  return new Command('detections')
    .description('test the examples of detections, explain what they make of a record, begin a new one')
    .addCommand(testCommand())
    .addCommand(newCommand())
    .addCommand(explainCommand())
    .hook('preAction', () => {
      // `| head` has read enough: what is left is for nobody.
      process.stdout.once('error', () => process.exit());
    });
}

interface TestFlags {
  readonly templates: string;
  readonly aws: boolean;
  readonly region?: string;
  readonly profile?: string;
}

function testCommand(): Command {
  return new Command('test')
    .description("judge every detection's own examples")
    .argument('[ids...]', 'of detections; all when left out')
    .addOption(templates())
    .option('--aws', 'ask the TestMetricFilter of your AWS account as well', false)
    .option('--region <region>', 'where to ask; the homeRegion of settings.yml when left out', region)
    .option('--profile <name>', 'one of your AWS profiles')
    .addHelpText('after', TEST_HELP)
    .action(async (ids: readonly string[], flags: TestFlags) => {
      const asked = { ...flags, ids, files: readDetections(flags.templates, ids) };
      const tested = testExamples(asked);
      console.log(tested.text);
      if (!tested.right) process.exitCode = 1;
      if (!flags.aws) return;
      // The SDK takes a while to load.
      const { testWithAws } = await import('./detections-aws.ts');
      const withAws = await testWithAws(asked);
      console.log(`\n${withAws.text}`);
      if (!withAws.right) process.exitCode = 1;
    });
}

interface NewFlags {
  readonly templates: string;
  readonly title?: string;
  readonly severity: Severity;
  readonly lane: Lane;
  readonly eventSource?: string;
  readonly eventName: readonly string[];
  readonly where: readonly string[];
}

function newCommand(): Command {
  return new Command('new')
    .description('write templates/detections/<id>.yml: a detection that works, to be made yours')
    .argument('<id>', 'small letters, digits and hyphens: database-snapshot-shared')
    .option('--event-source <service>', 'iam.amazonaws.com, or iam for short')
    .option(
      '--event-name <names...>',
      'the calls to count: CreateUser DeleteUser, or Update* for all that begin so',
      [],
    )
    .option(
      '--where <condition>',
      'only what has this value in a field, or with != has not: path=value; repeatable',
      (one: string, before: readonly string[]) => [...before, one],
      [],
    )
    .option('--title <text>', 'what happened, in a few words')
    .addOption(new Option('--severity <severity>', 'how bad it is').choices(SEVERITIES).default('medium'))
    .addOption(new Option('--lane <lane>', 'where matches go').choices(['page', 'review']).default('page'))
    .addOption(templates())
    .addHelpText('after', NEW_HELP)
    .action((id: string, { eventName, ...flags }: NewFlags) => {
      const eventNames = eventName.flatMap((names) => names.split(',')).filter((name) => name !== '');
      console.log(newDetection({ ...flags, id, eventNames }));
    });
}

interface ExplainFlags {
  readonly templates: string;
  readonly all: boolean;
  readonly event?: string;
  readonly json: boolean;
}

function explainCommand(): Command {
  return new Command('explain')
    .description('why a detection counts a record, or does not: each clause with the value seen')
    .argument('<detection>', 'the id of a detection; leave it out for all of them')
    .argument('[file]', 'with CloudTrail records; - is what is piped in')
    .usage('[options] [detection] <file>')
    .option('--all', 'every record; the first 20 when left out', false)
    .option('--event <eventID>', 'this record alone')
    .option('--json', 'print it as JSON', false)
    .addOption(templates())
    .addHelpText('after', EXPLAIN_HELP)
    .action(async (first: string, second: string | undefined, flags: ExplainFlags) => {
      const asked = second === undefined ? { path: first } : { detection: first, path: second };
      const { text, left } = await explainRecords({ ...flags, ...asked });
      console.log(text);
      for (const line of left) console.error(line);
    });
}

function templates(): Option {
  return new Option('--templates <folder>', 'another templates folder').default(TEMPLATES, 'templates/');
}

function region(text: string): string {
  if (!isRegion(text)) throw new InvalidArgumentError('It is no Region: write eu-west-1.');
  return text;
}
