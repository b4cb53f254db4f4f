// Waits until the sandbox has nothing left to do: no record on its way, no alarm on, no message in a queue.
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { Clients } from '../aws/clients.ts';
import { parseLaterTask } from '../domain/alarm/later-task.ts';
import type { SandboxAws } from '../sandbox/aws/sandbox-aws.ts';

const STEP_MS = 250;
/** Alarms are evaluated at intervals: only a quiet of several in a row is quiet. */
const QUIET_STEPS = 12;

/** @throws Error that says what is still busy after `timeoutMs`. */
export async function settle(
  aws: SandboxAws,
  { cloudWatch }: Pick<Clients, 'cloudWatch'>,
  timeoutMs: number,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  let quiet = 0;
  while (quiet < QUIET_STEPS) {
    await aws.trail.settle();
    await aws.lambda.settle(Math.max(1, until - Date.now()), { includeDelayed: isWork });
    const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ StateValue: 'ALARM' }));
    quiet = MetricAlarms.length === 0 ? quiet + 1 : 0;
    if (Date.now() > until) {
      throw new Error(
        `still on after ${timeoutMs / 1_000} s: ${MetricAlarms.map(({ AlarmName }) => AlarmName).join(', ')}`,
      );
    }
    await sleep(STEP_MS);
  }
}

/** Not what waits for people: there are none. */
function isWork(body: string): boolean {
  const kind = parseLaterTask(body)?.kind;
  return kind !== 'unacknowledged' && kind !== 'unanswered';
}
