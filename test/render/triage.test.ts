// What people read about what people did: in the alert, in the thread, in a direct message and on a page.
import { describe, expect, it } from 'vitest';
import { renderAlert } from '../../bot/render/alert.ts';
import type { AlertView } from '../../bot/render/alert-view.ts';
import { renderAssignForm } from '../../bot/render/modals/assign.ts';
import { renderResolveForm } from '../../bot/render/modals/resolve.ts';
import { renderNews } from '../../bot/render/news.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { renderPage } from '../../bot/render/triage-page.ts';
import { renderAfterAnswer, renderQuestion } from '../../bot/render/triage-question.ts';
import { renderUnchanged } from '../../bot/render/triage-unchanged.ts';
import { parseView } from '../../bot/sandbox/slack/validate/validate-view.ts';
import { alice, detection, event, incident, NOW, tally, view, waiting } from '../support/alert-fixtures.ts';
import { slackProblems } from '../support/slack-limits.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';
const ATTACK = '<!channel> *x* `y` https://evil.example';
const about = (changes: Parameters<typeof incident>[0]): AlertView => view({ incident: incident(changes) });
const read = (of: AlertView): string => renderPlainText(renderAlert(of));
const WHAT =
  'alice attached policy AdministratorAccess to user mallory in production, from 203.0.113.7 (Australia)';
const resolved = {
  resolved: { userId: ALEX, at: NOW, verdict: 'false-positive', note: ATTACK },
} as const;

describe('the alert', () => {
  const queries = [
    { id: 'errors', title: 'What failed?' },
    { id: 'what-changed', title: 'What did this actor change?' },
  ];
  const elements = (of: AlertView) =>
    renderAlert(of).blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  const own = new Map([['iam-policy-change', detection({ queries: ['what-changed', 'gone'] })]]);

  it('has the buttons in the order of the work', () => {
    const [acknowledge, activity, resolve, ask, contain, more] = elements(view({ queries, detections: own }));
    expect(acknowledge).toMatchObject({
      action_id: 'alert_acknowledge',
      style: 'primary',
      value: 'inc-01JD9Z7Q4N',
    });
    expect(activity).toMatchObject({ action_id: 'alert_show_activity', value: 'inc-01JD9Z7Q4N' });
    expect(resolve).toMatchObject({ action_id: 'alert_resolve', value: 'inc-01JD9Z7Q4N' });
    expect(contain).toMatchObject({
      action_id: 'alert_contain',
      style: 'danger',
      value: 'inc-01JD9Z7Q4N',
    });
    expect(ask).toMatchObject({
      type: 'static_select',
      option_groups: [
        { label: { text: 'About this alert' }, options: [{ value: 'inc-01JD9Z7Q4N what-changed' }] },
        { label: { text: 'More questions' }, options: [{ value: 'inc-01JD9Z7Q4N errors' }] },
      ],
    });
    const options = more?.type === 'overflow' ? more.options.map(({ value }) => value) : [];
    expect(options).toEqual(
      ['assign', 'expected', 'escalate', 'record', 'link'].map((what) => `${what} inc-01JD9Z7Q4N`),
    );
  });

  it('offers nothing that has no answer: about events that were not read, or what is resolved', () => {
    const ids = (of: AlertView) => elements(of).map((one) => ('action_id' in one ? one.action_id : ''));
    expect(ids(view({ queries, incident: waiting() }))).toEqual([
      'alert_acknowledge',
      'alert_resolve',
      'alert_more',
    ]);
    expect(ids(view({ queries, incident: incident({ triage: resolved }) }))).toEqual([
      'alert_show_activity',
      'alert_ask',
      'alert_more',
    ]);
    expect(ids(about({ triage: { acknowledged: { userId: ALEX, at: NOW } } }))).not.toContain(
      'alert_acknowledge',
    );
  });

  it('leaves out a choice whose value Slack would not bring back whole', () => {
    const id = `waiting/${'x'.repeat(100)}`;
    expect(slackProblems(renderAlert(view({ incident: waiting({ id }) })))).toEqual([]);
  });

  it('says who has it', () => {
    const triage = { acknowledged: { userId: ALEX, at: NOW }, assignee: SAM, escalatedAt: NOW };
    expect(read(about({ triage }))).toContain(
      `Acknowledged by @${ALEX} 2026-11-22 14:05:00 UTC, assigned to @${SAM}, escalated 2026-11-22 14:05:00 UTC`,
    );
  });

  it('says first that it is resolved, and how, and shows a note as text', () => {
    const message = renderAlert(about({ triage: resolved }));
    expect(message.text).toMatch(/^✅ RESOLVED \(critical\): alice/);
    expect(renderPlainText(message)).toContain(`Resolved as a false positive by @${ALEX}`);
    expect(slackProblems(message)).toEqual([]);
  });
});

describe('the thread', () => {
  const entry = { id: 'x', at: NOW, userId: ALEX };
  it.each([
    [{ kind: 'acknowledged' }, `<@${ALEX}> acknowledged`],
    [{ kind: 'assigned', to: SAM }, `<@${ALEX}> assigned it to <@${SAM}>`],
    [{ kind: 'assigned', to: ALEX }, `<@${ALEX}> took it`],
    [
      { kind: 'resolved', verdict: 'true-positive', note: 'a & b' },
      `<@${ALEX}> resolved it as a real incident: a &amp; b`,
    ],
    [
      { kind: 'reminded', whom: 'S0ONCALL01' },
      `⏰ <!subteam^S0ONCALL01> 🔴 ${WHAT}: nobody has acknowledged this for 5 min. Press Acknowledge when you have it.`,
    ],
    [
      { kind: 'reminded', whom: '' },
      `⏰ 🔴 ${WHAT}: nobody has acknowledged this for 5 min, and nobody is on call. Set people.onCall in templates/settings.yml.`,
    ],
    [{ kind: 'escalated', because: 'it is late' }, `📟 🔴 ${WHAT}: <@${ALEX}> paged the escalation contacts`],
    [
      { kind: 'answered', answer: 'no' },
      `🚨 <@${ALEX}> says it was NOT them: somebody else has their access`,
    ],
  ] as const)('says of %j one line', (deed, line) => {
    const message = renderNews([{ kind: 'deed', entry: { ...entry, deed } }], view());
    expect(message.text).toBe(line);
    expect(slackProblems(message)).toEqual([]);
  });

  it('says of a page that nobody asked for why it was sent', () => {
    const deed = { kind: 'escalated', because: 'nobody acknowledged it within 15 minutes' } as const;
    const message = renderNews([{ kind: 'deed', entry: { id: 'x', at: NOW, deed } }], view());
    expect(message.text).toBe(
      `📟 🔴 ${WHAT}: paged the escalation contacts, because nobody acknowledged it within 15 minutes`,
    );
  });

  it('mentions nobody that a note names', () => {
    const deed = { kind: 'resolved', verdict: 'expected', note: `<@${SAM}> ${ATTACK}` } as const;
    const message = renderNews([{ kind: 'deed', entry: { ...entry, deed } }], view());
    expect(message.text).not.toContain(`<@${SAM}>`);
    expect(slackProblems(message)).toEqual([]);
  });
});

describe('the question', () => {
  it('says what was done as whom, where, when and from where, and takes two answers', () => {
    const message = renderQuestion(view());
    const text = renderPlainText(message);
    for (const part of ['As: alice', 'Did: attached', 'In: production', 'From: 203.0.113.7 (Australia)'])
      expect(text).toContain(part);
    expect(text).toContain('[Yes, that was me] [No]');
    expect(slackProblems(message)).toEqual([]);
  });

  it('tells who says yes to something critical that somebody still has to acknowledge it', () => {
    const asked = { userId: ALEX, at: NOW, answer: 'yes' } as const;
    expect(renderAfterAnswer(incident({ triage: { asked } })).text).toContain(
      'has to acknowledge it all the same',
    );
    expect(renderAfterAnswer(incident({ severity: 'high', triage: { asked } })).text).toContain(
      'Nothing more to do',
    );
  });

  it('tells who says no whether anybody was paged', () => {
    const asked = { userId: ALEX, at: NOW, answer: 'no' } as const;
    expect(renderAfterAnswer(incident({ triage: { asked, escalatedAt: NOW } })).text).toContain(
      'told and paged',
    );
    expect(renderAfterAnswer(incident({ triage: { asked } })).text).toContain('nobody could be paged');
  });
});

describe('a decision that changed nothing', () => {
  it('says what was there first', () => {
    expect(renderUnchanged(incident({ triage: resolved })).text).toContain(
      'Already resolved as a false positive',
    );
    expect(renderUnchanged(incident()).text).toContain('This incident is over');
  });
});

describe('the page', () => {
  it('says in its first line who did what where, and then why it pages', () => {
    const { subject, text } = renderPage(
      about({ posts: [{ route: 'security', channel: 'C1', ts: '1.1', shown: 1 }] }),
      'nobody acknowledged it within 15 minutes',
    );
    const lines = text.split('\n');
    expect(subject).toMatch(/^Trailbot CRITICAL: alice attached/);
    expect(lines[0]).toMatch(/^CRITICAL: alice attached/);
    expect(lines[0]?.length).toBeLessThanOrEqual(140);
    expect(text).toContain('Paged because nobody acknowledged it within 15 minutes.');
    expect(text).toContain('#security');
    expect(text).toContain('123456789012');
  });

  it('holds no link, line or length that a log chose', () => {
    const name = `https://evil.example/\r\nwww.evil.example ${'x'.repeat(10_000)}`;
    const sample = event({ sourceIPAddress: name, eventName: name });
    const { text } = renderPage(
      about({ actor: { ...alice, name }, accountId: name, tallies: [tally({ samples: [sample] })] }),
      'x',
    );
    expect(text).not.toMatch(/https?:\/\/|www\./);
    expect(text.length).toBeLessThan(1_500);
    expect(text.split('\n').length).toBeLessThan(9);
  });
});

describe('the forms', () => {
  it.each([
    ['resolve', renderResolveForm('{}')],
    ['assign', renderAssignForm('{}', ALEX)],
  ])('to %s are what Slack accepts', (_, form) => {
    expect(() => parseView(JSON.parse(JSON.stringify(form)), 'modal')).not.toThrow();
  });
});
