// The card of a containment: what it says in each state, and what can be pressed then.
import { describe, expect, it } from 'vitest';
import type { Containment, Happening } from '../../../bot/domain/containment/containment.ts';
import type { Settings } from '../../../bot/domain/settings.ts';
import { renderCard } from '../../../bot/render/containment/card.ts';
import { renderPlainText } from '../../../bot/render/plain-text.ts';
import { settings } from '../../support/alert-fixtures.ts';
import {
  ALEX,
  APPLIED_AT,
  applied,
  approved,
  asked,
  containment,
  KEY,
  nightly,
  requested,
  SAM,
  verified,
} from '../../support/told-containments.ts';

const people = { ...settings.people, approvers: [SAM, ALEX] };
const company: Settings = { ...settings, people };
const read = (of: Containment, by = company) => renderPlainText(renderCard(of, by));
const buttons = (of: Containment) =>
  renderCard(of, company).blocks.flatMap((block) =>
    block.type === 'actions'
      ? block.elements.flatMap((one) => (one.type === 'button' ? [[one.text.text, one.action_id]] : []))
      : [],
  );
const asking = { requested: { userId: SAM, at: APPLIED_AT, reason: 'The key is deleted' } };
const releaseAsked: Happening = { kind: 'release-requested', at: APPLIED_AT, userId: SAM, reason: 'Done' };

describe('a request', () => {
  it('says who, in which account, why, what will be done and until when', () => {
    const text = read(asked());
    expect(text).toContain('Contain ci-deploy? It waits for approval');
    expect(text).toContain(
      'ci-deploy IAM user arn:aws:iam::123456789012:user/ci/ci-deploy in production (123456789012)',
    );
    expect(text).toContain('Why: Its key is public');
    expect(text).toContain('AWSDenyAll) and its access keys are made inactive, until it is released');
    expect(read(asked({ minutes: 240 }))).toContain('for 4 h; then it is released');
    expect(read(asked({ deletePassword: true }))).toContain('the console password is deleted for good');
  });

  it('says of a role what stops: all of it, or only the sessions of now', () => {
    expect(read(asked({ target: nightly }))).toContain('for all that runs as it');
    expect(read(asked({ target: nightly, mode: 'revoke-sessions' }))).toContain('new sessions work');
  });

  it('mentions who may approve, and not who asked', () => {
    expect(read(asked())).toContain(`Needs a second person: @${ALEX}`);
    const message = renderCard(asked(), company);
    expect(JSON.stringify(message.blocks)).toContain(`{"type":"user","user_id":"${ALEX}"}`);
  });

  it('says when one person is enough, when nobody else may, and when nobody may at all', () => {
    const alone = { ...company, containment: { ...settings.containment, onePersonWhenCritical: true } };
    const actor = asked({ isActor: true });
    expect(read(actor, alone)).toContain(`any one approver is enough, also who asked: @${SAM}, @${ALEX}`);
    expect(read({ ...actor, severity: 'high' }, alone)).toContain(`Needs a second person: @${ALEX}`);
    expect(read(asked(), alone)).toContain(`Needs a second person: @${ALEX}`);
    const one = { ...company, people: { ...people, approvers: [SAM] } };
    expect(read(asked(), one)).toContain('Nobody else may approve it: add somebody to people.approvers');
    expect(read(asked(), settings)).toContain('Nobody may approve it: add somebody to people.approvers');
  });

  it('says what else stops while it waits, and not afterwards', () => {
    const stopsToo = ['What runs with this role in Lambda loses access to AWS.', '<!channel> *x*'];
    const text = read(asked({ stopsToo }));
    expect(text).toContain(`What stops too\n• ${stopsToo[0]}`);
    expect(JSON.stringify(renderCard(asked({ stopsToo }), company))).not.toContain('"mrkdwn"');
    expect(read(containment({ stopsToo }))).not.toContain('What stops too');
  });

  it('asks again before it acts, with the ARN in what Slack has room for', () => {
    const arn = `arn:aws:iam::123456789012:role/${'p'.repeat(500)}/nightly`;
    const question = (of: Containment) =>
      JSON.parse(JSON.stringify(renderCard(of, company)))
        .blocks.flatMap(
          ({ elements = [] }: { elements?: { confirm?: { text: { text: string } } }[] }) => elements,
        )
        .find(({ confirm }: { confirm?: object }) => confirm)?.confirm.text.text;
    expect(question(asked())).toContain('arn:aws:iam::123456789012:user/ci/ci-deploy');
    const long = question(asked({ target: { ...nightly, arn } }));
    expect(long).toContain('arn:aws:iam::123456789012:role/ppp');
    expect(long.length).toBeLessThanOrEqual(300);
  });

  it('asks again before it acts, naming the target and the account', () => {
    const [approve] = renderCard(asked(), company).blocks.flatMap((block) =>
      block.type === 'actions' ? block.elements : [],
    );
    expect(approve).toMatchObject({
      action_id: 'containment_approve',
      value: 'con-1',
      style: 'danger',
      confirm: {
        title: { text: 'Contain ci-deploy?' },
        text: { text: expect.stringContaining('123456789012') },
      },
    });
  });
});

describe('a release that is asked for', () => {
  const alone = { ...company, containment: { ...settings.containment, onePersonWhenCritical: true } };
  const of = containment({ release: asking, isActor: true });

  it('needs a second person, also where one is enough to contain', () => {
    expect(read(of, alone)).toContain(`Needs a second person: @${ALEX}`);
  });

  it('needs none where nobody else could approve, and says so', () => {
    const only = { ...people, approvers: [SAM] };
    expect(read(of, { ...alone, people: only })).toContain(
      `There is no other approver, so who asked for the release may approve it: @${SAM}`,
    );
    expect(read(of, { ...company, people: only })).toContain('Nobody else may approve it');
  });
});

describe('the buttons', () => {
  const release = ['Release…', 'containment_release'];
  const ending: Happening = { kind: 'ending', at: APPLIED_AT, endsAt: APPLIED_AT };
  const lapsed: Happening = { kind: 'release-lapsed', at: APPLIED_AT };
  const approval = { ...asking, approved: { userId: ALEX, at: APPLIED_AT } };

  it.each<[string, Containment, readonly (readonly string[])[]]>([
    [
      'requested',
      asked(),
      [
        ['Approve', 'containment_approve'],
        ['Decline', 'containment_decline'],
      ],
    ],
    ['declined', asked({ state: 'declined' }), []],
    ['lapsed', asked({ state: 'lapsed' }), []],
    ['being applied', asked({ state: 'approved' }), []],
    ['contained', containment(), [release]],
    [
      'near its end',
      containment({ endsAt: APPLIED_AT, history: [ending] }),
      [['Keep it contained', 'containment_keep'], release],
    ],
    ['kept after all', containment({ history: [ending] }), [release]],
    ['limited, and its end is far', containment({ endsAt: APPLIED_AT }), [release]],
    [
      'asked to be released',
      containment({ release: asking, history: [releaseAsked] }),
      [
        ['Approve release', 'containment_approve_release'],
        ['Keep contained', 'containment_decline_release'],
      ],
    ],
    ['no longer asked to be released', containment({ history: [releaseAsked, lapsed] }), [release]],
    ['being released', containment({ release: approval, history: [releaseAsked] }), []],
    ['failed half-way', containment({ state: 'failed' }), [release]],
    ['failed before anything', containment({ state: 'failed', changes: [] }), []],
    ['failed and undone', containment({ state: 'failed', changes: [{ ...KEY, state: 'undone' }] }), []],
    ['released', containment({ state: 'released' }), []],
  ])('of what is %s are those that have an answer', (_state, of, shown) => {
    expect(buttons(of)).toEqual(shown);
  });
});

describe('the headline', () => {
  const stripped: Happening = { kind: 'stripped', at: APPLIED_AT, times: 2 };
  const unverified: Happening = { kind: 'unverified', at: APPLIED_AT, why: 'No answer', hint: 'Look.' };
  it.each<[Containment, string]>([
    [containment(), '🔒 ci-deploy is locked out of AWS, not verified yet'],
    [containment({ history: [applied, verified] }), '🔒 ci-deploy is locked out of AWS, verified'],
    [containment({ history: [applied, verified, stripped] }), 'locked out of AWS, not verified yet'],
    // What was told of its delay says nothing of what came after.
    [containment({ history: [unverified, applied] }), 'locked out of AWS, not verified yet'],
    [
      containment({ history: [applied, verified, unverified] }),
      '⚠️ ci-deploy is locked out of AWS, but that could not be verified',
    ],
    [
      containment({ target: nightly, mode: 'revoke-sessions' }),
      '🔒 The sessions of role nightly are revoked, not verified yet',
    ],
    [containment({ release: asking, history: [releaseAsked] }), 'Its release waits for approval'],
    [
      containment({ history: [applied, verified, { ...applied, at: new Date(APPLIED_AT.getTime() + 1) }] }),
      '🔒 ci-deploy is locked out of AWS, not verified yet',
    ],
    [containment({ state: 'failed' }), '⚠️ ci-deploy is contained only in part'],
    [containment({ state: 'failed', changes: [] }), '⚠️ ci-deploy could not be contained'],
    [asked({ state: 'lapsed' }), 'ci-deploy was not contained: the request lapsed'],
    [containment({ state: 'released' }), '🔓 ci-deploy was released'],
  ])('says the truth of %#', (of, line) => {
    expect(read(of)).toContain(line);
  });
});

describe('the story', () => {
  it('has requested, approved, applied and verified as lines with their times, in order', () => {
    const text = read(containment({ history: [...containment().history, verified] }));
    expect(text).toContain(`2026-11-22 03:12:00 UTC Requested by @${SAM}`);
    expect(text.match(/UTC (Requested|Approved|Applied|Verified)/g)).toEqual([
      'UTC Requested',
      'UTC Approved',
      'UTC Applied',
      'UTC Verified',
    ]);
    expect(text).toContain(
      'Applied: policy AWSDenyAll attached; access key AKIAIOSFODNN7EXAMPLE made inactive',
    );
  });

  it('keeps the request, the approval and the newest lines of a long one, and counts the rest', () => {
    const strips = Array.from(
      { length: 20 },
      (_, index): Happening => ({ kind: 'stripped', at: APPLIED_AT, times: index + 2 }),
    );
    const text = read(containment({ history: [requested, approved, ...strips] }));
    expect(text).toContain('Requested by');
    expect(text).toContain('… 8 lines in between are in the thread');
    expect(text).not.toContain('Taken off 9 times');
    expect(text).toContain('Taken off 10 times');
    expect(text).toContain('Taken off 21 times');
  });
});
