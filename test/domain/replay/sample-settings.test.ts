import { describe, expect, it } from 'vitest';
import { SAMPLE, sampleParts } from '../../../bot/domain/replay/sample-settings.ts';
import { CHANGEABLE } from '../../../bot/domain/replay/what-to-change.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { loadVariant } from '../../../bot/entry/replay-variants.ts';

const shipped = loadVariant(TEMPLATES);

describe('the settings that nobody has edited', () => {
  it('are known by what is shipped', () => {
    const { accounts, workingHours } = shipped.settings;
    expect({ accounts, workingHours }).toEqual(SAMPLE);
    expect(sampleParts(shipped.settings)).toEqual({ accounts: true, workingHours: true });
  });

  it('have names of nobody’s, though the hours were set', () => {
    const workingHours = { ...SAMPLE.workingHours, timeZone: 'America/New_York' };
    expect(sampleParts({ ...SAMPLE, workingHours })).toEqual({ accounts: true, workingHours: false });
  });

  it('are somebody’s where the accounts have names, and so are the hours in them', () => {
    const accounts = { '210987654321': 'shop' };
    expect(sampleParts({ ...SAMPLE, accounts })).toEqual({ accounts: false, workingHours: false });
  });
});

describe('what to change', () => {
  it('is said of detections that there are', () => {
    const ids = shipped.detections.map(({ id }) => id);
    expect(CHANGEABLE.filter((id) => !ids.includes(id))).toEqual([]);
    expect(CHANGEABLE).toContain('console-login-without-mfa');
  });
});
