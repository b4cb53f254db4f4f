// What becomes of an incident when people press its buttons, and when nobody does.
import { afterEach, describe, expect, it } from 'vitest';
import { createAudit } from '../../bot/aws/audit.ts';
import { createIncidents } from '../../bot/aws/incidents.ts';
import type { Incident } from '../../bot/domain/incident/incident.ts';
import type { Job, Work } from '../../bot/domain/job.ts';
import { ESCALATION_TOPIC } from '../../bot/domain/naming.ts';
import { runJob } from '../../bot/flow/job.ts';
import { runUnacknowledged } from '../../bot/flow/triage-watch.ts';
import type { SlackMessage } from '../../bot/sandbox/slack/message-store.ts';
import { addJob } from '../support/add-job.ts';
import { rootLogin, stopLogging } from '../support/trail-records.ts';
import { ACTOR, startTriageStage } from '../support/triage-stage.ts';
import { atRest, troubleIn } from '../support/trouble.ts';
import { eventually, startWorld, type TestWorld, textOf } from '../support/world.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';

let world: TestWorld;
let asked = 0;
afterEach(() => world.close());

async function posted(...records: readonly object[]): Promise<SlackMessage> {
  await world.put(...records);
  return eventually(world, () => world.channel()[0]);
}

const incidentIdOf = ({ metadata }: SlackMessage): string =>
  String(metadata?.event_payload.key).split('/')[0] ?? '';

async function stored(message: SlackMessage): Promise<Incident> {
  const incident = await createIncidents(world.clients, world.config.table).get(incidentIdOf(message));
  if (!incident) throw new Error('the incident is gone');
  return incident;
}

async function ask(
  message: SlackMessage,
  work: Work,
  { userId = ALEX, id }: { userId?: string; id?: string } = {},
): Promise<void> {
  asked += 1;
  const job: Job = {
    id: id ?? `press ${asked}`,
    userId,
    replyTo: { kind: 'thread', channel: message.channel, threadTs: message.ts },
    work,
  };
  await addJob(world, job);
}

const replies = (message: SlackMessage, text: string) =>
  world.thread(message).filter((reply) => textOf(reply).includes(text));
const said = (message: SlackMessage, text: string) => eventually(world, () => replies(message, text)[0]);
/** To one person alone: it stands in the channel, in no thread. */
const whispered = (text: string) =>
  eventually(world, () =>
    world.slack.messages().find((one) => one.ephemeralFor !== undefined && textOf(one).includes(text)),
  );
const shows = (text: string) =>
  eventually(world, () => world.channel().find((message) => textOf(message).includes(text)));
const pages = () =>
  world.aws.sns.sent.flatMap(({ topicArn, message }) =>
    topicArn.endsWith(ESCALATION_TOPIC) ? [message] : [],
  );
const about = (message: SlackMessage) => ({ incidentId: incidentIdOf(message) });
/** Nobody is reminded while a test looks at something else. */
const calm = { settings: { escalation: { remindMinutes: 600, pageMinutes: 600 } } };

describe('an incident', () => {
  it('that somebody acknowledges is theirs, shows it, and is in the record once', async () => {
    world = await startWorld(['cloudtrail-changes'], calm);
    const message = await posted(stopLogging('mallory'));
    await ask(message, { kind: 'acknowledge', ...about(message) }, { id: 'the same press' });
    await ask(message, { kind: 'acknowledge', ...about(message) }, { id: 'the same press' });
    const reply = await said(message, `@${ALEX} acknowledged`);
    expect(reply.sandbox.mentions).toEqual([`<@${ALEX}>`]);
    expect(textOf(await shows('Acknowledged by'))).not.toContain('[Acknowledge]');
    await ask(message, { kind: 'acknowledge', ...about(message) }, { userId: SAM });
    const whisper = await whispered('Already acknowledged by');
    expect(whisper.ephemeralFor).toBe(SAM);
    expect(replies(message, 'acknowledged')).toHaveLength(1);
    expect((await stored(message)).triage).toMatchObject({ assignee: ALEX, acknowledged: { userId: ALEX } });
    const audit = createAudit(world.clients, world.config.table);
    expect(await audit.list(incidentIdOf(message))).toMatchObject([
      { id: 'the same press', userId: ALEX, deed: { kind: 'acknowledged' }, messageTs: message.ts },
    ]);
  });

  it('is resolved with a note that stays text, and is open again with what happens next', async () => {
    world = await startWorld(['cloudtrail-changes'], calm);
    const message = await posted(stopLogging('mallory'));
    const note = '<!channel> *done* <https://evil.example|ok>';
    await ask(message, { kind: 'resolve', ...about(message), verdict: 'expected', note });
    const reply = await said(message, 'resolved it as expected');
    expect(reply.sandbox.mentions).toEqual([`<@${ALEX}>`]);
    const resolved = await shows('RESOLVED (');
    expect(textOf(resolved)).toContain('Resolved as expected by');
    expect(textOf(resolved)).not.toMatch(/\[(Acknowledge|Resolve…)\]/);
    await world.put(stopLogging('mallory', { sourceIPAddress: '192.0.2.9' }));
    const again = await said(message, 'Open again');
    expect(again.subtype).toBe('thread_broadcast');
    await shows('[Acknowledge]');
    expect((await stored(message)).triage?.resolved).toBeUndefined();
  });

  it('is given to a person, and not to a guest', async () => {
    world = await startWorld(['cloudtrail-changes'], calm);
    const message = await posted(stopLogging('mallory'));
    await ask(message, { kind: 'assign', ...about(message), assignee: 'U0GUEST001' });
    await whispered('cannot be given an incident');
    await ask(message, { kind: 'assign', ...about(message), assignee: SAM });
    const reply = await said(message, 'assigned it to');
    expect(reply.sandbox.mentions).toContain(`<@${SAM}>`);
    await shows(`Assigned to @${SAM}`);
  });

  it('that is escalated pages people, and says so in the channel', async () => {
    world = await startWorld(['cloudtrail-changes'], calm);
    const message = await posted(stopLogging('mallory'));
    await ask(message, { kind: 'escalate', ...about(message) });
    await said(message, 'paged the escalation contacts');
    expect(pages()).toHaveLength(1);
    expect(pages()[0]).toContain('mallory');
  });

  it('says that nobody was paged when the topic refuses', async () => {
    world = await startWorld(['cloudtrail-changes'], calm);
    const message = await posted(stopLogging('mallory'));
    world.aws.faults.add({ operation: 'Publish', code: 'AuthorizationError', times: 1 });
    await ask(message, { kind: 'escalate', ...about(message) });
    const reply = await said(message, 'Nobody could be paged about this');
    expect(textOf(reply)).toContain('Allow sns:Publish');
    expect(reply.subtype).toBe('thread_broadcast');
  });
});

describe('a critical incident that nobody acknowledges', () => {
  it('mentions who is on call, once, in the channel, and pages later', async () => {
    world = await startWorld(['root-usage']);
    const message = await posted(rootLogin());
    const reminder = await said(message, 'nobody has acknowledged this');
    expect(reminder.sandbox.mentions).toEqual([`<@${SAM}>`]);
    await said(message, 'paged the escalation contacts, because nobody acknowledged it within 15 minutes');
    await atRest(world);
    expect(replies(message, 'nobody has acknowledged this')).toHaveLength(1);
    expect(pages()).toHaveLength(1);
    expect(troubleIn(world)).toEqual([]);
  });

  it('is left alone once it is acknowledged', async () => {
    // Where its clocks run by themselves a slow machine acknowledges too late.
    const stage = await startTriageStage({ actors: {} });
    world = stage.world;
    await stage.happens(stopLogging(ACTOR));
    const clocks = stage.tasks.filter((task) => task.kind === 'unacknowledged');
    expect(clocks.map(({ step }) => step)).toEqual(['remind', 'page']);
    const { id: incidentId } = await stage.incident();
    await runJob(JSON.stringify(stage.job({ kind: 'acknowledge', incidentId })), stage.deps());
    expect((await stage.incident()).triage?.acknowledged).toMatchObject({ userId: ALEX });
    for (const clock of clocks) await runUnacknowledged({ ...clock, left: 0 }, stage.deps());
    expect(stage.said()).not.toContain('nobody has acknowledged');
    expect(stage.pages()).toEqual([]);
  });

  it('says how to set who is on call when nobody is', async () => {
    const people = { responders: [ALEX], approvers: [], actors: {} };
    world = await startWorld(['root-usage'], { settings: { people } });
    const message = await posted(rootLogin());
    expect((await said(message, 'nobody is on call')).sandbox.mentions).toEqual([]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'is mentioned once when store write %i after the alert fails',
    async (nth) => {
      world = await startWorld(['root-usage'], { stream: false });
      let changes = 0;
      world.slack.onMessage(() => {
        changes += 1;
        const fault = { service: 'dynamodb', operation: 'PutItem', code: 'InternalServerError', status: 500 };
        if (changes === nth) world.aws.faults.add({ ...fault, times: 3 });
      });
      const message = await posted(rootLogin());
      await said(message, 'paged the escalation contacts, because');
      await atRest(world);
      expect(replies(message, 'nobody has acknowledged this')).toHaveLength(1);
      expect(replies(message, 'paged the escalation contacts, because')).toHaveLength(1);
    },
  );
});

describe('"Was it you?"', () => {
  const people = { responders: [ALEX, SAM], approvers: [], onCall: SAM, actors: { mallory: ALEX } };
  const question = () =>
    eventually(world, () =>
      world.slack.messages().find((message) => textOf(message).startsWith('Was it you?')),
    );

  it('is asked in a direct message, and a "no" pages at once', async () => {
    world = await startWorld(['cloudtrail-changes'], { settings: { ...calm.settings, people } });
    const message = await posted(stopLogging('mallory'));
    const direct = await question();
    expect(direct.channel).not.toBe(message.channel);
    expect(textOf(direct)).toContain('Did: ');
    await ask(direct, { kind: 'was-it-me', ...about(message), answer: 'no' });
    await said(message, 'says it was NOT them');
    await eventually(world, () => world.thread(direct).some((reply) => textOf(reply).includes('paged')));
    expect(pages()).toHaveLength(1);
    expect(await stored(message)).toMatchObject({ severity: 'critical' });
  });

  it('is answered by nobody else', async () => {
    world = await startWorld(['cloudtrail-changes'], { settings: { ...calm.settings, people } });
    const message = await posted(stopLogging('mallory'));
    await question();
    await ask(message, { kind: 'was-it-me', ...about(message), answer: 'yes' }, { userId: SAM });
    await whispered('Only the person who was asked');
    expect((await stored(message)).triage?.asked?.answer).toBeUndefined();
  });

  it('that is not answered is told and paged', async () => {
    const escalation = { remindMinutes: 40, pageMinutes: 60 };
    world = await startWorld(['cloudtrail-changes'], { settings: { escalation, people } });
    const message = await posted(stopLogging('mallory'));
    await said(message, 'has not answered whether it was them');
    await said(message, 'paged the escalation contacts, because');
    await atRest(world);
    expect(pages()).toHaveLength(1);
    expect(world.slack.messages().filter((one) => textOf(one).startsWith('Was it you?'))).toHaveLength(1);
  });
});
