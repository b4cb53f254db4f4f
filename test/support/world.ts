// The bot and its sandbox for a test: real adapters over real HTTP, with time compressed to milliseconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type Clients, createClients } from '../../bot/aws/clients.ts';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { LOG_GROUP } from '../../bot/domain/naming.ts';
import type { Settings } from '../../bot/domain/settings.ts';
import { clientOptions } from '../../bot/entry/connect.ts';
import { type LocalWorld, startLocalWorld, TEMPLATES } from '../../bot/entry/local-world.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import type { Pace } from '../../bot/sandbox/pace.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';

export const SIGNING_SECRET = 'a-secret-for-tests';

/** An alarm lasts about a second, a look that is 15 seconds off comes after 15 milliseconds. */
export const QUICK: Pace = {
  name: 'fast',
  deliveryDelay: () => 20,
  alarmPeriod: (seconds) => seconds * 10,
  queueDelay: (seconds) => seconds,
};

/** An alarm changes only when a test says so: by itself it would take hours. */
export const BY_HAND: Pace = { ...QUICK, alarmPeriod: (seconds) => seconds * 1_000_000 };

/** Nobody is reminded or paged while a test looks at something else. */
export const CALM = { escalation: { remindMinutes: 6_000, pageMinutes: 6_000 } };

const catalog = loadCatalog(TEMPLATES);

export interface TestWorld extends LocalWorld {
  readonly clients: Clients;
  /** Warnings and errors that the bot logged. */
  readonly logged: readonly string[];
  /** Straight into the log group, as `aws logs put-log-events` does. */
  put(...records: readonly unknown[]): Promise<void>;
  setAlarm(name: string, state: 'ALARM' | 'OK'): Promise<void>;
  /** Messages in the channel, oldest first, without thread replies. */
  channel(): readonly SlackMessage[];
  thread(message: SlackMessage): readonly SlackMessage[];
}

/** @param detections ids; few of them make a quick start. */
export async function startWorld(
  detections: readonly string[],
  {
    settings,
    ...options
  }: Partial<Parameters<typeof startLocalWorld>[0]> & { settings?: Partial<Settings> } = {},
): Promise<TestWorld> {
  const logged: string[] = [];
  const note = (message: string, fields: object = {}) => logged.push(`${message} ${JSON.stringify(fields)}`);
  const chosen = catalog.detections.filter(({ id }) => detections.includes(id));
  const world = await startLocalWorld({
    port: 0,
    awsPort: 0,
    pace: QUICK,
    log: { info: () => undefined, warn: note, error: note },
    signingSecret: SIGNING_SECRET,
    catalog: { ...catalog, detections: chosen, settings: { ...catalog.settings, ...settings } },
    ...options,
  });
  const clients = createClients(clientOptions(world.config));
  await clients.logs.send(new CreateLogStreamCommand({ logGroupName: LOG_GROUP, logStreamName: 'by-hand' }));
  const all = () => world.slack.messages();
  return {
    ...world,
    clients,
    logged,
    async put(...records) {
      const logEvents = records.map((record) => ({
        timestamp: Date.now(),
        message: typeof record === 'string' ? record : JSON.stringify(record),
      }));
      const place = { logGroupName: LOG_GROUP, logStreamName: 'by-hand' };
      await clients.logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    },
    async setAlarm(AlarmName, StateValue) {
      const command = new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'a test' });
      await clients.cloudWatch.send(command);
    },
    channel: () => all().filter(({ ts, thread_ts: thread = ts }) => thread === ts),
    thread: (message) =>
      all().filter(({ ts, thread_ts: thread }) => thread === message.ts && ts !== message.ts),
  };
}

/**
 * Waits until `find` finds something.
 * @param seconds more for what takes long by itself, or for many worlds at once
 * @throws Error that shows the channel when it does not find anything in that time
 */
export async function eventually<T>(
  world: TestWorld,
  find: () => T | undefined | false,
  seconds = 25,
): Promise<T> {
  const until = performance.now() + seconds * 1_000;
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until) {
      const seen = world.slack.messages().map(textOf);
      throw new Error(
        `not within ${seconds} seconds; Slack shows:\n${seen.join('\n---\n')}\nlogged:\n${world.logged.join('\n')}`,
      );
    }
    await sleep(10);
  }
}

/** What a person reads. */
export function textOf({ text, blocks }: SlackMessage): string {
  return renderPlainText({ text, blocks });
}
