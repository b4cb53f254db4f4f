// Measures the processor time that an alarm costs: the bot here, all that it talks to in another process.
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { createClients } from '../../bot/aws/clients.ts';
import type { Catalog } from '../../bot/catalog/load-catalog.ts';
import { clientOptions, connect } from '../../bot/entry/connect.ts';
import { createConsoleLog } from '../../bot/entry/console-log.ts';
import { runAlert } from '../../bot/flow/alert.ts';
import { createAlarms } from './deliver.ts';
import { repeat } from './repeat.ts';
import { median, type Row } from './row.ts';
import { startSandbox } from './start-sandbox.ts';

const WARM_UP = 10;

export async function measureAlarmCpu(catalog: Catalog, samples: number): Promise<readonly Row[]> {
  const sandbox = await startSandbox({ awsMs: 0, slackMs: 0 });
  try {
    const clients = createClients(clientOptions(sandbox.config));
    const alarms = await createAlarms(clients, WARM_UP + samples);
    const bot = connect(sandbox.config, catalog, createConsoleLog());
    const get = new GetCommand({ TableName: sandbox.config.table, Key: { pk: 'nobody', sk: 'NOBODY' } });
    const costOfAlarm = async () => {
      const notice = await alarms.next();
      return cpuMs(async () => runAlert(notice, await bot()));
    };
    await repeat(WARM_UP, costOfAlarm);
    const before = await sandbox.calls();
    const costs = await repeat(samples, costOfAlarm);
    const after = await sandbox.calls();
    const bare = median(await repeat(samples * 10, () => cpuMs(() => clients.dynamo.send(get))));

    // Of the calls to AWS one an alarm is the benchmark's own: it puts the event into the log.
    const aws = Math.round((after.aws.length - before.aws.length) / samples) - 1;
    const slack = Math.round((after.slack.length - before.slack.length) / samples);
    const asManyBare = ((aws + slack) * bare).toFixed(1);
    return [
      {
        name: 'processor time for an alarm',
        figure: median(costs),
        unit: 'ms',
        beside: `${aws} calls to AWS, ${slack} to Slack; as many bare GetItem take ${asManyBare} ms`,
      },
    ];
  } finally {
    sandbox.close();
  }
}

async function cpuMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
