// When one person is enough, who may say no, and what stands in the way of another containment of the same role.
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../bot/domain/settings.ts';
import { ALEX, containmentStage, KIM, REQUEST, SAM } from '../../support/containment-stage.ts';
import { contain } from '../../support/containment-story.ts';

const people = (approvers: readonly string[]): Partial<Settings> => ({
  people: { responders: [ALEX, SAM, KIM], approvers, actors: {} },
});
const ALONE: Partial<Settings> = {
  containment: { breakGlass: [], onePersonWhenCritical: true, memberAccounts: {} },
};

describe('a critical incident', () => {
  it('lets one person contain its own actor, and nobody else', async () => {
    const stage = containmentStage({
      resource: 'role/production',
      settings: ALONE,
      incident: { severity: 'critical' },
    });
    stage.ask(ALEX, { ...REQUEST, whom: 'arn:aws:iam::123456789012:role/production' });
    await stage.pass(3);
    expect((await stage.containment()).state).toBe('requested');
    expect(stage.card()?.texts.at(-1)).toContain('waits for approval');
    const { id, card } = await stage.containment();
    stage.ask(ALEX, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual(['Whoever asked for it cannot approve it.']);
  });

  it('does not let one person release what they contained', async () => {
    const stage = containmentStage({ settings: ALONE, incident: { severity: 'critical' } });
    stage.ask(ALEX, REQUEST);
    await stage.pass(3);
    const { id, card } = await stage.containment();
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Done' });
    await stage.pass(1);
    stage.ask(ALEX, { kind: 'approve-release', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual(['Whoever asked for it cannot approve it.']);
    expect((await stage.containment()).state).toBe('contained');
  });

  it('lets the only approver release alone, and says so', async () => {
    const stage = containmentStage({
      settings: { ...people([ALEX]), ...ALONE },
      incident: { severity: 'critical' },
    });
    stage.ask(ALEX, REQUEST);
    await stage.pass(3);
    const { id, card } = await stage.containment();
    stage.ask(ALEX, { kind: 'request-release', containmentId: id, reason: 'Done' });
    await stage.pass(1);
    stage.ask(ALEX, { kind: 'approve-release', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(3);
    expect((await stage.containment()).state).toBe('released');
    expect(stage.lines().flatMap(({ texts }) => texts)).toContainEqual(
      expect.stringContaining('approved releasing alice, alone: there is no other approver.'),
    );
  });
});

describe('a no', () => {
  it.each(['decline-containment', 'decline-release'] as const)(
    'of a responder who neither asked nor may approve (%s) is refused, and recorded',
    async (kind) => {
      const stage = containmentStage({ settings: people([SAM]) });
      if (kind === 'decline-release') await contain(stage);
      else stage.ask(ALEX, REQUEST);
      await stage.pass(1);
      const { id: containmentId, state } = await stage.containment();
      if (kind === 'decline-release')
        stage.ask(ALEX, { kind: 'request-release', containmentId, reason: 'x' });
      await stage.pass(1);
      const messageTs = (await stage.containment()).card?.ts ?? '';
      stage.ask(KIM, { kind, containmentId, messageTs });
      await stage.pass(1);
      expect(stage.refusals()).toEqual(['Only approvers and whoever asked for it may decline it.']);
      expect((await stage.containment()).state).toBe(state);
      stage.ask(ALEX, { kind, containmentId, messageTs });
      await stage.pass(1);
      expect((await stage.containment()).history.at(-1)).toMatchObject({ userId: ALEX });
      expect(stage.refusals()).toHaveLength(1);
    },
  );

  it('of an approver counts, whoever asked', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { id: containmentId, card } = await stage.containment();
    stage.ask(KIM, { kind: 'decline-containment', containmentId, messageTs: card?.ts ?? '' });
    await stage.pass(1);
    expect((await stage.containment()).state).toBe('declined');
  });
});

describe('a request', () => {
  it('to deny a role whose sessions are revoked is taken: somebody may have assumed it again', async () => {
    const stage = containmentStage({ resource: 'role/ops' });
    const { incidentId: _none, ...request } = { ...REQUEST, whom: 'arn:aws:iam::123456789012:role/ops' };
    stage.ask(ALEX, { ...request, mode: 'revoke-sessions' });
    await stage.pass(1);
    const { id, card } = await stage.containment();
    stage.ask(SAM, { kind: 'approve-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(30);
    stage.ask(ALEX, request);
    await stage.pass(1);
    expect(stage.refusals()).toEqual([]);
    expect(await stage.containment()).toMatchObject({ state: 'requested', mode: 'deny' });
    stage.ask(ALEX, { ...request, mode: 'revoke-sessions' });
    await stage.pass(1);
    expect(stage.refusals()).toEqual([expect.stringContaining('ops is contained since')]);
  });
});
