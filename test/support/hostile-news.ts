// News and deeds with words in them as an attacker would choose them.
import fc from 'fast-check';
import { SEVERITIES } from '../../bot/domain/detection/detection.ts';
import type { News } from '../../bot/domain/incident/incident.ts';
import type { Deed } from '../../bot/domain/triage/audit-entry.ts';
import { VERDICTS } from '../../bot/domain/triage/triage.ts';
import { date, text } from './hostile-arbitraries.ts';

const severity = fc.constantFrom(...SEVERITIES);

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('acknowledged' as const) }),
  fc.record({ kind: fc.constant('assigned' as const), to: text }),
  fc.record({ kind: fc.constant('resolved' as const), verdict: fc.constantFrom(...VERDICTS), note: text }),
  fc.record({ kind: fc.constant('reminded' as const), whom: text }),
  fc.record({ kind: fc.constant('escalated' as const), because: text }),
  fc.record({ kind: fc.constant('asked' as const), whom: text }),
  fc.record({
    kind: fc.constant('suppressed' as const),
    suppressionId: text,
    detectionId: text,
    scope: text,
    reason: text,
    expiresAt: date,
  }),
);

export const news: fc.Arbitrary<News> = fc.oneof(
  fc.record({
    kind: fc.constant('deed' as const),
    entry: fc.record({ id: text, at: date, userId: text, deed }),
  }),
  fc.record({ kind: fc.constant('detection' as const), detectionId: text, severity }),
  fc.record({ kind: fc.constant('address' as const), address: text }),
  fc.record({ kind: fc.constant('region' as const), region: text }),
  fc.record({ kind: fc.constant('action' as const), eventName: text, eventSource: text }),
  fc.record({ kind: fc.constant('severity' as const), from: severity, to: severity, because: text }),
  fc.record({ kind: fc.constant('quiet' as const), at: date, alarmName: text }),
);
