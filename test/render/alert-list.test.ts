// The list of alerts: who, what, whose, and the way to the message.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAlertList } from '../../bot/render/alert-list.ts';
import { incidentRow, messageLink } from '../../bot/render/alert-list-row.ts';
import { renderPlainText } from '../../bot/render/plain-text.ts';
import { incident, NOW, view, waiting } from '../support/alert-fixtures.ts';
import { view as anyView } from '../support/hostile-arbitraries.ts';
import { slackProblems } from '../support/slack-limits.ts';

const post = { route: 'security', channel: 'C0ALERTS01', ts: '1795356191.000100', shown: 1 };

describe('a list of alerts', () => {
  it('says who did what, that nobody has it, how long ago, and where it stands', () => {
    const shown = renderPlainText(renderAlertList([view({ incident: incident({ posts: [post] }) })], 'open'));
    expect(shown).toContain('1 alert open: 1 critical');
    expect(shown).toContain('critical: alice attached');
    expect(shown).toContain(
      'open · nobody has it · 1 min ago · Open: https://slack.com/archives/C0ALERTS01/p1795356191000100',
    );
  });

  it('names whoever has it', () => {
    const acknowledged = { userId: 'U0SAM00001', at: NOW };
    const mine = view({ incident: incident({ triage: { acknowledged } }) });
    const given = view({ incident: incident({ triage: { acknowledged, assignee: 'U0ALEX0001' } }) });
    expect(JSON.stringify(incidentRow(mine))).toContain('acknowledged · with <@U0SAM00001>');
    expect(JSON.stringify(incidentRow(given))).toContain('assigned to <@U0ALEX0001>');
    const strange = view({ incident: incident({ triage: { assignee: '!channel> <!here' } }) });
    expect(JSON.stringify(incidentRow(strange))).not.toContain('<!here');
  });

  it('shows fifteen, and counts the others by severity', () => {
    const views = Array.from({ length: 27 }, (_, index) =>
      view({ incident: incident({ id: `inc-${index}`, severity: index < 2 ? 'critical' : 'low' }) }),
    );
    const message = renderAlertList(views, '24h');
    const shown = renderPlainText(message);
    expect(shown).toContain('27 alerts in the last 24 hours: 2 critical, 25 low');
    expect(shown).toContain('and 12 more');
    expect(shown.match(/alice attached/g)).toHaveLength(15);
    expect(slackProblems(message)).toEqual([]);
  });

  it('shows an alarm whose events are not there yet', () => {
    expect(renderPlainText(renderAlertList([view({ incident: waiting() })], 'open'))).toContain(
      'Who did it is not known yet',
    );
  });

  it.each(['open', 'mine', '24h'] as const)('that is empty (%s) says so', (which) => {
    expect(renderAlertList([], which).text).toMatch(/^No/);
  });

  it('stays within Slack’s limits, and inert, for any incident', () => {
    fc.assert(
      fc.property(fc.array(anyView, { minLength: 1, maxLength: 20 }), (views) => {
        expect(slackProblems(renderAlertList(views, 'open'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  ['security-alerts', '1795356191.000100'],
  ['C0ALERTS01', '1'],
  ['C0/../x', '1795356191.000100'],
  ['', ''],
])('no link is made of %s and %s', (channel, ts) => {
  expect(messageLink({ channel, ts })).toBeUndefined();
});
