import { describe, expect, it } from 'vitest';
import { renderProgress } from '../../bot/render/replay-progress.ts';

const HALF = { files: 1_200, of: 2_400, events: 2_450_000, ms: 10_000 };

describe('how far a replay is', () => {
  it('is told with rate and time left', () => {
    expect(renderProgress({ files: 25, of: 100, events: 50_000, ms: 2_000 })).toBe(
      '25 of 100 files, 50,000 records, 25,000 a second, 6 s left',
    );
    expect(renderProgress({ files: 10, of: 15_000, events: 10, ms: 2_000 })).toContain(', 50 min left');
  });

  it('is told without what is left, where nobody knows how much there is', () => {
    expect(renderProgress({ files: 1_200, of: undefined, events: 50_000, ms: 1_000 })).toBe(
      '1,200 files so far, 50,000 records, 50,000 a second',
    );
    expect(renderProgress({ files: 1, of: undefined, events: 5, ms: 1_000 })).toContain('1 file so far');
  });

  it.each([
    ['no file is read', { files: 0, ms: 60_000 }],
    ['it has only begun', { files: 15, ms: 400 }],
    ['few files have come', { files: 9, ms: 60_000 }],
    ['all are read', { files: 100, ms: 60_000 }],
  ])('is told without what is left, where %s', (_, so) => {
    expect(renderProgress({ of: 100, events: 10, ...so })).not.toContain('left');
  });

  it('is told in what is read', () => {
    expect(renderProgress({ files: 12, unit: 'slice', of: 24, events: 100, ms: 3_000 })).toBe(
      '12 of 24 slices, 100 records, 33 a second, 3 s left',
    );
  });

  it.each([
    [80, '1,200 of 2,400 files, 2,450,000 records, 245,000 a second, 10 s left'],
    [60, '1,200 of 2,400 files, 245,000 a second, 10 s left'],
    [39, '1,200 of 2,400 files, 10 s left'],
    [25, '1,200 of 2,400 files'],
    [10, '1,200 of 2'],
  ])('fits a line of %i characters', (columns, line) => {
    expect(renderProgress(HALF, columns)).toBe(line);
  });
});
