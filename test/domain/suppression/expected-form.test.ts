// The dialog's metadata and answers, from whatever Slack or somebody else sends.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EXPECTED_FIELDS,
  type ExpectedDialog,
  parseExpectedDialog,
  readExpectedAnswers,
} from '../../../bot/domain/suppression/expected-form.ts';

const DIALOG: ExpectedDialog = {
  incidentId: 'i1',
  channel: 'C0SECURITY1',
  threadTs: '1.2',
  detectionId: 'user-created',
  withNetwork: true,
  withAction: false,
};
const { detection, limits, days, reason } = EXPECTED_FIELDS;

describe('the dialog', () => {
  it('is read back as it was written', () => {
    expect(parseExpectedDialog(JSON.stringify(DIALOG))).toEqual(DIALOG);
  });

  it('gives what was chosen and typed', () => {
    const state = {
      [detection]: { [detection]: { selected_option: { value: 'root-usage' } } },
      [limits]: { [limits]: { selected_options: [{ value: 'action' }] } },
      [days]: { [days]: { selected_option: { value: '7' } } },
      [reason]: { [reason]: { value: ' every Monday ' } },
    };
    expect(readExpectedAnswers(DIALOG, state)).toEqual({
      detectionId: 'root-usage',
      withNetwork: false,
      withAction: true,
      days: 7,
      reason: 'every Monday',
    });
  });

  it('believes a press more than the state, and the metadata where there is neither', () => {
    const pressed = [{ action_id: limits, selected_options: [] }];
    const state = { [limits]: { [limits]: { selected_options: [{ value: 'network' }] } } };
    expect(readExpectedAnswers(DIALOG, state, pressed).withNetwork).toBe(false);
    expect(readExpectedAnswers(DIALOG, {})).toMatchObject({ detectionId: 'user-created', withNetwork: true });
  });

  it('offers no number of days but its own', () => {
    const state = { [days]: { [days]: { selected_option: { value: '36500' } } } };
    expect(readExpectedAnswers(DIALOG, state).days).toBe(30);
  });

  it('is read without harm whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (metadata, state) => {
        parseExpectedDialog(metadata);
        parseExpectedDialog(String(JSON.stringify(metadata)));
        expect(readExpectedAnswers(DIALOG, state).days).toBe(30);
        expect(readExpectedAnswers(DIALOG, { [reason]: state }).reason).toBeTypeOf('string');
      }),
    );
  });
});
