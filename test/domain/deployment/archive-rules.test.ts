import { describe, expect, it } from 'vitest';
import { archiveRules } from '../../../bot/domain/deployment/archive-rules.ts';

const classes = (days: number) => archiveRules(days).transitions.map(({ storageClass }) => storageClass);

describe('the rules of the archive', () => {
  it('move log files only while they are kept', () => {
    expect(classes(91)).toEqual(['STANDARD_IA', 'GLACIER']);
    expect(classes(365)).toEqual(['STANDARD_IA', 'GLACIER']);
    expect(classes(366)).toEqual(['STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE']);
  });

  it('give a year to bring back what was deleted, and never longer than the archive keeps anything', () => {
    expect(archiveRules(2_557)).toMatchObject({ expireAfterDays: 2_557, recoverableDays: 365 });
    expect(archiveRules(120)).toMatchObject({ expireAfterDays: 120, recoverableDays: 120 });
  });
});
