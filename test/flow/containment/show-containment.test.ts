// How a containment is shown: one card, each line once, wherever Slack lets it.
import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../../bot/domain/errors.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain, expectTold } from '../../support/containment-story.ts';

const { incidentId: _of, ...WITHOUT_INCIDENT } = REQUEST;
const TYPED = { ...WITHOUT_INCIDENT, whom: 'alice' };

const down = () =>
  Promise.reject(new TrailbotError({ code: 'slack_failed', message: 'Down.', hint: 'Wait.' }));

async function approve(stage: ContainmentStage): Promise<void> {
  const { id, card } = await stage.containment();
  stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
  await stage.pass(3);
}

describe('a containment', () => {
  it('without an incident has a message of its own, with its lines in its thread, and answers who typed it', async () => {
    const stage = containmentStage();
    const replyTo = {
      kind: 'person',
      channel: 'C0ALERTS01',
      responseUrl: 'https://hooks.example/1',
      share: false,
    } as const;
    stage.ask(ALEX, TYPED, { replyTo });
    await stage.pass(1);
    expect(stage.card()).toMatchObject({ channel: 'C0ALERTS01' });
    expect(stage.card()?.thread).toBeUndefined();
    expect(stage.slack.told).toMatchObject([{ text: expect.stringContaining('asks to contain alice') }]);
    await approve(stage);
    const { state, severity, since, requested } = await stage.containment();
    expect({ state, severity }).toEqual({ state: 'contained', severity: undefined });
    expect(requested.at.getTime() - since.getTime()).toBe(86_400_000);
    expect(stage.lines().every(({ thread }) => thread === stage.card()?.ts)).toBe(true);
  });

  it('goes to the fallback channel where its own cannot be used', async () => {
    const settings = { channels: { critical: 'C0LOCKED01', high: 'x', medium: 'x', low: 'x' } };
    const stage = containmentStage({ settings });
    const { post, find } = stage.slack.chat;
    const unusable = new TrailbotError({
      code: 'slack_channel_unusable',
      message: 'Not in it.',
      hint: 'Invite.',
    });
    Object.assign(stage.slack.chat, {
      find: (...args: Parameters<typeof find>) =>
        args[0] === 'C0LOCKED01' ? Promise.reject(unusable) : find(...args),
      post: (...args: Parameters<typeof post>) =>
        args[0] === 'C0LOCKED01' ? Promise.reject(unusable) : post(...args),
    });
    stage.ask(ALEX, TYPED, { replyTo: { kind: 'home' } });
    await stage.pass(1);
    expect(stage.card()).toMatchObject({ channel: 'C0ALERTS01' });
  });

  it('whose card was deleted gets a new one, and only that one counts', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { id, card: old } = await stage.containment();
    stage.slack.posted = stage.slack.posted.filter(({ ts }) => ts !== old?.ts);
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: old?.ts ?? '' });
    await stage.pass(3);
    const { card, state } = await stage.containment();
    expect(state).toBe('contained');
    expect(card?.ts).not.toBe(old?.ts);
    stage.ask(SAM, { kind: 'keep-contained', containmentId: id, messageTs: old?.ts ?? '' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual([expect.stringContaining('not the message that shows')]);
  });

  it('that two runs show at once is told once', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { chat } = stage.slack;
    const works = { ...chat };
    Object.assign(chat, { reply: down, update: down, find: down });
    await approve(stage);
    Object.assign(chat, works);
    const { id, history, card } = await stage.containment();
    expect(history.length - (card?.shown ?? 0)).toBeGreaterThan(1);
    const shown = await Promise.allSettled([stage.show(id), stage.show(id)]);
    expect(shown.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expectTold(stage);
  });

  it('while Slack is down is carried out all the same, and told when Slack is back', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { chat } = stage.slack;
    const works = { ...chat };
    Object.assign(chat, { post: down, reply: down, update: down, find: down });
    await approve(stage);
    expect((await stage.containment()).state).toBe('contained');
    Object.assign(chat, works);
    await stage.pass(60);
    await expectTold(stage);
    expect(stage.dead).toEqual([]);
  });
});

describe('the list of what somebody made', () => {
  it('is one reply, which later looks edit', async () => {
    const stage = containmentStage();
    await contain(stage);
    const lists = () => stage.slack.posted.filter(({ key }) => key.endsWith('/made'));
    expect(lists()).toHaveLength(1);
    stage.records.push(madeKey());
    await stage.pass(30);
    expect(lists()).toHaveLength(1);
    expect(lists()[0]?.texts.at(-1)).toContain('mallory');
    expect(lists()[0]?.broadcast).toBe(false);
  });

  it('is not lost by a look that cannot read the log', async () => {
    const stage = containmentStage();
    stage.records.push(madeKey());
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    await approve(stage);
    stage.records.push(undefined);
    await stage.pass(30);
    const list = stage.slack.posted.find(({ key }) => key.endsWith('/made'));
    expect(list?.texts).toHaveLength(1);
    expect(list?.texts[0]).toContain('mallory');
  });
});

describe('calls that somebody makes although they are contained', () => {
  const messages = (stage: ContainmentStage, what: string) =>
    stage.slack.posted.filter(({ key }) => key.endsWith(`/${what}`));
  const later = (stage: ContainmentStage, changes: object = {}) => {
    const eventTime = new Date(stage.clock.now().getTime()).toISOString();
    stage.records.push(madeKey({ eventTime, eventID: `${stage.records.length}`, ...changes }));
  };

  it('and that are refused are counted in the list, and no news', async () => {
    const stage = containmentStage();
    await contain(stage);
    later(stage, { errorCode: 'AccessDenied' });
    await stage.pass(40);
    expect(messages(stage, 'made')[0]?.texts.at(-1)).toMatch(/1 call since .*, all refused\./);
    expect(messages(stage, 'got-through')).toEqual([]);
  });

  it('and that succeed are told to everybody, once, and more of them there', async () => {
    const stage = containmentStage();
    await contain(stage);
    later(stage);
    await stage.pass(12);
    later(stage);
    await stage.pass(40);
    const [told, ...others] = messages(stage, 'got-through');
    expect(others).toEqual([]);
    expect(told).toMatchObject({ broadcast: true, thread: (await stage.containment()).card?.threadTs });
    expect(told?.texts[0]).toContain('⚠️ alice: 1 call still succeeded after');
    expect(told?.texts.at(-1)).toContain('2 calls still succeeded');
  });
});

function madeKey(changes: object = {}): string {
  return JSON.stringify({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      userName: 'alice',
      accountId: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/staff/alice',
    },
    eventTime: '2026-11-22T14:04:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    requestParameters: { userName: 'mallory' },
    responseElements: {
      accessKey: { accessKeyId: 'AKIANEWKEYEXAMPLE000', userName: 'mallory', status: 'Active' },
    },
    eventID: '0b0c8f5e-7a52-4a2c-9a41-5d3e7f1c2b3a',
    eventType: 'AwsApiCall',
    recipientAccountId: '123456789012',
    ...changes,
  });
}
