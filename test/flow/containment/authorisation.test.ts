// Who may not, and when: each is refused with a sentence, the sentence is in the audit record, and nothing is changed.
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../bot/domain/job.ts';
import type { Settings } from '../../../bot/domain/settings.ts';
import {
  ALEX,
  type ContainmentStage,
  containmentStage,
  INCIDENT_TS,
  KIM,
  REQUEST,
  SAM,
} from '../../support/containment-stage.ts';
import { contain } from '../../support/containment-story.ts';
import { CHANNEL } from '../../support/memory-slack.ts';

const people = (approvers: readonly string[], responders = [ALEX, SAM, KIM]): Partial<Settings> => ({
  people: { responders, approvers, actors: {} },
});
const alone = (severityOn: boolean): Partial<Settings> => ({
  containment: { breakGlass: [], onePersonWhenCritical: severityOn, memberAccounts: {} },
});

interface Case {
  readonly title: string;
  readonly says: string;
  readonly settings?: Partial<Settings>;
  /** Minutes from the request to the press. */
  readonly wait?: number;
  readonly userId?: string;
  readonly messageTs?: string;
  readonly changes?: Partial<Job>;
}

const REFUSED: readonly Case[] = [
  { title: 'by anybody while the list is empty', says: 'Nobody may do this yet.', settings: people([]) },
  { title: 'by somebody who only responds', says: 'Only approvers may do this.', settings: people([KIM]) },
  { title: 'by an unknown user', says: 'Slack does not know who asked.', userId: 'U0NOBODY' },
  { title: 'by somebody of another team', says: 'only members of its own workspace', userId: 'U0STRANGER' },
  { title: 'by who asked for it', says: 'Whoever asked for it cannot approve it.', userId: ALEX },
  { title: 'on a message that is not ours', says: 'not the message that shows', messageTs: '7.7' },
  {
    title: 'on a message of another channel',
    says: 'not the message that shows',
    changes: { replyTo: { kind: 'thread', channel: 'C0OTHER001', threadTs: INCIDENT_TS } },
    settings: { answersIn: [CHANNEL, 'C0OTHER001'] },
  },
  { title: 'from App Home', says: 'not the message that shows', changes: { replyTo: { kind: 'home' } } },
  { title: 'after fifteen minutes', says: 'Nobody approved it within 15 minutes.', wait: 15 },
];

async function press(stage: ContainmentStage, one: Partial<Case>): Promise<void> {
  const { id, card } = await stage.containment();
  const messageTs = one.messageTs ?? card?.ts ?? '';
  stage.ask(one.userId ?? SAM, { kind: 'approve-containment', containmentId: id, messageTs }, one.changes);
  await stage.pass(0.2);
}

describe('an approval', () => {
  it.each(REFUSED)('$title is refused, and recorded', async (one) => {
    const stage = containmentStage({ ...(one.settings && { settings: one.settings }) });
    const before = stage.iam.facts;
    stage.ask(ALEX, REQUEST);
    await stage.pass(one.wait ?? 1);
    await press(stage, one);
    expect(stage.slack.told.map(({ text }) => text)).toEqual([expect.stringContaining(one.says)]);
    expect(stage.slack.told[0]?.userId).toBe(one.userId ?? SAM);
    expect(stage.refusals()).toEqual([expect.stringContaining(one.says)]);
    const refused = [...stage.store.entries.values()].find(({ deed }) => deed.kind === 'refused');
    expect(refused).toMatchObject({ userId: one.userId ?? SAM, incidentId: 'inc-01JD9Z7Q4N' });
    expect(stage.iam.facts).toEqual(before);
    expect(['requested', 'lapsed']).toContain((await stage.containment()).state);
  });

  it('that is older than fifteen minutes by the clock alone is refused as well', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    stage.clock.advance(15 * 60_000);
    const { id, card } = await stage.containment();
    // Its timer has not come yet: the press is before it.
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(0);
    expect(stage.refusals().join()).toMatch(/older than 15 minutes|Nobody approved it/);
    expect(stage.iam.facts?.attached).toEqual([]);
  });

  it('in the very moment in which the card appears counts, once it is noted where that stands', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { card, ...unnoted } = await stage.containment();
    await stage.store.containments.save(unnoted);
    stage.attacks.push(async () => {
      const latest = await stage.store.containments.get(unnoted.id);
      if (latest && card && !latest.card) await stage.store.containments.save({ ...latest, card });
    });
    stage.ask(SAM, { kind: 'approve-containment', containmentId: unnoted.id, messageTs: card?.ts ?? '' });
    await stage.pass(3);
    expect((await stage.containment()).state).toBe('contained');
    expect(stage.refusals()).toEqual([]);
  });

  it('once more is refused, and the same press delivered again does nothing', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { version } = await stage.containment();
    await press(stage, { userId: KIM });
    expect(stage.slack.told).toMatchObject([
      { userId: KIM, text: expect.stringContaining('approved already') },
    ]);
    expect(stage.refusals()).toHaveLength(1);
    expect((await stage.containment()).version).toBe(version);
  });

  it('that is delivered again after it was carried out changes and tells nothing', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    await press(stage, { changes: { id: 'the press' } });
    await stage.pass(3);
    const { version } = await stage.containment();
    await press(stage, { changes: { id: 'the press' } });
    expect((await stage.containment()).version).toBe(version);
    expect({ told: stage.slack.told, refusals: stage.refusals() }).toEqual({ told: [], refusals: [] });
  });

  it.each([
    ['is not needed for a critical incident where the settings say so', true, 'critical', true],
    ['is needed for a critical incident where they do not', false, 'critical', false],
    ['is needed for what is not critical', true, 'high', false],
  ] as const)('by a second person %s', async (_, setting, severity, isAlone) => {
    const stage = containmentStage({ settings: alone(setting), incident: { severity } });
    stage.ask(ALEX, REQUEST);
    await stage.pass(3);
    const { state, history } = await stage.containment();
    expect(state).toBe(isAlone ? 'contained' : 'requested');
    if (isAlone) expect(history[1]).toMatchObject({ kind: 'approved', userId: ALEX, alone: true });
  });

  it('alone is for approvers: a responder who asks waits for one', async () => {
    const stage = containmentStage({ settings: { ...people([SAM]), ...alone(true) } });
    stage.ask(ALEX, REQUEST);
    await stage.pass(3);
    expect((await stage.containment()).state).toBe('requested');
  });
});

describe('a request', () => {
  it.each([
    ['by somebody who is not on the list', KIM, people([SAM], [SAM]), 'Only responders may do this.'],
    ['while the list is empty', ALEX, people([SAM], []), 'Nobody may do this yet.'],
    [
      'for somebody of the settings’ break-glass list',
      ALEX,
      { containment: { ...alone(false).containment, breakGlass: ['arn:aws:iam::*:user/staff/*'] } },
      'containment.breakGlass',
    ],
  ] as const)(
    '%s is refused, recorded, and shown to that person alone',
    async (_, userId, settings, says) => {
      const stage = containmentStage({ settings: settings as Partial<Settings> });
      stage.ask(userId, REQUEST);
      await stage.pass(1);
      expect(stage.slack.told).toMatchObject([{ userId, text: expect.stringContaining(says) }]);
      expect(stage.refusals()).toEqual([expect.stringContaining(says)]);
      expect(stage.card()).toBeUndefined();
    },
  );

  it.each(['root', 'arn:aws:iam::123456789012:role/trailbot-contain', 'arn:aws:iam::210987654321:user/bob'])(
    'for %s is refused whatever a dialog carried',
    async (whom) => {
      const stage = containmentStage();
      stage.ask(ALEX, { ...REQUEST, whom });
      await stage.pass(1);
      expect(stage.refusals()).toHaveLength(1);
      expect(stage.card()).toBeUndefined();
    },
  );

  it('for somebody who is contained is refused, and says since when and by whom', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.ask(KIM, REQUEST);
    await stage.pass(1);
    expect(stage.refusals()).toEqual([expect.stringContaining(`since 2026-11-22 14:10 UTC: ${ALEX}`)]);
  });

  it('of two people at the same time makes one containment', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    stage.ask(SAM, REQUEST);
    await stage.pass(1);
    expect(stage.slack.posted.filter(({ key }) => key.endsWith('/card'))).toHaveLength(1);
    expect(stage.refusals()).toEqual([expect.stringContaining('waits for an approval')]);
  });
});

describe('a release', () => {
  it('is approved by another person than who asked for it', async () => {
    const stage = containmentStage();
    await contain(stage);
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'request-release', containmentId: id, reason: 'Done' });
    await stage.pass(1);
    stage.ask(SAM, { kind: 'approve-release', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual(['Whoever asked for it cannot approve it.']);
    expect((await stage.containment()).state).toBe('contained');
  });

  it.each(['request-release', 'approve-release', 'decline-release', 'keep-contained'] as const)(
    'or what belongs to it (%s) is refused where nothing is contained',
    async (kind) => {
      const stage = containmentStage();
      stage.ask(ALEX, REQUEST);
      await stage.pass(1);
      const { id: containmentId, card } = await stage.containment();
      const messageTs = card?.ts ?? '';
      stage.ask(
        SAM,
        kind === 'request-release'
          ? { kind, containmentId, reason: 'x' }
          : { kind, containmentId, messageTs },
      );
      await stage.pass(1);
      expect(stage.refusals()).toHaveLength(1);
      expect(stage.slack.told).toHaveLength(1);
      expect((await stage.containment()).state).toBe('requested');
    },
  );

  it('of something that nobody knows is refused', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, { kind: 'request-release', containmentId: 'c-unknown', reason: 'x' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual(['This containment is not known (any more).']);
  });
});
