// Who is who, over the wire: kinds of people, groups, and what happens when Slack does not answer.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { People } from '../../bot/ports/slack.ts';
import type { SandboxSlack } from '../../bot/sandbox/slack/sandbox-slack.ts';
import { createWebClient } from '../../bot/slack/chat.ts';
import { createPeople } from '../../bot/slack/people.ts';
import { createPlaces } from '../../bot/slack/places.ts';
import { clockAt } from '../support/aws.ts';
import { startSlack } from '../support/slack.ts';

let slack: SandboxSlack;
let people: People;
let clock: ReturnType<typeof clockAt>;
const client = () => createWebClient({ token: 'xoxb-test', apiUrl: `${slack.url}/api/` });

beforeEach(async () => {
  slack = await startSlack();
  clock = clockAt('2026-11-22T03:00:00Z');
  people = createPeople(client(), clock);
});
afterEach(() => slack.close());

describe('a person', () => {
  it('is found by id and by email', async () => {
    const alex = {
      id: 'U0ALEX0001',
      teamId: 'T0SANDBOX',
      name: 'alex',
      email: 'alex@example.com',
      isGuest: false,
      isBot: false,
      isDeactivated: false,
      isStranger: false,
    };
    expect(await people.find('U0ALEX0001')).toEqual(alex);
    expect(await people.findByEmail('alex@example.com')).toEqual(alex);
  });

  it('who is a guest or a bot is told apart', async () => {
    expect(await people.find('U0GUEST001')).toMatchObject({ isGuest: true });
    expect(await people.find('U0TRAILBOT')).toMatchObject({ isBot: true });
  });

  it('whom Slack does not know is nobody', async () => {
    expect(await people.find('U0NOBODY01')).toBeUndefined();
    expect(await people.findByEmail('nobody@example.com')).toBeUndefined();
  });

  it('is a stranger as long as it is not known which workspace is ours', async () => {
    slack.faults.add({ method: 'auth.test', error: 'internal_error', times: 1 });
    await expect(people.find('U0ALEX0001')).rejects.toMatchObject({ code: 'slack_failed' });
    expect(await people.find('U0ALEX0001')).toMatchObject({ isStranger: false });
  });
});

describe('a user group', () => {
  it('has members; one that is not there has none', async () => {
    expect(await people.membersOf('S0ONCALL01')).toEqual(['U0SAM00001']);
    expect(await people.membersOf('S0NOBODY01')).toEqual([]);
  });

  it('is no empty group when Slack cannot be asked', async () => {
    slack.faults.add({ method: 'usergroups.users.list', error: 'missing_scope', times: 1 });
    await expect(people.membersOf('S0ONCALL01')).rejects.toMatchObject({ code: 'slack_failed' });
    expect(await people.membersOf('S0ONCALL01')).toEqual(['U0SAM00001']);
  });
});

describe('what Slack answered', () => {
  it('is remembered for a minute, and asked once by many at the same time', async () => {
    await Promise.all([people.find('U0ALEX0001'), people.find('U0ALEX0001')]);
    clock.advance(59_000);
    await people.find('U0ALEX0001');
    expect(slack.calls.list('users.info')).toHaveLength(1);
    clock.advance(1_000);
    await people.find('U0ALEX0001');
    expect(slack.calls.list('users.info')).toHaveLength(2);
    expect(slack.calls.list('auth.test')).toHaveLength(1);
  });
});

describe('a place', () => {
  it('has its name, or is the conversation with one person', async () => {
    const places = createPlaces(client(), clock);
    expect(await places.nameOf('C0ALERTS01')).toBe('security-alerts');
    const direct = await places.directMessageWith('U0ALEX0001');
    expect(direct).toMatch(/^D/);
    expect(await places.directMessageWith('U0SAM00001')).not.toBe(direct);
  });

  it('that the bot is not in has no name, and asking for it fails nobody', async () => {
    expect(await createPlaces(client(), clock).nameOf('C0NOWHERE1')).toBeUndefined();
  });
});
