// What becomes of the buttons around a containment, pressed in a thread, in the channel, or in an answer to one person.
import { beforeEach, describe, expect, it } from 'vitest';
import {
  CONTAIN_FIELDS,
  parseContainDialog,
  parseReleaseDialog,
} from '../../../bot/domain/containment/contain-dialog.ts';
import { ACTIONS, VIEWS } from '../../../bot/domain/naming.ts';
import { registerContainmentButtons } from '../../../bot/slack/actions/press-containment.ts';
import { createIngressStage, VIEW_ID } from '../../support/ingress-stage.ts';

const stage = createIngressStage(registerContainmentButtons);
const { jobs, opened, warned, press } = stage;
beforeEach(stage.reset);

const THREAD = { kind: 'thread', channel: 'C0ALERTS01', threadTs: '1.1' };
const HOOK = 'https://hooks.slack.com/actions/1';
const EPHEMERAL = {
  message: undefined,
  container: { type: 'message', message_ts: '3.3', is_ephemeral: true },
  response_url: HOOK,
};
const ALONE = { kind: 'person', channel: 'C0ALERTS01', responseUrl: HOOK, share: false };
const ARN = 'arn:aws:iam::210987654321:role/ci/deploy';
const metadataOf = (view: object | undefined) =>
  view && 'private_metadata' in view ? view.private_metadata : undefined;

const DECISIONS = [
  [ACTIONS.approveContainment, 'approve-containment'],
  [ACTIONS.declineContainment, 'decline-containment'],
  [ACTIONS.keepContained, 'keep-contained'],
  [ACTIONS.approveRelease, 'approve-release'],
  [ACTIONS.declineRelease, 'decline-release'],
] as const;

describe('a decision', () => {
  it.each(DECISIONS)('on %s is the job %s, with the message that was pressed', async (actionId, kind) => {
    expect(await press(actionId, 'c1')).toMatchObject({ status: 200 });
    expect(jobs).toEqual([
      {
        id: `${actionId} C0ALERTS01 2.2 U0ALEX0001 9.9`,
        clickKey: `${actionId} C0ALERTS01 2.2 U0ALEX0001 c1`,
        userId: 'U0ALEX0001',
        replyTo: THREAD,
        work: { kind, containmentId: 'c1', messageTs: '2.2' },
      },
    ]);
    expect(opened).toEqual([]);
  });

  it('that Slack delivers again is the same job, and a second click has the same key', async () => {
    const again = { action_ts: '9.95', action_id: ACTIONS.approveContainment, value: 'c1' };
    await press(ACTIONS.approveContainment, 'c1');
    await press(ACTIONS.approveContainment, 'c1');
    await press(ACTIONS.approveContainment, 'c1', { actions: [{ type: 'button', block_id: 'b', ...again }] });
    await press(ACTIONS.approveContainment, 'c2');
    expect(jobs[1]).toEqual(jobs[0]);
    expect(jobs[2]?.id).not.toBe(jobs[0]?.id);
    expect(jobs.map(({ clickKey }) => clickKey === jobs[0]?.clickKey)).toEqual([true, true, true, false]);
  });

  it('that cannot be queued is answered with an error, so that Slack shows it', async () => {
    stage.breakQueue();
    expect(await press(ACTIONS.approveContainment, 'c1')).toMatchObject({ status: 500 });
  });
});

describe('Contain', () => {
  it('opens the dialog for the actor of the incident, and has it planned', async () => {
    expect(await press(ACTIONS.contain, 'i1')).toMatchObject({ status: 200 });
    expect(opened).toMatchObject([{ callback_id: VIEWS.contain }]);
    const dialog = { replyTo: THREAD, incidentId: 'i1', whom: '', deletePassword: false };
    expect(parseContainDialog(metadataOf(opened[0]))).toEqual(dialog);
    expect(jobs).toEqual([
      {
        id: `contain ${VIEW_ID}`,
        userId: 'U0ALEX0001',
        replyTo: THREAD,
        work: {
          kind: 'plan-containment',
          viewId: VIEW_ID,
          incidentId: 'i1',
          whom: '',
          deletePassword: false,
        },
      },
    ]);
  });

  it.each<[string, object]>([
    [`i1 ${ARN}`, { incidentId: 'i1', whom: ARN }],
    [`- ${ARN}`, { whom: ARN }],
  ])('of another one, by %j, opens it for that one', async (value, place) => {
    await press(`${ACTIONS.containOther}_2`, value);
    const dialog = { ...place, replyTo: THREAD, deletePassword: false };
    expect(parseContainDialog(metadataOf(opened[0]))).toEqual(dialog);
    expect(jobs.map(({ work }) => work)).toEqual([
      { kind: 'plan-containment', viewId: VIEW_ID, deletePassword: false, ...place },
    ]);
  });

  it.each([
    ARN,
    'i1',
    'i1 alice',
    `i1  ${ARN}`,
    `i1 ${ARN} more`,
    `i1 ${ARN}\n`,
    'i1 arn:aws:sts::123456789012:assumed-role/deploy/session',
    'i1 arn:aws:iam::123456789012:root',
    `${'i'.repeat(201)} ${ARN}`,
    `i1 arn:aws:iam::123456789012:user/${'a'.repeat(1_900)}`,
  ])('of another one, by a value that is not ours, does nothing: %j', async (value) => {
    expect(await press(ACTIONS.containOther, value)).toMatchObject({ status: 200 });
    expect([jobs, opened]).toEqual([[], []]);
    expect(warned).toHaveLength(1);
  });
});

describe('Release…', () => {
  it('opens a form that knows the containment and the thread, and changes nothing yet', async () => {
    await press(ACTIONS.release, 'c1');
    expect(opened).toMatchObject([{ callback_id: VIEWS.release }]);
    // Where the submission looks for the reason, and shows that it is missing.
    expect(opened[0]?.blocks).toContainEqual(expect.objectContaining({ block_id: CONTAIN_FIELDS.reason }));
    expect(parseReleaseDialog(metadataOf(opened[0]))).toEqual({ containmentId: 'c1', replyTo: THREAD });
    expect(jobs).toEqual([]);
  });

  it('in an answer that one person alone sees is answered to that person', async () => {
    await press(`${ACTIONS.release}_3`, 'c1', EPHEMERAL);
    expect(parseReleaseDialog(metadataOf(opened[0]))).toEqual({ containmentId: 'c1', replyTo: ALONE });
  });
});

describe('any of the buttons', () => {
  const ALL = [...DECISIONS.map(([actionId]) => actionId), ACTIONS.contain, ACTIONS.release];

  it('is answered in the channel’s own message, or to the one person who sees it', async () => {
    await press(ACTIONS.approveContainment, 'c1', { message: { ts: '2.2' } });
    await press(ACTIONS.contain, 'i1', EPHEMERAL);
    expect(jobs).toMatchObject([
      { replyTo: { kind: 'thread', threadTs: '2.2' }, work: { messageTs: '2.2' } },
      { replyTo: ALONE },
    ]);
  });

  it.each(ALL)(
    '%s with a value that no id can have does nothing, and leaves a line in the log',
    async (id) => {
      for (const value of [undefined, '', 7, 'x'.repeat(201), 'x'.repeat(10_000)])
        expect(await press(id, value)).toMatchObject({ status: 200 });
      expect([jobs, opened]).toEqual([[], []]);
      expect(warned).toHaveLength(5);
    },
  );

  it('is none under a name that only begins or ends like one', async () => {
    for (const id of [`x${ACTIONS.release}`, `${ACTIONS.release}_x`, `${ACTIONS.release}_123`])
      expect((await press(id, 'c1')).status).not.toBe(200);
    expect(opened).toEqual([]);
  });
});
