import { describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../bot/entry/replay-progress.ts';

function terminal(changes: Partial<NodeJS.WriteStream>) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { written, stderr: { isTTY: true, write, ...changes } as NodeJS.WriteStream };
}

function tell(columns: number): string {
  const { written, stderr } = terminal({ columns });
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const progress = createProgress({ paths: ['package.json'] }, stderr);
  now.mockReturnValue(10_000);
  progress.step({ files: 0, events: 2_450_000 });
  return written.join('');
}

describe('the line that says how far a replay is', () => {
  it.each([
    [0, '0 of 1 file, 2,450,000 records, 245,000 a second'],
    [49, '0 of 1 file, 2,450,000 records, 245,000 a second'],
    [47, '0 of 1 file, 245,000 a second'],
    [20, '0 of 1 file'],
  ])('stays on one line of a terminal that says it has %i columns', (columns, line) => {
    expect(tell(columns)).toBe(`\r\u001b[K${line}`);
  });

  it('is not written into a pipe', () => {
    const { written, stderr } = terminal({ isTTY: false });
    const progress = createProgress({ paths: ['package.json'] }, stderr);
    progress.step({ files: 1, events: 1 });
    progress.clear();
    expect(written).toEqual([]);
  });
});
