// Whatever a log, IAM or a person's keyboard holds: every message fits into Slack, and every name stays a name.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTAINMENT_STATES, MODES } from '../../../bot/domain/containment/containment.ts';
import type { Message } from '../../../bot/domain/message.ts';
import { containmentPart } from '../../../bot/render/containment/alert-lines.ts';
import { renderGotThrough } from '../../../bot/render/containment/calls-since.ts';
import { renderCard } from '../../../bot/render/containment/card.ts';
import { renderContained } from '../../../bot/render/containment/contained.ts';
import { renderHappening } from '../../../bot/render/containment/happening.ts';
import { renderMade } from '../../../bot/render/containment/made.ts';
import { renderContainRefusal, renderNotDecided } from '../../../bot/render/containment/refused.ts';
import { parseBlocks } from '../../../bot/sandbox/slack/validate/validate-blocks.ts';
import { settings } from '../../support/alert-fixtures.ts';
import * as hostile from '../../support/hostile-arbitraries.ts';
import { slackProblems } from '../../support/slack-limits.ts';
import { anyContainment, anyHappening, anyTarget } from '../../support/told-containments.ts';

const RUNS = { numRuns: 150 };
const anySettings = fc
  .record({
    approvers: fc.array(hostile.text, { maxLength: 30 }),
    accounts: fc.dictionary(hostile.text, hostile.text),
  })
  .map(({ approvers, accounts }) => ({ ...settings, accounts, people: { ...settings.people, approvers } }));

/** Slack's limits as this repository tells them twice: for what it sends, and as its sandbox takes it. */
function expectFine(message: Message) {
  expect(slackProblems(message)).toEqual([]);
  parseBlocks([...message.blocks], 'message');
}

describe('a hostile text', () => {
  it('is shown as text on every card', () => {
    fc.assert(
      fc.property(anyContainment, anySettings, (of, company) => expectFine(renderCard(of, company))),
      RUNS,
    );
  });

  it('is shown as text in every reply', () => {
    fc.assert(
      fc.property(anyHappening, anyContainment, anySettings, (happening, of, company) =>
        expectFine(renderHappening(happening, of, company)),
      ),
      { numRuns: 300 },
    );
  });

  it('is shown as text in the list of what was made', () => {
    const anyCalls = fc.record({
      since: hostile.date,
      refused: hostile.count,
      failed: hostile.count,
      through: fc.array(fc.record({ name: hostile.text, calls: hostile.count }), { maxLength: 20 }),
      lastThrough: hostile.date,
      free: fc.constant(['GetCallerIdentity']),
      incomplete: fc.boolean(),
    });
    const made = fc.record(
      {
        kind: fc.constant('user' as const),
        what: hostile.text,
        at: hostile.date,
        eventID: hostile.text,
        target: anyTarget,
      },
      { requiredKeys: ['kind', 'what', 'at', 'eventID'] },
    );
    fc.assert(
      fc.property(
        anyContainment,
        fc.array(made, { maxLength: 40 }),
        hostile.date,
        fc.boolean(),
        anyCalls,
        (of, list, upTo, incomplete, calls) => {
          expectFine(renderMade({ containment: of, made: list, upTo, incomplete, calls }));
          const news = renderGotThrough(of, calls);
          if (news) expectFine(news);
        },
      ),
      RUNS,
    );
  });

  it('is shown as text in the list of who is contained', () => {
    fc.assert(
      fc.property(fc.array(anyContainment, { maxLength: 30 }), hostile.text, (all, whom) =>
        expectFine(renderContained(all, whom)),
      ),
      { numRuns: 60 },
    );
  });

  it('is shown as text in a refusal', () => {
    const link = fc.record({
      label: hostile.text,
      url: fc.oneof(
        hostile.text,
        hostile.text.map((text) => `https://console.aws.amazon.com/${text}`),
      ),
    });
    const refusal = fc.record({
      ok: fc.constant(false as const),
      reason: hostile.text,
      steps: fc.array(hostile.text, { maxLength: 20 }),
      links: fc.array(link, { maxLength: 12 }),
      text: hostile.text,
    });
    fc.assert(
      fc.property(refusal, (one) => {
        expectFine(renderContainRefusal(one));
        expectFine(renderNotDecided(`${one.reason}.`, one.text));
      }),
      RUNS,
    );
  });

  it('is shown as text in the alert', () => {
    const one = fc.record({
      containmentId: hostile.text,
      targetArn: hostile.text,
      targetName: hostile.text,
      mode: fc.constantFrom(...MODES),
      state: fc.constantFrom(...CONTAINMENT_STATES),
      verified: fc.boolean(),
      at: hostile.date,
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (all) => {
        const blocks = containmentPart(all);
        expect(blocks.length).toBeLessThanOrEqual(6);
        expect(slackProblems({ text: 'x', blocks: [...blocks] })).toEqual([]);
      }),
      RUNS,
    );
  });
});
