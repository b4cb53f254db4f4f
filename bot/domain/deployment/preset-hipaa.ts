// The HIPAA Security Rule, 45 CFR part 164 subpart C.
import type { PresetRules } from './presets.ts';

export const HIPAA: PresetRules = {
  name: 'HIPAA',
  // Six years have at most two leap days. The rule says it of documentation; audit logs are commonly kept likewise.
  archiveDays: 2_192,
  serves: {
    recorded: [{ id: '164.312(b)', asks: 'activity in systems with health information is recorded' }],
    'data-events': [{ id: '164.312(b)', asks: 'activity in systems with health information is recorded' }],
    kept: [
      {
        id: '164.316(b)(2)(i)',
        asks: 'required documentation is kept for six years, commonly applied to audit logs',
      },
    ],
    validated: [{ id: '164.312(c)(1)', asks: 'no improper alteration or destruction' }],
    protected: [{ id: '164.312(c)(1)', asks: 'no improper alteration or destruction' }],
    locked: [{ id: '164.312(c)(1)', asks: 'no improper alteration or destruction' }],
    encrypted: [{ id: '164.312(a)(2)(iv)', asks: 'encryption at rest (addressable)' }],
    alarms: [
      { id: '164.308(a)(5)(ii)(C)', asks: 'log-in attempts are monitored (addressable)' },
      { id: '164.308(a)(6)(ii)', asks: 'security incidents are identified and responded to' },
    ],
    review: [{ id: '164.308(a)(1)(ii)(D)', asks: 'records of activity are reviewed regularly' }],
  },
};
