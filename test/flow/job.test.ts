// What a person who pressed a button reads in the thread: the answer, or why there is none and what to do.
import { afterEach, describe, expect, it } from 'vitest';
import type { Job, WorkOf } from '../../bot/domain/job.ts';
import { ACTIONS } from '../../bot/domain/naming.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { addJob } from '../support/add-job.ts';
import { clickForm, signed } from '../support/signed-click.ts';
import { rootLogin, stopLogging } from '../support/trail-records.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

type Shown = 'show-activity' | 'show-record';

let world: TestWorld;
let asked = 0;
afterEach(() => world.close());

async function incidentOf(...records: readonly object[]): Promise<SlackMessage> {
  await world.put(...records);
  return eventually(world, () => world.channel()[0]);
}

function incidentIdOf({ metadata }: SlackMessage): string {
  return String(metadata?.event_payload.key).split('/')[0] ?? '';
}

function ask(
  message: SlackMessage,
  { work = {}, ...changes }: Partial<Omit<Job, 'work'>> & { work?: Partial<WorkOf<Shown>> } = {},
): Promise<void> {
  asked += 1;
  return addJob(world, {
    id: `click ${asked}`,
    userId: 'U0ALEX0001',
    replyTo: { kind: 'thread', channel: message.channel, threadTs: message.ts },
    work: { kind: 'show-activity', incidentId: incidentIdOf(message), ...work },
    ...changes,
  });
}

const answers = (message: SlackMessage, text: string | RegExp) =>
  world
    .thread(message)
    .filter((reply) => (typeof text === 'string' ? textOf(reply).includes(text) : text.test(textOf(reply))));

const answered = (message: SlackMessage, text: string | RegExp) =>
  eventually(world, () => answers(message, text)[0]);

describe('a job', () => {
  it('shows what the actor did, changes and failures first, each event once', async () => {
    world = await startWorld(['cloudtrail-changes']);
    const quiet = { eventName: 'DescribeTrails', readOnly: true };
    const message = await incidentOf(
      stopLogging('alice', quiet),
      stopLogging('alice', quiet),
      stopLogging('alice'),
      stopLogging('bob'),
    );
    await ask(message);
    const reply = textOf(await answered(message, /^alice: /));
    expect(reply).toMatch(/^alice: 3 calls/);
    expect(reply.indexOf('StopLogging')).toBeLessThan(reply.indexOf('DescribeTrails'));
    expect(reply).toContain('DescribeTrails cloudtrail ×2');
  });

  it('shows the record as CloudTrail wrote it, from the log group', async () => {
    world = await startWorld(['root-usage']);
    const record = rootLogin({ additionalEventData: { MFAUsed: 'No', note: 'only in the whole record' } });
    const message = await incidentOf(record);
    await ask(message, { work: { kind: 'show-record' } });
    const reply = await answered(message, 'only in the whole record');
    expect(textOf(reply)).toContain('"eventName": "ConsoleLogin"');
    expect(reply.sandbox.mentions).toEqual([]);
  });

  it('says what to allow when CloudTrail’s event history is denied', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    const denied = { operation: 'LookupEvents', code: 'AccessDeniedException', times: 1_000 };
    world.aws.faults.add(denied);
    await ask(message);
    const reply = textOf(await answered(message, 'LookupEvents'));
    expect(reply).toContain('Allow cloudtrail:LookupEvents in the bot');
    expect(reply).toContain('aws_denied');
  });

  it('shows what the other Regions have when one cannot be read, and says which part is missing', async () => {
    world = await startWorld(['cloudtrail-changes']);
    const message = await incidentOf(stopLogging('alice', { awsRegion: 'eu-north-1' }), stopLogging('alice'));
    await atRest(world);
    world.aws.faults.add({ operation: 'LookupEvents', code: 'AccessDeniedException', times: 1 });
    await ask(message);
    const reply = textOf(await answered(message, /^alice: .*\b1\b.*call/));
    expect(reply).toContain('StopLogging');
    expect(reply).toContain('Allow cloudtrail:LookupEvents in the bot');
  });

  it('is answered for a record whose Region is none', async () => {
    world = await startWorld(['cloudtrail-changes']);
    const message = await incidentOf(stopLogging('alice', { awsRegion: 'x"><img src=x>' }));
    await ask(message);
    const reply = await answered(message, /^alice: /);
    expect(textOf(reply)).not.toContain('Could not read');
  });

  it('shows what was kept of the record, and says what to allow, when the log group is denied', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    world.aws.faults.add({ operation: 'FilterLogEvents', code: 'AccessDeniedException', times: 1_000 });
    await ask(message, { work: { kind: 'show-record' } });
    const reply = textOf(await answered(message, 'FilterLogEvents'));
    expect(reply).toContain('Allow logs:FilterLogEvents in the bot');
    expect(reply).toContain('"eventName": "ConsoleLogin"');
  });

  it('about an incident that nobody knows says where to look instead', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    await ask(message, { work: { incidentId: 'gone <!channel>' } });
    const reply = await answered(message, 'not known (any more)');
    expect(textOf(reply)).toContain('CloudTrail console');
    expect(reply.sandbox.mentions).toEqual([]);
  });

  it('about an alarm whose events are not there yet says that they are not', async () => {
    world = await startWorld(['root-usage'], { stream: false });
    await world.setAlarm('root-usage', 'ALARM');
    const message = await eventually(world, () => world.channel()[0]);
    const incidentId = String(message.metadata?.event_payload.key).replace(/\/[^/]*\/\d+$/, '');
    await ask(message, { work: { kind: 'show-record', incidentId } });
    await answered(message, 'No event of this alarm could be read yet');
  });

  it('that is delivered twice is answered once; one that cannot be read is kept, and not logged', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    await ask(message, { id: 'the same click' });
    await ask(message, { id: 'the same click' });
    await addJob(world, { kind: 'delete-everything' } as unknown as Job);
    await answered(message, /^root: /);
    await atRest(world);
    expect(answers(message, /^root: /)).toHaveLength(1);
    expect(troubleIn(world)).toContain('1 messages in trailbot-jobs-dlq');
    expect(world.logged.join()).not.toContain('delete-everything');
  });
});

describe('a click', () => {
  const post = async (click: Parameters<typeof clickForm>[0]) => {
    const { headers, body } = signed(clickForm(click));
    const sent = Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : []));
    return fetch(`${world.slack.url}/slack/events`, {
      method: 'POST',
      headers: Object.fromEntries(sent),
      body: new Uint8Array(body),
    });
  };

  it('that Slack delivers three times, and a double click, are answered in the thread once', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    const { channel, ts } = message;
    const click = {
      actionId: ACTIONS.showRecord,
      value: incidentIdOf(message),
      channel,
      ts,
      actionTs: '1.1',
    };
    const responses = await Promise.all([post(click), post(click), post(click)]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
    await post({ ...click, actionTs: '2.2' });
    await answered(message, 'CloudTrail record of');
    await atRest(world);
    expect(answers(message, 'CloudTrail record of')).toHaveLength(1);
    expect(troubleIn(world)).toEqual([]);
  });

  it('that cannot be put on the queue is answered with an error, so that Slack shows a warning', async () => {
    world = await startWorld(['root-usage']);
    const message = await incidentOf(rootLogin());
    world.aws.faults.add({ operation: 'SendMessage', code: 'AccessDenied', times: 50 });
    const { channel, ts } = message;
    const { status } = await post({ actionId: ACTIONS.showRecord, value: 'x', channel, ts });
    expect(status).toBe(500);
  });
});

describe('an answer', () => {
  it('whose response_url is used up comes as a direct message, and the work is not done again', async () => {
    world = await startWorld(['root-usage']);
    const responseUrl = `${world.slack.url}/response/gone`;
    await addJob(world, {
      id: 'late answer',
      userId: 'U0ALEX0001',
      replyTo: { kind: 'person', channel: 'C0ALERTS01', responseUrl, share: false },
      work: { kind: 'mutes' },
    });
    const direct = await eventually(world, () =>
      world.slack.messages().find(({ channel }) => channel.startsWith('D')),
    );
    expect(textOf(direct)).toContain('Nothing is muted');
    await atRest(world);
    expect(world.slack.messages().filter(({ channel }) => channel.startsWith('D'))).toHaveLength(1);
  });
});
