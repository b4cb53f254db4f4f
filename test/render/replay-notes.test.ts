import { describe, expect, it } from 'vitest';
import type { Replayed } from '../../bot/domain/replay/replayed.ts';
import type { ReplayReport } from '../../bot/domain/replay/report.ts';
import { countingNotes, readingNotes } from '../../bot/render/replay-notes.ts';

const NONE = {
  events: 9_000,
  repeated: 0,
  hidden: 0,
  belowThreshold: 0,
  undated: 0,
  undatedSome: [] as ReplayReport['undatedSome'],
  pagesBeyond: 0,
  detections: [] as ReplayReport['detections'],
} as ReplayReport;
const READ = { complete: true, skipped: [] as Replayed['skipped'] } as Replayed;

describe('the notes of a report', () => {
  it('are none where all was read and all is told', () => {
    expect([...readingNotes(READ), ...countingNotes(NONE)]).toEqual([]);
  });

  it('say what was skipped by its kind, one or more', () => {
    const skipped = [
      { kind: 'digest', count: 1 },
      { kind: 'foreign', count: 1_200 },
      { kind: 'of a later day', count: 2 },
    ];
    expect(readingNotes({ ...READ, complete: false, skipped })).toEqual([
      'Stopped: this is what was read until then.',
      'Skipped: 1 digest file, 1,200 that are not CloudTrail’s, 2 of a later day.',
    ]);
  });

  it('say what is told less often than it came', () => {
    expect(countingNotes({ ...NONE, repeated: 1, hidden: 1, belowThreshold: 1, pagesBeyond: 1 })).toEqual([
      '1 match came again in a record that was delivered twice, and is left out. What no detection counts is not compared: among the 9,000 records such a one counts twice.',
      '1 match expected or muted: for the review, not told at once.',
      '1 match told to nobody: fewer at a time than the alarm waits for.',
      '1 more page not looked at: a detection is far too wide.',
    ]);
    const waiting = { id: 'secrets-read', belowThreshold: 3, alarm: { threshold: 10, period: 300 } };
    const detections = [waiting] as unknown as ReplayReport['detections'];
    expect(countingNotes({ ...NONE, belowThreshold: 3, detections })).toEqual([
      '3 matches told to nobody: fewer at a time than the alarm waits for (secrets-read waits for 10 within 5 minutes).',
    ]);
  });

  it('name what does not say when it was, and nothing in it reaches the terminal as it is', () => {
    const undatedSome = [{ detectionId: 'root-usage', eventID: 'e\u001b[31m1' }];
    const [note = ''] = countingNotes({ ...NONE, undated: 3, undatedSome });
    expect(note).toContain('3 matches without a readable time: in no message');
    expect(note).toMatch(/root-usage in event e.*1 and 2 more\.$/);
    expect(note).not.toContain('\u001b');
  });
});
