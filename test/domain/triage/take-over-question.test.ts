// Who is heard about an incident although another one was asked about.
import { describe, expect, it } from 'vitest';
import { takeOverQuestion } from '../../../bot/domain/triage/take-over-question.ts';
import type { Triage } from '../../../bot/domain/triage/triage.ts';
import { incident, NOW } from '../../support/alert-fixtures.ts';

const ALEX = 'U0ALEX0001';
const SAM = 'U0SAM00001';
const takenOver = (triage: Triage) => takeOverQuestion(incident({ triage }), ALEX, NOW).triage;

describe('the question of an earlier incident', () => {
  it('is put where nobody was asked yet, and keeps what people did', () => {
    expect(takenOver({ assignee: SAM })).toEqual({ assignee: SAM, asked: { userId: ALEX, at: NOW } });
  });

  it('takes the place of one to somebody else', () => {
    expect(takenOver({ asked: { userId: SAM, at: NOW, answer: 'yes' } })?.asked).toEqual({
      userId: ALEX,
      at: NOW,
    });
  });

  it.each<[string, Triage]>([
    ['the same person was asked', { asked: { userId: ALEX, at: NOW, answer: 'yes' } }],
    ['somebody said no', { asked: { userId: SAM, at: NOW, answer: 'no' } }],
  ])('changes nothing where %s', (_, triage) => {
    const before = incident({ triage });
    expect(takeOverQuestion(before, ALEX, NOW)).toBe(before);
  });
});
