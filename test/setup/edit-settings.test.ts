import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { editSettings, type SettingChange } from '../../bot/setup/edit-settings.ts';
import { SETTINGS_TEXT } from '../support/deploy-stage.ts';

const ANSWERS: readonly SettingChange[] = [
  { path: ['trail', 'homeRegion'], value: 'eu-west-1' },
  { path: ['deployment', 'accountId'], value: '012345678901' },
  { path: ['deployment', 'emails'], value: ['alex@example.com', 'sam@example.com'] },
  { path: ['deployment', 'presets'], value: ['soc2'] },
  { path: ['deployment', 'existing', 'trail'], value: true },
];

describe('editSettings', () => {
  it('changes the lines that are answered, and leaves every other line and comment as it is', () => {
    const edited = editSettings(SETTINGS_TEXT, ANSWERS).split('\n');
    const before = SETTINGS_TEXT.split('\n');
    expect(before.filter((line) => !edited.includes(line))).toEqual([
      '  homeRegion: us-east-1',
      '  presets: []',
    ]);
    expect(edited.filter((line) => !before.includes(line))).toEqual([
      '  homeRegion: eu-west-1',
      '  presets: [soc2]',
      "  accountId: '012345678901'",
      '  emails: [alex@example.com, sam@example.com]',
      '  existing:',
      '    trail: true',
    ]);
  });

  it('writes what the settings are read from again', () => {
    expect(parseSettings('settings.yml', editSettings(SETTINGS_TEXT, ANSWERS))).toMatchObject({
      trail: { homeRegion: 'eu-west-1' },
      deployment: {
        accountId: '012345678901',
        emails: ['alex@example.com', 'sam@example.com'],
        presets: ['soc2'],
        existing: { trail: true, logGroup: false },
      },
    });
  });

  it('gives the same text for the same answers again', () => {
    const once = editSettings(SETTINGS_TEXT, ANSWERS);
    expect(editSettings(once, ANSWERS)).toBe(once);
    expect(editSettings(SETTINGS_TEXT, [])).toBe(SETTINGS_TEXT);
  });

  it('keeps the comment behind a value', () => {
    const change = { path: ['a'], value: 'two' };
    expect(editSettings('a: one # because\n', [change])).toBe('a: two # because\n');
  });

  it.each([
    ['deployment:\n  # of old: x\n', 'deployment:\n  # of old: x\n  emails: [a@example.com]\n'],
    ['deployment:\n', 'deployment:\n  emails: [a@example.com]\n'],
    ['a: 1\n', 'a: 1\ndeployment:\n  emails: [a@example.com]\n'],
  ])('fills in what has nothing behind it, or is not there: %j', (text, expected) => {
    expect(editSettings(text, [{ path: ['deployment', 'emails'], value: ['a@example.com'] }])).toBe(expected);
  });

  it.each(['a: [', 'deployment: much\n'])('refuses a text that it would have to guess at: %j', (text) => {
    expect(() => editSettings(text, [{ path: ['deployment', 'accountId'], value: '1' }])).toThrow(
      expect.objectContaining({ code: 'settings_invalid', hint: expect.stringContaining('npm run catalog') }),
    );
  });
});
