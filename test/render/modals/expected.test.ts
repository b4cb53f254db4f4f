// The "This is expected" dialog within Slack's limits, whatever its texts hold.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderExpectedForm,
  renderExpectedOpening,
  renderExpectedProblem,
  renderExpectedRefused,
} from '../../../bot/render/modals/expected.ts';
import { renderRefusal } from '../../../bot/render/refusal.ts';
import { parseView } from '../../../bot/sandbox/slack/validate/validate-view.ts';
import * as hostile from '../../support/hostile-arbitraries.ts';
import { suppression } from '../../support/suppressions.ts';

const DIALOG = {
  incidentId: 'i1',
  channel: 'C0SECURITY1',
  threadTs: '1.2',
  detectionId: 'user-created',
  withNetwork: true,
  withAction: false,
};
const TEST = {
  incidents: 61,
  hidden: 54,
  notAbout: 7,
  otherDetections: 0,
  brokenThrough: { raised: 0, 'other-network': 0, 'new-network': 0, 'new-country': 0 },
  sampled: true,
};
const counted = (changes: object = {}) => ({
  kind: 'counted' as const,
  suppression: suppression(changes),
  test: TEST,
});

describe('the dialog', () => {
  it('says what a person may not, with nothing left to submit', () => {
    const refusal = renderRefusal({ ok: false, reason: 'Not here.', hint: 'Ask there.', who: [], where: [] });
    const view = parseView(renderExpectedRefused(refusal), 'modal');
    expect(view.submit).toBeUndefined();
    expect(JSON.stringify(view.blocks)).toMatch(/Not here\..*Ask there\./);
  });

  it('says what it would have hidden, and for which choices', () => {
    const detections = [
      { id: 'user-created', title: 'A user was created' },
      { id: 'root-usage', title: 'Root account used' },
    ];
    const view = renderExpectedForm({
      dialog: DIALOG,
      detections,
      outcome: counted({ network: '192.0.2.0/24' }),
    });
    const text = JSON.stringify(parseView(view, 'modal').blocks);
    expect(text).toContain('A user was created: alice, from 192.0.2.0/24');
    expect(text).toContain('Would have hidden 54 of 61 incidents');
  });

  it('keeps its blocks whatever is chosen, so that Slack keeps what was typed', () => {
    const detections = [
      { id: 'user-created', title: 'A user was created' },
      { id: 'root-usage', title: 'Root account used' },
    ];
    const inputs = (form: Parameters<typeof renderExpectedForm>[0]) =>
      renderExpectedForm(form).blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : []));
    const refused = { kind: 'refused' as const, reason: 'No.', hint: 'Do that.' };
    const other = { ...DIALOG, detectionId: 'root-usage', withNetwork: false, withAction: true };
    expect(inputs({ dialog: other, detections, outcome: refused })).toEqual(
      inputs({ dialog: DIALOG, detections, outcome: counted() }),
    );
  });

  it('is a view that Slack takes, with any title and any refusal', () => {
    const titles = fc.array(fc.record({ id: fc.stringMatching(/^[a-z]{1,60}$/), title: hostile.text }), {
      minLength: 1,
      maxLength: 150,
    });
    const refusal = fc.record({ reason: hostile.text, hint: hostile.text });
    fc.assert(
      fc.property(titles, hostile.text, refusal, (detections, actorName, { reason, hint }) => {
        const dialog = { ...DIALOG, detectionId: detections[0]?.id ?? '' };
        parseView(renderExpectedForm({ dialog, detections, outcome: counted({ actorName }) }), 'modal');
        parseView(
          renderExpectedForm({ dialog, detections, outcome: { kind: 'refused', reason, hint } }),
          'modal',
        );
        parseView(renderExpectedProblem(dialog, { reason, hint }), 'modal');
        parseView(renderExpectedOpening(dialog), 'modal');
      }),
      { numRuns: 60 },
    );
  });
});
