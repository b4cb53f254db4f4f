// The dialogs' metadata and answers, from whatever Slack or somebody else sends.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CONTAIN_FIELDS,
  type ContainDialog,
  DELETE_PASSWORD,
  DURATIONS,
  LONGEST_WHOM,
  parseContainDialog,
  parseReleaseDialog,
  readContainAnswers,
  readReason,
} from '../../../bot/domain/containment/contain-dialog.ts';
import { MODES } from '../../../bot/domain/containment/containment.ts';
import type { ReplyTo } from '../../../bot/domain/job.ts';

const PLACES: readonly ReplyTo[] = [
  { kind: 'thread', channel: 'C0SECURITY1', threadTs: '1.2' },
  { kind: 'person', channel: 'C0SECURITY1', responseUrl: 'https://hooks.slack.com/commands/1', share: false },
  { kind: 'home' },
];
const [THREAD = { kind: 'home' }] = PLACES;
const DIALOG: ContainDialog = {
  replyTo: THREAD,
  incidentId: 'i1',
  whom: 'arn:aws:iam::123456789012:user/ci/deploy',
  mode: 'revoke-sessions',
  deletePassword: true,
};
const OPENED: ContainDialog = { replyTo: { kind: 'home' }, whom: 'alice', deletePassword: false };
const { mode, password, minutes, reason } = CONTAIN_FIELDS;

const selected = (field: string, value: string) => ({ [field]: { [field]: { selected_option: { value } } } });
const ticked = (...values: readonly string[]) => ({
  [password]: { [password]: { selected_options: values.map((value) => ({ value })) } },
});
const typed = (value: unknown) => ({ [reason]: { [reason]: { value } } });

describe('the metadata', () => {
  it.each(PLACES)('is read back as it was written, for an answer to %j', (replyTo) => {
    for (const dialog of [DIALOG, OPENED])
      expect(parseContainDialog(JSON.stringify({ ...dialog, replyTo }))).toEqual({ ...dialog, replyTo });
    const release = { containmentId: 'c1', replyTo };
    expect(parseReleaseDialog(JSON.stringify(release))).toEqual(release);
  });

  it.each<[string, object]>([
    ['an unknown place', { replyTo: { kind: 'channel', channel: 'C1' } }],
    ['half a place', { replyTo: { kind: 'thread', channel: 'C1' } }],
    ['no place', { replyTo: undefined }],
    ['an unknown mode', { mode: 'delete' }],
    ['a name of nobody', { whom: 7 }],
    ['a name longer than any', { whom: 'a'.repeat(LONGEST_WHOM + 1) }],
    ['an incident without an id', { incidentId: '' }],
    ['a tick that is none', { deletePassword: 'yes' }],
  ])('with %s is not ours', (_, changes) => {
    expect(parseContainDialog(JSON.stringify({ ...DIALOG, ...changes }))).toBeUndefined();
  });

  it('longer than Slack keeps is not ours', () => {
    const text = JSON.stringify(DIALOG);
    expect(parseContainDialog(text.padEnd(3_000))).toEqual(DIALOG);
    expect(parseContainDialog(text.padEnd(3_001))).toBeUndefined();
    expect(parseReleaseDialog(JSON.stringify({ containmentId: 'x'.repeat(201), replyTo: THREAD }))).toBe(
      undefined,
    );
  });

  it('holds the longest ARN that IAM makes', () => {
    const longest = `arn:aws-us-gov:iam::123456789012:user/${'p'.repeat(510)}/${'n'.repeat(64)}`;
    expect(parseContainDialog(JSON.stringify({ ...DIALOG, whom: longest }))?.whom).toBe(longest);
  });
});

describe('the answers', () => {
  it('are what was chosen and typed', () => {
    const state = {
      ...selected(mode, 'deny'),
      ...ticked(),
      ...selected(minutes, '240'),
      ...typed(' leaked on GitHub '),
    };
    expect(readContainAnswers(DIALOG, state)).toEqual({
      mode: 'deny',
      deletePassword: false,
      minutes: 240,
      reason: 'leaked on GitHub',
    });
    expect(readContainAnswers(OPENED, ticked(DELETE_PASSWORD)).deletePassword).toBe(true);
  });

  it('are those of the dialog where a block is not there', () => {
    expect(readContainAnswers(DIALOG, {})).toEqual({
      mode: 'revoke-sessions',
      deletePassword: true,
      reason: '',
    });
    expect(readContainAnswers(OPENED, {})).toEqual({ deletePassword: false, reason: '' });
  });

  it('believe a press more than the state', () => {
    const state = { ...selected(mode, 'revoke-sessions'), ...ticked(DELETE_PASSWORD) };
    const chosen = { action_id: mode, selected_option: { value: 'deny' } };
    const cleared = { action_id: password, selected_options: [] };
    expect(readContainAnswers(DIALOG, state, [chosen])).toMatchObject({ mode: 'deny', deletePassword: true });
    expect(readContainAnswers(DIALOG, state, [cleared])).toMatchObject({
      mode: 'revoke-sessions',
      deletePassword: false,
    });
  });

  it.each(DURATIONS)('know the duration %s', (duration) => {
    const expected = duration === 'until-released' ? {} : { minutes: Number(duration) };
    expect(readContainAnswers(OPENED, selected(minutes, duration))).toEqual({
      deletePassword: false,
      reason: '',
      ...expected,
    });
  });

  it('take no value that the dialog does not offer', () => {
    for (const foreign of ['1', '-60', '60.0', '1e9', 'NaN', '__proto__', '']) {
      const state = { ...selected(minutes, foreign), ...selected(mode, foreign), ...ticked(foreign) };
      expect(readContainAnswers(OPENED, state)).toEqual({ deletePassword: false, reason: '' });
    }
  });

  it('hold no reason that a job could not', () => {
    expect(readReason(typed('x'.repeat(3_000)))).toHaveLength(3_000);
    for (const none of ['x'.repeat(3_001), ' \n ', '', null, 7]) expect(readReason(typed(none))).toBe('');
  });
});

describe('whatever comes', () => {
  const element = fc.record(
    { selected_option: fc.anything(), selected_options: fc.anything(), value: fc.anything() },
    { requiredKeys: [] },
  );
  const state = fc.oneof(
    fc.anything(),
    fc.dictionary(
      fc.constantFrom(mode, password, minutes, reason, '__proto__'),
      fc.dictionary(fc.constantFrom(mode, password, minutes, reason), element),
    ),
  );

  it('is read without harm, and gives nothing that was not offered', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        state,
        fc.array(fc.record({ action_id: fc.string() })),
        (any, values, pressed) => {
          parseContainDialog(any);
          parseReleaseDialog(any);
          parseContainDialog(String(JSON.stringify(any)));
          parseReleaseDialog(String(JSON.stringify(any)));
          const answers = readContainAnswers(DIALOG, values, pressed);
          expect(MODES).toContain(answers.mode);
          expect([undefined, 60, 240, 720, 1_440]).toContain(answers.minutes);
          expect(answers.deletePassword).toBeTypeOf('boolean');
          expect(answers.reason.length).toBeLessThanOrEqual(3_000);
        },
      ),
    );
  });
});
