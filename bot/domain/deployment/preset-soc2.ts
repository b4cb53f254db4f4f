// SOC 2: the AICPA's Trust Services Criteria of 2017, common criteria.
import type { PresetRules } from './presets.ts';

export const SOC2: PresetRules = {
  name: 'SOC 2',
  // The criteria name no number: a year covers the longest usual period of a type II report.
  archiveDays: 365,
  serves: {
    recorded: [{ id: 'CC7.2', asks: 'systems are monitored for what is out of the ordinary' }],
    kept: [{ id: 'CC7.3', asks: 'events can be evaluated; no number is named, auditors ask for a year' }],
    validated: [{ id: 'CC7.2', asks: 'systems are monitored for what is out of the ordinary' }],
    protected: [{ id: 'CC6.1', asks: 'access to what matters is restricted' }],
    locked: [{ id: 'CC6.1', asks: 'access to what matters is restricted' }],
    encrypted: [{ id: 'CC6.1', asks: 'access to what matters is restricted, also by encryption' }],
    alarms: [
      { id: 'CC7.2', asks: 'systems are monitored for what is out of the ordinary' },
      { id: 'CC7.4', asks: 'incidents are responded to by a defined programme' },
    ],
    review: [{ id: 'CC7.3', asks: 'security events are evaluated and acted on' }],
  },
};
