import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../bot/catalog/load-catalog.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';

const SETTINGS = `accounts: { '123456789012': production }
networks: { '192.0.2.0/24': Office, '2001:db8::/32': VPN }
regions: [eu-west-1]
workingHours: { timeZone: Europe/Amsterdam, days: [Mon, Sun], from: '08:00', to: '19:00' }
channels: { critical: security-alerts, high: C0123456789, medium: security-alerts, low: security-alerts }
fallbackChannel: security-alerts
trail: { name: company-security-audit-trail, logGroup: CloudTrail/SecurityAuditLogs, homeRegion: us-east-1 }
incidentQuietHours: 12
people: { responders: [U0123456789], approvers: [] }
answersIn: [security-alerts]
escalation: { remindMinutes: 5, pageMinutes: 15 }
containment: { breakGlass: ['arn:aws:iam::123456789012:user/break-glass'], onePersonWhenCritical: false, memberAccounts: {} }
`;

function settingsErrorAfter(from: string, to: string): TrailbotError {
  expect(SETTINGS).toContain(from);
  try {
    parseSettings('settings.yml', SETTINGS.replace(from, to));
  } catch (error) {
    if (error instanceof TrailbotError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('parseSettings', () => {
  it('gives weekdays as ISO numbers and takes both IP versions', () => {
    const settings = parseSettings('settings.yml', SETTINGS);
    expect(settings.workingHours.days).toEqual([1, 7]);
    expect(Object.keys(settings.networks)).toEqual(['192.0.2.0/24', '2001:db8::/32']);
  });

  it('takes a map whose entries are all commented out as empty', () => {
    const text = SETTINGS.replace(/^networks: .*$/m, 'networks:\n  # nothing yet');
    expect(parseSettings('settings.yml', text).networks).toEqual({});
  });

  it('explains the channel name that YAML read as a comment', () => {
    const error = settingsErrorAfter('fallbackChannel: security-alerts', 'fallbackChannel: #security-alerts');
    expect(error.code).toBe('settings_invalid');
    expect(error.message).toBe('settings.yml, fallbackChannel, line 6: is empty.');
    expect(error.hint).toContain('without the # (in YAML a # begins a comment)');
  });

  it.each([
    ["'123456789012'", '012345678901', 'accounts', '12 digits, in quotes'],
    ["'192.0.2.0/24'", "'192.0.2.0/240'", 'networks', 'is not a CIDR block'],
    ['Europe/Amsterdam', 'Europe/Amsterdm', 'workingHours.timeZone', 'is not an IANA time zone'],
    ['Mon, Sun', 'Monday', 'workingHours.days[0]', 'Mon, Tue, Wed'],
    ["from: '08:00'", "from: '8:00'", 'workingHours.from', 'HH:MM'],
    ["to: '19:00'", "to: '07:00'", 'workingHours.to', 'is not later than `from`'],
    ['high: C0123456789', 'high: Security Alerts', 'channels.high', "is not a Slack channel's name or id"],
    ['us-east-1', 'Virginia', 'trail.homeRegion', "is not a Region's code"],
    ['incidentQuietHours: 12', 'incidentQuietHours: 0', 'incidentQuietHours', 'must be at least 1'],
    ['user/break-glass', 'policy/x', 'containment.breakGlass[0]', 'is not the ARN of an IAM user or role'],
    ['memberAccounts: {}', 'memberAccounts: { 12: x }', 'containment.memberAccounts', '12 digits, in quotes'],
    ['fallbackChannel', 'fallbackChanel', 'fallbackChanel', 'Did you mean fallbackChannel?'],
  ])('names key and remedy: %s → %s', (from, to, key, text) => {
    const error = settingsErrorAfter(from, to);
    expect(`${error.message} ${error.hint}`).toContain(key);
    expect(`${error.message} ${error.hint}`).toContain(text);
  });
});
