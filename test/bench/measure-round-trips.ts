// Counts what stands between an event and its message: calls to AWS that wait for one another.
import { createClients } from '../../bot/aws/clients.ts';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { clientOptions, connect } from '../../bot/entry/connect.ts';
import { createConsoleLog } from '../../bot/entry/console-log.ts';
import { runAlert } from '../../bot/flow/alert.ts';
import { runStream } from '../../bot/flow/stream.ts';
import type { RecordedCall } from '../../bot/sandbox/aws/faults.ts';
import { createAlarms, newEvent } from './deliver.ts';
import { repeat } from './repeat.ts';
import { median, type Row } from './row.ts';
import { type BenchSandbox, startSandbox } from './start-sandbox.ts';

const LATENCY = { awsMs: 50, slackMs: 150 };
/** Two processes, two clocks' readings. */
const CLOCK_MS = 10;
/** One to learn, one to store. */
const MOST = 2;

interface Sample {
  /** The operations of each round trip; those of one round are under way at the same time. */
  readonly rounds: readonly (readonly string[])[];
  /** From the handler's start until the message left for Slack. */
  readonly ms: number;
}

export async function measureRoundTrips(catalog: Catalog, samples: number): Promise<readonly Row[]> {
  const sandbox = await startSandbox(LATENCY);
  try {
    const alarms = await createAlarms(createClients(clientOptions(sandbox.config)), samples + 1);
    // Each road has a function of its own, and so a first time of its own.
    const forAlarms = connect(sandbox.config, catalog, createConsoleLog());
    const forStream = connect(sandbox.config, catalog, createConsoleLog());
    const ofAlarm = async () => {
      const notice = await alarms.next();
      return sample(sandbox, async () => runAlert(notice, await forAlarms()));
    };
    const ofStream = () => sample(sandbox, async () => runStream([newEvent()], await forStream()));
    return [
      ...rowsOf('alarm road', await ofAlarm(), await repeat(samples, ofAlarm)),
      ...rowsOf('stream road', await ofStream(), await repeat(samples, ofStream)),
    ];
  } finally {
    sandbox.close();
  }
}

async function sample(sandbox: BenchSandbox, run: () => Promise<void>): Promise<Sample> {
  const before = await sandbox.calls();
  const start = Date.now();
  await run();
  const { aws, slack } = await sandbox.calls();
  const post = slack.slice(before.slack.length).find(({ method }) => method === 'chat.postMessage');
  if (post === undefined) throw new Error('The bot posted nothing.');
  const left = post.at.getTime() - LATENCY.slackMs;
  // What is still on its way when the message leaves was not waited for.
  const answered = ({ at }: RecordedCall) => at.getTime() + LATENCY.awsMs <= left + CLOCK_MS;
  const calls = aws.slice(before.aws.length).filter(answered);
  return { rounds: inRounds(calls), ms: left - start };
}

/** A call that leaves before any of its round is answered cannot wait for it. */
function inRounds(calls: readonly RecordedCall[]): readonly (readonly string[])[] {
  const rounds: { answered: number; operations: string[] }[] = [];
  for (const { operation, at } of calls) {
    const round = rounds.at(-1);
    if (round && at.getTime() < round.answered) round.operations.push(operation);
    else rounds.push({ answered: at.getTime() + LATENCY.awsMs, operations: [operation] });
  }
  return rounds.map(({ operations }) => operations.sort());
}

function rowsOf(road: string, first: Sample, later: readonly Sample[]): readonly Row[] {
  const rounds = later
    .map((one) => one.rounds)
    .reduce((most, one) => (one.length > most.length ? one : most));
  const least = `the least is ${rounds.length} × ${LATENCY.awsMs} ms`;
  return [
    {
      name: `${road}: round trips before the message`,
      figure: rounds.length,
      unit: '',
      beside: `at most ${MOST}: ${describe(rounds)}`,
    },
    {
      name: `${road}: until the message leaves`,
      figure: median(later.map(({ ms }) => ms)),
      unit: 'ms',
      beside: least,
    },
    {
      name: `${road}: the same, first of a process`,
      figure: first.ms,
      unit: 'ms',
      beside: `${first.rounds.length} round trips: ${describe(first.rounds)}`,
    },
  ];
}

function describe(rounds: readonly (readonly string[])[]): string {
  return rounds.map((operations) => operations.join(' ∥ ')).join(' → ');
}
