// `npm run replay -- <paths…>`: its words, its flags and its help. Loads what reads and tells after it listens for Ctrl-C.
import { Command, InvalidArgumentError, Option } from 'commander';
import { fitTerminal } from '../render/fit-terminal.ts';
import { parseTime } from './replay-time.ts';
import { addIds } from './replay-words.ts';
import { spareMemory } from './spare-memory.ts';
import type { ReplayFlags } from './tell-replay.ts';

/** A paragraph each: its lines are as long as the terminal lets them. */
const HELP = `
s3://bucket/prefix reads every object whose key begins so. Where CloudTrail has laid them out (AWSLogs/…), --since and
--until pass over the days that nobody asked for. --log-group reads what was written since --since, or in the last 24
hours. Both use your own AWS credentials and only read: s3:ListBucket and s3:GetObject, logs:FilterLogEvents, and
kms:Decrypt where a key of yours encrypts them.

Times are days (2026-11-01), moments (2026-11-01T12:00, with Z or an offset such as +01:00 behind it, else UTC), or how
long ago (12h, 90d, 4w).

The exit code is 2 when a file or a line was skipped that is damaged or could not be read: what it held, nobody has
looked at. Digest files, Insights records and JSON that is not CloudTrail's are skipped and counted, and are no trouble.
It is 2 as well when there is no record at all. Where files have records, but none between --since and --until, it says
of which time they are (exit code 0).

Ctrl-C gives the report so far (exit code 130); a second one ends at once. Without a record there is no report, and an
earlier page stays as it is.

A match is a record that one detection counts. A page is a match that is told at once; the others are for the review,
which is told once a day. A message (in --json an incident) holds one actor's pages in one account, until there is none
for incidentQuietHours.

--detection and --actor show less and count the same. All is judged and grouped as the bot does it; then only the
messages are shown that hold what these detections find, or that this actor took part in, with the numbers that they
have among all, and what else was for the review, hidden, or below a threshold; of an actor also what no detection
covers. Figures say of how many they are. Events and period are everybody's. The account behind a name, and the word role or user before it, may be left
out.

--suppressions hides what people called expected or muted in the deployed bot, for the whole time of the log; it reads
the table trailbot with your own credentials (dynamodb:Query). With a file it is "what if": a YAML or JSON list, each
entry with detection and actor (a key as --jsonl tells it; a mute of everybody without), and as limits account, network,
action, networks, countries. Without the last two, calls from anywhere are hidden.

--jsonl prints {detection, eventID, eventTime, lane, severity, incident, actor, account}: first what is for the review,
in the order of the files, then the pages in the order of time. The incident is null where nobody was told: what is for
the review, fewer than an alarm waits for, hidden, or without a time. What a suppression hides has also {suppressedBy}. The
same files give the same output, byte for byte.`;

/** Within a paragraph. */
const LINE_END = /(?<!\n|^)\n(?!\n)/g;
const USUAL_COLUMNS = 80;

export function replayCommand(): Command {
  return new Command('replay')
    .description('run the detections over CloudTrail files, and tell what Trailbot would have said')
    .argument(
      '[paths...]',
      'files (.json, .json.gz, JSON Lines) and folders, as S3 or the AWS CLI delivers them; s3://bucket/prefix; - is what is piped in',
    )
    .option('--log-group <name>', 'a log group that CloudTrail writes to, or its ARN')
    .option('--region <region>', 'of the log group; of buckets it is found out')
    .option('--profile <name>', 'of the AWS CLI; its credentials are used')
    .option(
      '--since <time>',
      'only records from then on: 2026-11-01, 2026-11-01T12:00Z, or 90d: 90 days ago',
      timeOf,
    )
    .option('--until <time>', 'only records before then', timeOf)
    .option('--detection <ids>', 'show only what these detections find: ids with commas between', addIds, [])
    .option(
      '--actor <name>',
      'show only what this one took part in: a name as the report tells it, or a key as --jsonl does',
      nameOf,
    )
    .option(
      '--what-if <file>',
      'a changed copy of settings.yml or of a detection: before and after side by side',
    )
    .option(
      '--suppressions [file]',
      'without those pages that are expected or muted: in the deployed bot, or by the file',
    )
    .option('--workers <n>', 'threads; when left out as many as there are cores, up to 4', workers)
    .addOption(new Option('--json', 'print the report as JSON').conflicts('jsonl'))
    .option('--jsonl', 'print one line a match; with --what-if the matches after the change')
    .option(
      '--html <file>',
      'also write the report as a page, with charts and the messages; a page of that name is replaced',
    )
    .addHelpText('after', () =>
      fitTerminal(HELP.replaceAll(LINE_END, ' '), process.stdout.columns || USUAL_COLUMNS),
    )
    .action(run);
}

/** Loading takes a second, and on a busy machine ten: Ctrl-C is heard from the beginning. */
async function run(words: readonly string[], flags: ReplayFlags): Promise<void> {
  spareMemory();
  const stop = new AbortController();
  // The second one finds nobody who listens, and ends the process.
  process.once('SIGINT', () => stop.abort());
  const { tellReplay } = await import('./tell-replay.ts');
  await tellReplay(words, flags, stop.signal);
}

function timeOf(text: string): number {
  return parseTime(text);
}

function nameOf(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty: give a name as the report tells it.');
  return text;
}

function workers(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new InvalidArgumentError('It is a number from 1 to 64.');
  return count;
}
