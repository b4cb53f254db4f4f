import { describe, expect, it } from 'vitest';
import { channelIdsToName, judgeChannels } from '../../../bot/domain/health/judge-channels.ts';

const ID = 'C0ALERTS01';
const channels = { critical: 'alerts', high: 'alerts', medium: 'alerts', low: 'alerts' };
const settings = {
  channels,
  fallbackChannel: 'bot',
  dailyReview: { at: '09:00', channel: 'review' },
  answersIn: ['alerts', 'review'],
};
const named = (...names: readonly (readonly [string, string])[]) => ({ value: new Map(names) });

describe('whether buttons are answered', () => {
  it('is well when each channel with buttons is in answersIn, and Slack need not be asked', () => {
    expect(channelIdsToName(settings)).toEqual([]);
    expect(judgeChannels(settings, named()).state).toBe('ok');
  });

  it('is a warning that names each channel whose buttons are refused, and what to write where', () => {
    const found = judgeChannels({ ...settings, answersIn: [] }, named());
    expect(found.state).toBe('warning');
    expect(found.detail).toBe(
      '#alerts, #review are not in answersIn: whoever presses a button there is refused.',
    );
    expect(found.remedy).toBe('Add those channels to answersIn in templates/settings.yml, and deploy again.');
    const one = judgeChannels({ ...settings, answersIn: ['alerts'] }, named());
    expect(one.detail).toContain('#review is not in answersIn');
  });

  it('looks at the fallback channel where the review has none of its own', () => {
    const { dailyReview: _unsaid, ...rest } = settings;
    expect(judgeChannels(rest, named()).detail).toContain('#bot is not in answersIn');
  });

  it('knows a channel that one place calls by its id and another by its name', () => {
    const byId = { ...settings, answersIn: [ID, 'review'] };
    expect(channelIdsToName(byId)).toEqual([ID]);
    expect(judgeChannels(byId, named([ID, 'alerts'])).state).toBe('ok');
    const alertsById = { ...settings, channels: { ...channels, low: ID } };
    expect(judgeChannels(alertsById, named([ID, 'alerts'])).state).toBe('ok');
    expect(judgeChannels(alertsById, named([ID, 'elsewhere'])).detail).toContain('#elsewhere');
    expect(judgeChannels(alertsById, named()).detail).toContain(ID);
  });

  it('is unknown, not well, when Slack did not tell the names', () => {
    const found = judgeChannels(settings, { because: 'Slack did not answer.', remedy: 'Try again.' });
    expect(found).toMatchObject({ state: 'unknown', detail: 'because Slack did not answer.' });
  });
});
