// The containment and the release dialog: what they say and ask, within Slack's limits whatever a plan holds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContainDialog, parseContainDialog } from '../../../bot/domain/containment/contain-dialog.ts';
import { MODES } from '../../../bot/domain/containment/containment.ts';
import type { Plan } from '../../../bot/domain/containment/plan.ts';
import {
  renderContainForm,
  renderContainNote,
  renderContainRefused,
} from '../../../bot/render/modals/contain.ts';
import { renderReleaseForm } from '../../../bot/render/modals/release.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { renderRefusal } from '../../../bot/render/refusal.ts';
import { parseView } from '../../../bot/sandbox/slack/validate/validate-view.ts';
import * as hostile from '../../support/hostile-arbitraries.ts';
import { slackProblems } from '../../support/slack-limits.ts';
import { anyTarget, ciDeploy, nightly } from '../../support/told-containments.ts';

const DIALOG: ContainDialog = {
  replyTo: { kind: 'thread', channel: 'C0SECURITY1', threadTs: '1.2' },
  incidentId: 'inc-1',
  whom: '',
  deletePassword: false,
};
const plan: Plan = {
  ok: true,
  target: ciDeploy,
  mode: 'deny',
  modes: ['deny'],
  changes: [{ kind: 'policy' }],
  canDeletePassword: true,
  willHappen: ['AWSDenyAll is attached.'],
  stopsToo: [],
  cannotStop: ['Roles that it assumed already.'],
  sources: [],
};
const rolePlan: Plan = {
  ...plan,
  target: nightly,
  modes: ['revoke-sessions', 'deny'],
  canDeletePassword: false,
  sources: [ciDeploy],
};
type View = ReturnType<typeof renderContainForm>;
/** As the sandbox's Slack takes it. */
const blocksOf = (view: View) => parseView(view, 'modal').blocks;
const inputs = (view: View) =>
  blocksOf(view).flatMap((block) =>
    block.type === 'input' ? [[block.block_id, block.element] as const] : [],
  );
const input = (view: View, id: string) => inputs(view).find(([block]) => block === id)?.[1];
const read = (view: View) =>
  renderPlainText({ text: '', blocks: blocksOf(view).filter(({ type }) => type !== 'input') });

describe('the form', () => {
  it('says to whom, what will happen, what stops too and what cannot be stopped', () => {
    const text = read(renderContainForm(DIALOG, plan, { '123456789012': 'production' }));
    expect(text).toContain(
      'ci-deploy IAM user arn:aws:iam::123456789012:user/ci/ci-deploy in production (123456789012)',
    );
    expect(text).toContain('What will happen\n• AWSDenyAll is attached.');
    expect(text).toContain('What stops too\n• Nothing else that is known.');
    expect(text).toContain('What cannot be stopped\n• Roles that it assumed already.');
    expect(text).toContain('Nothing is changed in AWS before an approver agrees.');
  });

  it('names through whom a role can be had again', () => {
    const text = read(renderContainForm(DIALOG, rolePlan));
    expect(text).toContain(
      'It can be had again through\n• IAM user arn:aws:iam::123456789012:user/ci/ci-deploy',
    );
  });

  it('shows eight of a long list and counts the rest', () => {
    const stopsToo = Array.from({ length: 20 }, (_, index) => `Session ${index}.`);
    const text = read(renderContainForm(DIALOG, { ...plan, stopsToo }));
    expect(text).toContain('• Session 7.\n• and 12 more');
  });

  it('asks for the way only where there are two, with the planned one chosen', () => {
    const view = renderContainForm(DIALOG, rolePlan);
    expect(input(view, 'contain_mode')).toMatchObject({
      type: 'radio_buttons',
      options: [{ value: 'revoke-sessions' }, { value: 'deny' }],
      initial_option: { value: 'deny' },
    });
    expect(inputs(renderContainForm(DIALOG, plan)).map(([id]) => id)).toEqual([
      'contain_password',
      'contain_minutes',
      'contain_reason',
    ]);
  });

  it('plans again when the way or the password changes', () => {
    const views = [renderContainForm(DIALOG, rolePlan), renderContainForm(DIALOG, plan)];
    const dispatched = views.flatMap((view) =>
      blocksOf(view).flatMap((block) =>
        block.type === 'input' && block.dispatch_action ? [block.block_id] : [],
      ),
    );
    expect(dispatched).toEqual(['contain_mode', 'contain_password']);
  });

  it('ticks the password only when that was asked for', () => {
    expect(input(renderContainForm(DIALOG, plan), 'contain_password')).not.toHaveProperty('initial_options');
    const ticked = renderContainForm({ ...DIALOG, deletePassword: true }, plan);
    expect(input(ticked, 'contain_password')).toMatchObject({ initial_options: [{ value: 'delete' }] });
  });

  it('lasts until it is released unless somebody chooses otherwise, and wants a reason', () => {
    const view = renderContainForm(DIALOG, plan);
    expect(input(view, 'contain_minutes')).toMatchObject({
      initial_option: { value: 'until-released' },
      options: [
        { value: 'until-released' },
        { value: '60' },
        { value: '240' },
        { value: '720' },
        { value: '1440' },
      ],
    });
    expect(input(view, 'contain_reason')).toMatchObject({ multiline: true, max_length: 500 });
    const reason = view.blocks.find(({ block_id: id }) => id === 'contain_reason');
    expect(reason).not.toHaveProperty('optional');
  });

  it('asks for what it shows: its target and its way, whatever was typed', () => {
    const view = renderContainForm(
      { ...DIALOG, whom: 'nightly', mode: 'deny' },
      { ...rolePlan, mode: 'revoke-sessions' },
    );
    expect(parseContainDialog(view.private_metadata)).toEqual({
      ...DIALOG,
      whom: nightly.arn,
      mode: 'revoke-sessions',
    });
  });

  it('answers in a direct message where the address of the answer does not fit', () => {
    const replyTo = {
      kind: 'person',
      channel: 'C1',
      responseUrl: `https://x/${'y'.repeat(2_950)}`,
      share: false,
    } as const;
    const view = renderContainForm({ ...DIALOG, replyTo }, plan);
    expect(parseContainDialog(view.private_metadata)).toMatchObject({
      whom: ciDeploy.arn,
      replyTo: { kind: 'home' },
    });
  });
});

describe('in place of the form', () => {
  it('stands why not, with steps, and nothing to submit', () => {
    const view = renderContainRefused({
      ok: false,
      reason: 'Not root.',
      steps: ['Do this.'],
      links: [],
      text: '{}',
    });
    expect(read(view)).toContain('Not root.\n\nWhat to do\n1. Do this.\n\n{}');
    expect(view.submit).toBeUndefined();
  });

  it('stands what a person may not', () => {
    const refusal = renderRefusal({ ok: false, reason: 'Not here.', hint: 'There.', who: [], where: [] });
    const view = renderContainNote(refusal);
    expect(read(view)).toContain('Not here.\n\nThere.');
    expect(view.submit).toBeUndefined();
  });
});

describe('the release form', () => {
  it('says what comes back and what does not, and wants a reason', () => {
    const view = parseView(renderReleaseForm('{"containmentId":"con-1"}'), 'modal');
    expect(view.callback_id).toBe('release');
    expect(view.private_metadata).toBe('{"containmentId":"con-1"}');
    expect(JSON.stringify(view.blocks)).toMatch(/A deleted password and revoked sessions do not come back/);
    const reason = view.blocks.find(({ block_id: id }) => id === 'contain_reason');
    expect(reason).toMatchObject({ type: 'input', element: { max_length: 500 } });
    expect(reason).not.toHaveProperty('optional');
  });
});

describe('any plan', () => {
  const sentences = fc.array(hostile.text, { maxLength: 30 });
  const anyPlan: fc.Arbitrary<Plan> = fc.record({
    ok: fc.constant(true as const),
    target: anyTarget.map((target) => ({ ...target, arn: target.arn.slice(0, 300) })),
    mode: fc.constantFrom(...MODES),
    modes: fc.subarray([...MODES], { minLength: 1 }),
    changes: fc.constant([]),
    canDeletePassword: fc.boolean(),
    willHappen: sentences,
    stopsToo: sentences,
    cannotStop: sentences,
    sources: fc.array(anyTarget, { maxLength: 12 }),
  });

  it('is a view that Slack takes, with its names as text', () => {
    fc.assert(
      fc.property(anyPlan, hostile.text, fc.boolean(), hostile.text, (any, whom, deletePassword, account) => {
        const view = renderContainForm({ ...DIALOG, whom, deletePassword }, any, { '123456789012': account });
        expect(JSON.stringify(view).length).toBeLessThan(250_000);
        for (const block of blocksOf(view).filter(({ type }) => type === 'rich_text')) {
          expect(slackProblems({ text: 'x', blocks: [block] })).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('may be refused in any words', () => {
    const refusal = fc.record({
      ok: fc.constant(false as const),
      reason: hostile.text,
      steps: sentences,
      links: fc.array(fc.record({ label: hostile.text, url: hostile.text }), { maxLength: 9 }),
      text: hostile.text,
    });
    fc.assert(
      fc.property(refusal, (one) => {
        parseView(renderContainRefused(one), 'modal');
      }),
      { numRuns: 60 },
    );
  });
});
