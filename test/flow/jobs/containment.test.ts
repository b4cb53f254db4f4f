// What the dialog and `/trail contained` show, and what a second thought does.
import { describe, expect, it } from 'vitest';
import { event } from '../../support/alert-fixtures.ts';
import { ALEX, containmentStage, REQUEST, SAM } from '../../support/containment-stage.ts';
import { contain } from '../../support/containment-story.ts';

const PLAN = {
  kind: 'plan-containment',
  viewId: 'V1',
  incidentId: REQUEST.incidentId ?? '',
  whom: '',
  deletePassword: false,
} as const;

describe('the dialog', () => {
  it('shows what would happen to the incident’s actor', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, PLAN);
    await stage.pass(1);
    expect(stage.slack.dialogs).toEqual([expect.stringContaining('AWSDenyAll')]);
    expect(stage.refusals()).toEqual([]);
  });

  it.each([
    ['root', 'root'],
    ['arn:aws:iam::210987654321:user/bob', '210987654321'],
    ['arn:aws:iam::123456789012:role/trailbot-contain', 'trailbot'],
  ])('says why %s cannot be contained, and the audit record has it', async (whom, says) => {
    const stage = containmentStage();
    stage.ask(ALEX, { ...PLAN, whom });
    await stage.pass(1);
    expect(stage.slack.dialogs).toEqual([expect.stringContaining(says)]);
    expect(stage.refusals()).toHaveLength(1);
  });

  it('says so of somebody who is contained already, and to whoever may not', async () => {
    const stage = containmentStage();
    await contain(stage);
    stage.ask(ALEX, PLAN);
    stage.ask('U0OTHER001', PLAN);
    await stage.pass(1);
    expect(stage.slack.dialogs).toEqual([
      expect.stringContaining('is contained since'),
      expect.stringContaining('Only responders may do this.'),
    ]);
    expect(stage.slack.told).toEqual([]);
    expect(stage.refusals()).toHaveLength(2);
  });

  it('says when IAM cannot be read', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, PLAN);
    stage.faults.plan = { at: 3, mode: 'denied' };
    await stage.pass(1);
    expect(stage.faults.calls[3]).toBe('principals.read');
    expect(stage.slack.dialogs).toEqual([expect.stringContaining('It went wrong at principals.')]);
  });

  it('names the account as people do, and what else the user is used for', async () => {
    const stage = containmentStage();
    const call = (sourceIPAddress: string) =>
      JSON.stringify({
        ...event().record,
        sourceIPAddress,
        eventID: sourceIPAddress,
        requestParameters: null,
      });
    stage.records.push(call('198.51.100.4'), call('203.0.113.7'));
    stage.ask(ALEX, PLAN);
    await stage.pass(1);
    const [dialog = ''] = stage.slack.dialogs;
    expect(dialog).toContain('production (123456789012)');
    expect(dialog).toContain('from Amsterdam office (198.51.100.4), with AWS CLI');
    expect(dialog).toMatch(/from 203\.0\.113\.7, with AWS CLI [^:]*: an address of this incident/);
  });

  it('says who else is on a role, and that the log could not be read', async () => {
    const stage = containmentStage({ resource: 'role/deploy', facts: { trusts: ['lambda.amazonaws.com'] } });
    stage.records.push(undefined);
    stage.ask(ALEX, { ...PLAN, whom: 'arn:aws:iam::123456789012:role/deploy', mode: 'deny' });
    await stage.pass(1);
    expect(stage.slack.dialogs[0]).toMatch(/deploy/);
    expect(stage.faults.calls.filter((call) => call === 'trailLog.read')).toHaveLength(2);
  });
});

describe('a request', () => {
  it('keeps for the approver what else stops: the first three sentences of the plan', async () => {
    const trusts = ['cloudtrail.amazonaws.com', 'lambda.amazonaws.com', '*'];
    const stage = containmentStage({
      resource: 'role/deploy',
      facts: { trusts, lastUsed: { at: new Date('2026-11-22T14:00:00Z') } },
    });
    stage.ask(ALEX, { ...REQUEST, whom: 'arn:aws:iam::123456789012:role/deploy' });
    await stage.pass(1);
    expect((await stage.containment()).stopsToo).toEqual([
      expect.stringContaining('CloudTrail may assume it'),
      expect.stringContaining('What runs with this role in'),
      expect.stringContaining('These may assume it and are refused from then on: anybody'),
    ]);
  });

  it('without a known actor says how to name one', async () => {
    const stage = containmentStage({ incident: { actor: undefined } });
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    expect(stage.slack.told).toMatchObject([{ text: expect.stringContaining('/trail contain') }]);
  });

  it('is taken back by who asked, and nothing was changed', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    await stage.pass(1);
    const { id, card } = await stage.containment();
    stage.ask(ALEX, { kind: 'decline-containment', containmentId: id, messageTs: card?.ts ?? '' });
    await stage.pass(30);
    const { state, history } = await stage.containment();
    expect({ state, last: history.at(-1)?.kind }).toEqual({ state: 'declined', last: 'declined' });
    expect(stage.iam.facts?.attached).toEqual([]);
  });

  it('that IAM cannot be read for is answered at once', async () => {
    const stage = containmentStage();
    stage.ask(ALEX, REQUEST);
    stage.faults.plan = { at: 4, mode: 'trouble' };
    await stage.pass(0.01);
    expect(stage.faults.calls[4]).toBe('principals.read');
    expect(stage.slack.told).toMatchObject([
      { userId: ALEX, text: expect.stringContaining('It went wrong') },
    ]);
  });
});

describe('/trail contained', () => {
  it('lists who is held now, by name where one is asked for', async () => {
    const stage = containmentStage();
    const list = async (whom: string) => {
      const id = stage.ask(SAM, { kind: 'contained', whom });
      await stage.pass(1);
      return stage.slack.posted.find(({ key }) => key === `job ${id}`)?.texts[0] ?? '';
    };
    expect(await list('')).not.toContain('alice');
    await contain(stage);
    expect(await list('')).toContain('alice');
    expect(await list('arn:aws:iam::123456789012:user/staff/alice')).toContain('Release');
    const other = await list('bob');
    expect(other).toContain('Nobody called bob is contained');
    expect(other).toContain('alice');
  });
});
