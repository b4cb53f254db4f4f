// The containment dialog: opened at once, planned again with each choice, and asked for when it is submitted.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  CONTAIN_FIELDS,
  type ContainDialog,
  DELETE_PASSWORD,
  parseContainDialog,
} from '../../../bot/domain/containment/contain-dialog.ts';
import { VIEWS } from '../../../bot/domain/naming.ts';
import { registerTrail } from '../../../bot/slack/commands/trail.ts';
import { openContain, registerContain } from '../../../bot/slack/views/contain.ts';
import { createIngressStage, VIEW_ID } from '../../support/ingress-stage.ts';
import { signedCommand } from '../../support/signed-command.ts';

const stage = createIngressStage(registerContain, registerTrail);
const { jobs, opened, warned } = stage;
beforeEach(stage.reset);

const { mode, password, minutes, reason } = CONTAIN_FIELDS;
const ARN = 'arn:aws:iam::123456789012:user/ci/deploy';
const DIALOG: ContainDialog = {
  replyTo: { kind: 'thread', channel: 'C0ALERTS01', threadTs: '1.1' },
  incidentId: 'i1',
  whom: ARN,
  deletePassword: false,
};
const metadata = (changes: object = {}) => JSON.stringify({ ...DIALOG, ...changes });
const chosen = (field: string, value: string) => ({ [field]: { [field]: { selected_option: { value } } } });
const typed = (value: unknown) => ({ [reason]: { [reason]: { type: 'plain_text_input', value } } });
const submit = (values: object, text = metadata()) => stage.submit(VIEWS.contain, text, values);

describe('the dialog', () => {
  it('opens at once, with nothing to submit in it, and is planned', async () => {
    const { replyTo } = DIALOG;
    await openContain(stage.deps, { triggerId: '1.2.3', userId: 'U0ALEX0001', replyTo, whom: 'alice' });
    expect(opened).toMatchObject([{ type: 'modal', callback_id: VIEWS.contain, title: { text: 'Contain' } }]);
    expect(opened[0]).not.toHaveProperty('submit');
    expect(jobs).toMatchObject([
      {
        userId: 'U0ALEX0001',
        replyTo,
        work: { kind: 'plan-containment', viewId: VIEW_ID, whom: 'alice', deletePassword: false },
      },
    ]);
  });

  it('is planned again with each choice, once for each', async () => {
    const view = { private_metadata: metadata(), state: { values: chosen(mode, 'revoke-sessions') } };
    const tick = { action_id: password, selected_options: [{ value: DELETE_PASSWORD }] };
    const choice = { action_id: mode, action_ts: '8.8', selected_option: { value: 'deny' } };
    expect((await stage.choose(view, tick)).status).toBe(200);
    await stage.choose(view, tick);
    await stage.choose(view, choice);
    const plan = { kind: 'plan-containment', viewId: VIEW_ID, incidentId: 'i1', whom: ARN };
    expect(jobs.map(({ work }) => work)).toEqual([
      { ...plan, mode: 'revoke-sessions', deletePassword: true },
      { ...plan, mode: 'revoke-sessions', deletePassword: true },
      { ...plan, mode: 'deny', deletePassword: false },
    ]);
    expect(jobs[1]).toEqual(jobs[0]);
    expect(jobs[2]?.id).not.toBe(jobs[0]?.id);
  });
});

describe('a submitted dialog', () => {
  it('asks for what its form showed, with what was chosen and typed', async () => {
    const values = { ...chosen(mode, 'revoke-sessions'), ...chosen(minutes, '240'), ...typed(' leaked ') };
    const { status, body } = await submit(values, metadata({ deletePassword: true }));
    expect([status, body]).toEqual([200, '']);
    expect(jobs).toEqual([
      {
        id: `form ${VIEW_ID} U0ALEX0001`,
        userId: 'U0ALEX0001',
        replyTo: DIALOG.replyTo,
        work: {
          kind: 'request-containment',
          incidentId: 'i1',
          whom: ARN,
          mode: 'revoke-sessions',
          deletePassword: true,
          reason: 'leaked',
          minutes: 240,
        },
      },
    ]);
  });

  it('denies all until it is released, where nothing else was chosen; twice is once', async () => {
    await submit(typed('leaked'), metadata({ incidentId: undefined }));
    await submit(typed('leaked'), metadata({ incidentId: undefined }));
    expect(jobs[0]?.work).toEqual({
      kind: 'request-containment',
      whom: ARN,
      mode: 'deny',
      deletePassword: false,
      reason: 'leaked',
    });
    expect(jobs[1]).toEqual(jobs[0]);
  });

  it.each([undefined, null, '', ' \n ', 'x'.repeat(3_001)])(
    'asks for the reason when it is %j',
    async (text) => {
      const { body } = await submit(typed(text));
      expect(JSON.parse(body)).toEqual({
        response_action: 'errors',
        errors: { [reason]: expect.stringContaining('Say why') },
      });
      expect(jobs).toEqual([]);
    },
  );

  it('that cannot be queued stays open, with what was typed, and says so', async () => {
    stage.breakQueue();
    const { status, body } = await submit(typed('leaked'));
    expect(status).toBe(200);
    expect(JSON.parse(body).errors[reason]).toContain('nothing was done');
  });

  it.each([
    '',
    'null',
    '{',
    '[]',
    '{"whom":1}',
    metadata({ replyTo: { kind: 'everybody' } }),
    metadata({ mode: 'delete' }),
    metadata().padEnd(3_001),
  ])('with metadata that is not ours stays open and says so: %j', async (text) => {
    const { status, body } = await submit(typed('leaked'), text);
    expect(status).toBe(200);
    expect(JSON.parse(body).errors[reason]).toContain('not valid any more');
    const view = { private_metadata: text, state: { values: {} } };
    expect((await stage.choose(view, { action_id: password, selected_options: [] })).status).toBe(200);
    expect(jobs).toEqual([]);
    expect(warned).toHaveLength(2);
  });

  it.each(['', 'alice', 'arn:aws:iam::123456789012:root'])(
    'whose form named no user or role is not asked for: %j',
    async (whom) => {
      const { body } = await submit(typed('leaked'), metadata({ whom }));
      expect(JSON.parse(body).errors[reason]).toContain('not valid any more');
      expect(jobs).toEqual([]);
    },
  );
});

describe('/trail contain', () => {
  const type = (text: string) => stage.handle(signedCommand({ text }));
  const toAlex = {
    kind: 'person',
    channel: 'C0ALERTS01',
    responseUrl: 'http://127.0.0.1:1/response/1',
    share: false,
  };

  it.each([
    ['contain alice', 'alice'],
    ['Contain @alice', 'alice'],
    [`contain “${ARN}”`, ARN],
    ['contain <mailto:alice@example.com|alice@example.com>', 'alice@example.com'],
  ])('%s opens the dialog, and answers the person alone', async (text, whom) => {
    const { status, body } = await type(text);
    expect([status, body]).toEqual([200, '']);
    const [view] = opened;
    const dialog = { replyTo: toAlex, whom, deletePassword: false };
    expect(view && parseContainDialog(view.private_metadata)).toEqual(dialog);
    expect(jobs).toMatchObject([{ replyTo: toAlex, work: { kind: 'plan-containment', whom } }]);
    expect(jobs[0]?.work).not.toHaveProperty('incidentId');
  });

  it('without a name says how it is written, and with one that is too long that it is', async () => {
    expect(JSON.parse((await type('contain')).body).text).toContain('/trail contain:');
    expect(JSON.parse((await type(`contain ${'a'.repeat(1_900)}`)).body).text).toContain('too long');
    expect([jobs, opened]).toEqual([[], []]);
  });

  it('that cannot be queued says so', async () => {
    stage.breakQueue();
    expect(JSON.parse((await type('contain alice')).body).text).toContain('nothing was done');
  });

  it('never opens a dialog that Slack could not keep or that could not be read back', async () => {
    const name = fc.oneof(
      fc.string({ maxLength: 800 }),
      fc.string({ unit: fc.constantFrom('"', '\\', '\u0001', '\uD800', '<', '“', 'a'), maxLength: 800 }),
    );
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        stage.reset();
        expect((await type(`contain ${text}`)).status).toBe(200);
        for (const view of opened) expect(parseContainDialog(view.private_metadata)).toBeDefined();
        expect(jobs).toHaveLength(opened.length);
      }),
      { numRuns: 100 },
    );
  });
});
