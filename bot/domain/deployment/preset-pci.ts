// PCI DSS 4.0.1, requirement 10: log and monitor all access to system components and cardholder data.
import type { PresetRules } from './presets.ts';

export const PCI: PresetRules = {
  name: 'PCI DSS 4.0.1',
  archiveDays: 365,
  logDays: 90,
  serves: {
    recorded: [
      { id: '10.2.1', asks: 'audit logs are on for all system components' },
      { id: '10.2.1.2', asks: 'what people with administrative access do is recorded' },
      { id: '10.2.1.5', asks: 'changes to credentials and identities are recorded' },
      { id: '10.2.2', asks: 'each record says who, what, when, from where, on what, and with what success' },
    ],
    'data-events': [{ id: '10.2.1.1', asks: 'each access of a person to cardholder data is recorded' }],
    kept: [{ id: '10.5.1', asks: 'audit logs are kept for at least 12 months' }],
    'at-hand': [{ id: '10.5.1', asks: 'the most recent three months can be analysed at once' }],
    validated: [{ id: '10.3.4', asks: 'a change to existing audit logs is noticed' }],
    protected: [
      { id: '10.3.2', asks: 'no individual can modify audit logs' },
      { id: '10.3.3', asks: 'audit logs are soon in a central place that is hard to modify' },
    ],
    locked: [{ id: '10.3.2', asks: 'no individual can modify audit logs' }],
    alarms: [
      { id: '10.4.1.1', asks: 'reviews are automated' },
      { id: '10.7.2', asks: 'failing audit logs are noticed and alerted on promptly' },
    ],
    review: [
      { id: '10.4.1', asks: 'audit logs are reviewed at least once a day' },
      { id: '10.4.3', asks: 'what a review finds is followed up' },
    ],
  },
};
