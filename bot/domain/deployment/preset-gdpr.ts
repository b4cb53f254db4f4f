// The GDPR, regulation (EU) 2016/679: a log of who did what is personal data, and protects personal data.
import type { PresetRules } from './presets.ts';

export const GDPR: PresetRules = {
  name: 'GDPR',
  // It names no number and asks for an end: seven years without a reason would be hard to explain.
  archiveDaysUnsaid: 365,
  serves: {
    recorded: [{ id: '32(1)(b)', asks: 'ongoing confidentiality and integrity of processing' }],
    kept: [{ id: '5(1)(e)', asks: 'personal data is kept no longer than it is needed' }],
    validated: [{ id: '5(1)(f)', asks: 'personal data is protected against loss and alteration' }],
    protected: [{ id: '5(1)(f)', asks: 'personal data is protected against loss and alteration' }],
    encrypted: [{ id: '32(1)(a)', asks: 'encryption, where appropriate' }],
    alarms: [{ id: '33(1)', asks: 'a breach is notified within 72 hours of becoming aware of it' }],
    review: [{ id: '32(1)(d)', asks: 'security measures are regularly tested and evaluated' }],
  },
};
