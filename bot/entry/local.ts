// `npm start`: the bot and all that it needs from AWS and Slack, on this machine.
import { setTimeout as sleep } from 'node:timers/promises';
import { createClients } from '../aws/clients.ts';
import { TrailbotError } from '../domain/errors.ts';
import { readRecords } from '../records/read-records.ts';
import { renderPlainText } from '../render/plain-text.ts';
import { FAST, REAL } from '../sandbox/pace.ts';
import { scenarios } from '../sandbox/scenarios/scenarios.ts';
import { sandboxSigningSecret, slackTokens } from './config.ts';
import { clientOptions } from './connect.ts';
import { createConsoleLog } from './console-log.ts';
import { type LocalOptions, readOptions } from './local-options.ts';
import { type LocalWorld, startLocalWorld } from './local-world.ts';
import { settle } from './settle.ts';

/** What an empty page shows something with. */
const FIRST_SCENARIO = 'root-login-without-mfa';
/** Ctrl-C does not wait for a function that waits for Slack's rate limit. */
const LAST_WORDS_MS = 1_000;
const SETTLE_MS = { fast: 120_000, real: 2_400_000 };

type Records = Awaited<ReturnType<typeof readRecords>>['records'];

async function run(options: LocalOptions): Promise<void> {
  // Input that cannot be read is said before anything starts.
  const records = (await Promise.all(options.events.map(readInput))).flat();
  const world = await startLocalWorld({
    port: options.port,
    awsPort: options.awsPort,
    pace: options.delay === 'real' ? REAL : FAST,
    log: createConsoleLog(),
    signingSecret: sandboxSigningSecret(),
    ...(options.slack && { workspace: slackTokens() }),
  });
  if (options.once) return playOnce(world, records, options);
  announce(world, options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(world));
  await play(world, records, options);
}

async function readInput(path: string): Promise<Records> {
  const { records, skipped } = await readRecords(path);
  for (const { where, why } of skipped) say(process.stderr, `skipped ${where}: ${why}`);
  return records;
}

async function play(world: LocalWorld, records: Records, { scenario, events }: LocalOptions): Promise<void> {
  const chosen = scenario ?? (events.length === 0 ? FIRST_SCENARIO : undefined);
  await Promise.all([
    records.length > 0 ? world.aws.trail.deliver(records) : undefined,
    chosen === undefined ? undefined : world.fireScenario(chosen),
  ]);
}

async function playOnce(world: LocalWorld, records: Records, options: LocalOptions): Promise<void> {
  try {
    await play(world, records, options);
    await settle(world.aws, createClients(clientOptions(world.config)), SETTLE_MS[options.delay]);
    const messages = world.slack.messages();
    for (const { text, blocks, ts, thread_ts: thread = ts } of messages) {
      const shown = renderPlainText({ text, blocks });
      say(process.stdout, thread === ts ? `${'─'.repeat(60)}\n${shown}` : shown.replaceAll(/^/gm, '    '));
    }
    if (messages.length === 0) say(process.stdout, 'No message: nothing in the input is worth a page.');
  } finally {
    await world.close();
  }
}

function announce({ aws, slack, catalog }: LocalWorld, options: LocalOptions): void {
  const endpoint = aws.url.replace('127.0.0.1', 'localhost');
  say(
    process.stdout,
    `Trailbot runs on this machine. ${options.slack ? 'It speaks to your Slack workspace, and to nothing else outside' : 'Nothing leaves it'}.

  ${options.slack ? 'Page ' : 'Slack'}   ${slack.url.replace('127.0.0.1', 'localhost')}
  AWS     ${endpoint}

Fire a scenario or drop CloudTrail files on the page. The AWS CLI works as well:
  aws --endpoint-url ${endpoint} --region ${catalog.settings.trail.homeRegion} cloudwatch describe-alarms --state-value ALARM

Ctrl-C stops it.`,
  );
}

async function stop(world: LocalWorld): Promise<void> {
  await Promise.race([world.close(), sleep(LAST_WORDS_MS)]);
  process.exit(0);
}

function say(stream: NodeJS.WriteStream, text: string): void {
  stream.write(`${text}\n`);
}

function fail(error: unknown): never {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  if (error instanceof TrailbotError) say(process.stderr, `${error.message}\n${error.hint}`);
  else if (taken)
    say(
      process.stderr,
      `${(error as Error).message}\nStop what runs there, or choose --port and --aws-port.`,
    );
  else say(process.stderr, error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(error instanceof TrailbotError && error.code === 'input_unreadable' ? 2 : 1);
}

const ids = scenarios.map(({ id }) => id);
await run(readOptions(process.argv.slice(2), ids)).catch(fail);
