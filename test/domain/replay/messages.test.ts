import { describe, expect, it } from 'vitest';
import { actorReports } from '../../../bot/domain/replay/actor-reports.ts';
import type { Finding } from '../../../bot/domain/replay/finding.ts';
import { messagesOf, worstOf } from '../../../bot/domain/replay/messages.ts';
import { finding } from '../../support/findings.ts';

const told = (incident: number | undefined, changes: Partial<Finding> = {}) => ({
  incident,
  page: finding(changes),
});

describe('the messages of a replay', () => {
  it('are as bad as their worst page, and name their detections from the worst on', () => {
    const messages = messagesOf([
      told(1, { at: 10, detectionId: 'iam-changes', severity: 'medium' }),
      told(1, { at: 20, detectionId: 'root-usage', severity: 'critical' }),
      told(1, { at: 30, detectionId: 'iam-changes', severity: 'high' }),
      told(undefined, { at: 40, severity: 'critical' }),
    ]);
    expect(messages).toEqual([
      {
        incident: 1,
        severity: 'critical',
        actorName: 'alice',
        accountId: '123456789012',
        from: 10,
        until: 30,
        pages: 3,
        detections: ['root-usage', 'iam-changes'],
      },
    ]);
  });

  it('are five at most where the worst are asked for: by severity, then the newest', () => {
    const severities = ['high', 'low', 'critical', 'high', 'high', 'medium', 'high'] as const;
    const messages = messagesOf(severities.map((severity, n) => told(n + 1, { at: n, severity })));
    expect(worstOf(messages).map(({ incident }) => incident)).toEqual([3, 7, 5, 4, 1]);
  });
});

describe('whom a replay is about', () => {
  it('begins with who did the worst, however little that was', () => {
    const noise = Array.from({ length: 12 }, (_, n) =>
      Array.from({ length: 20 }, () => told(n + 1, { actorKey: `noise-${n}`, actorName: `noise-${n}` })),
    );
    const attack = told(99, { severity: 'critical', actorKey: 'eve', actorName: 'eve', at: 7 });
    const actors = actorReports([...noise.flat(), attack]);
    expect(actors).toHaveLength(10);
    expect(actors[0]).toMatchObject({ name: 'eve', severity: 'critical', pages: 1, first: 7, last: 7 });
  });

  it('names what each did from the worst on', () => {
    const [actor] = actorReports([
      told(1, { detectionId: 'often' }),
      told(1, { detectionId: 'often' }),
      told(1, { detectionId: 'worst', severity: 'critical' }),
    ]);
    expect(actor?.detections).toEqual(['worst', 'often']);
  });
});
