// Who is asked about, where, and that trouble at Slack lets nobody in.
import { beforeEach, describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import type { Job } from '../../bot/domain/job.ts';
import { type AuthoriseDeps, authorise } from '../../bot/flow/authorise.ts';
import type { Person } from '../../bot/ports/slack.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { settings as defaults } from '../support/alert-fixtures.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';
const KIM = 'U0KIM00001';
const trouble = () =>
  Promise.reject(
    new TrailbotError({ code: 'slack_failed', message: 'Slack could not be reached.', hint: 'Wait.' }),
  );

let asked: string[];
let deps: AuthoriseDeps;

beforeEach(() => {
  asked = [];
  const note = <T>(what: string, answer: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  deps = {
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    settings: {
      ...defaults,
      people: { responders: [ALEX, 'S0ONCALL01'], approvers: [], actors: {} },
      answersIn: ['security-alerts', 'C0REVIEW01'],
    },
    people: {
      find: (id) => note(`find ${id}`, person(id)),
      findByEmail: () => trouble(),
      membersOf: (id) => note(`members of ${id}`, [SAM]),
    },
    places: {
      nameOf: (id) => note(`name of ${id}`, id === 'C0ALERTS01' ? 'security-alerts' : 'general'),
      directMessageWith: (id) => note(`direct message with ${id}`, `D0${id}`),
    },
  };
});

function person(id: string): Person {
  const nothing = { isGuest: false, isBot: false, isDeactivated: false, isStranger: false };
  return { id, teamId: 'T0SANDBOX', name: id, ...nothing };
}
function job(userId: string, kind: 'status' | 'acknowledge', channel?: string): Job {
  const replyTo =
    channel === undefined
      ? ({ kind: 'home' } as const)
      : { kind: 'thread' as const, channel, threadTs: '1.2' };
  const work = kind === 'status' ? { kind } : { kind, incidentId: 'inc-1' };
  return { id: 'job-1', userId, replyTo, work };
}
const refusal = async (given: Job) => {
  const message = await authorise(given, deps);
  return message && renderPlainText({ text: message.text, blocks: [...message.blocks] });
};

describe('authorise', () => {
  it('lets who is on the list do it, by id or as a member of a group', async () => {
    expect(await refusal(job(ALEX, 'acknowledge', 'C0ALERTS01'))).toBeUndefined();
    expect(asked).not.toContain('members of S0ONCALL01');
    expect(await refusal(job(SAM, 'acknowledge', 'C0REVIEW01'))).toBeUndefined();
    expect(asked).toContain('members of S0ONCALL01');
  });

  it('tells others who may', async () => {
    const message = await authorise(job(KIM, 'acknowledge', 'C0ALERTS01'), deps);
    expect(message?.text).toBe('Only responders may do this.');
    const blocks = JSON.stringify(message?.blocks);
    expect(blocks).toContain(`{"type":"user","user_id":"${ALEX}"}`);
    expect(blocks).toContain('{"type":"usergroup","usergroup_id":"S0ONCALL01"}');
  });

  it('lets every member read, without asking for groups', async () => {
    expect(await refusal(job(KIM, 'status', 'C0ALERTS01'))).toBeUndefined();
    expect(asked.filter((what) => what.startsWith('members'))).toEqual([]);
  });

  it('answers in its channels by name or id, in App Home and in direct messages with itself', async () => {
    for (const place of ['C0ALERTS01', 'C0REVIEW01', `D0${KIM}`, undefined])
      expect(await refusal(job(KIM, 'status', place))).toBeUndefined();
  });

  it.each(['C0GENERAL1', `D0${ALEX}`, 'G0SECRET01', ''])('does not answer in %j', async (place) => {
    expect(await refusal(job(KIM, 'status', place))).toContain('Trailbot does not answer here.');
  });

  it('takes a channel that is called like a listed id for another one', async () => {
    deps = { ...deps, places: { ...deps.places, nameOf: async () => 'C0REVIEW01' } };
    expect(await refusal(job(KIM, 'status', 'C0OTHER001'))).toContain('does not answer here');
  });

  it.each(['find', 'membersOf', 'nameOf'])('lets nobody in when Slack fails at %s', async (port) => {
    const people = { ...deps.people, [port]: trouble };
    deps = { ...deps, people, places: { ...deps.places, [port]: trouble } };
    expect(await refusal(job(SAM, 'acknowledge', 'C0ALERTS01'))).toMatch(
      /nothing was done[\s\S]*Try again in a minute/,
    );
  });

  it('hides no mistake of its own', async () => {
    deps = { ...deps, people: { ...deps.people, find: () => Promise.reject(new TypeError('oops')) } };
    await expect(authorise(job(ALEX, 'status', 'C0ALERTS01'), deps)).rejects.toThrow('oops');
  });
});
