// Waits until a world is at rest, and says what went wrong in it on the way.
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { ALERT_DLQ, JOB_DLQ } from '../../bot/domain/naming.ts';
import type { TestWorld } from './world.ts';

/** Alarms go on and off at intervals: only several looks in a row without one are quiet. At the pace of the tests. */
const QUIET_LOOKS = 10;
const BETWEEN_LOOKS_MS = 100;

/** Resolves when no record, message or look is on its way and no alarm is on. @throws Error that says what still is */
export async function atRest({ aws, clients }: TestWorld, timeoutMs = 60_000): Promise<void> {
  const until = performance.now() + timeoutMs;
  for (let quiet = 0; quiet < QUIET_LOOKS; ) {
    await aws.trail.settle();
    await aws.lambda.settle(Math.max(1, until - performance.now()), { includeDelayed: () => true });
    const { MetricAlarms = [] } = await clients.cloudWatch.send(
      new DescribeAlarmsCommand({ StateValue: 'ALARM' }),
    );
    quiet = MetricAlarms.length === 0 ? quiet + 1 : 0;
    if (performance.now() > until)
      throw new Error(`${MetricAlarms.map(({ AlarmName }) => AlarmName)} did not go off`);
    await sleep(BETWEEN_LOOKS_MS);
  }
}

/** Empty when nothing was lost and nobody was worried. Two runs that met and took turns are no trouble. */
export function troubleIn({ aws, logged }: TestWorld): readonly string[] {
  const dead = [ALERT_DLQ, JOB_DLQ].flatMap((name) => {
    const { visible, inFlight, delayed } = aws.sqs.queue(name)?.counts() ?? missing(name);
    const count = visible + inFlight + delayed;
    return count > 0 ? [`${count} messages in ${name}`] : [];
  });
  return [
    ...logged,
    ...dead,
    ...aws.lambda.dropped.map(({ functionName, error }) => `${functionName} gave up: ${error}`),
    ...aws.lambda.errors
      .filter(({ error }) => !(error instanceof TrailbotError && error.code === 'conflict'))
      .map(({ functionName, error }) => `${functionName} threw: ${error}`),
    ...aws.undelivered.map(({ logGroup, cause }) => `nobody took what ${logGroup} had: ${cause}`),
  ];
}

function missing(name: string): never {
  throw new Error(`There is no queue ${name}`);
}
