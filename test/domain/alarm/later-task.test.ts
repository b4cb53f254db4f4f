import { describe, expect, it } from 'vitest';
import { formatLaterTask, type LaterTask, parseLaterTask } from '../../../bot/domain/alarm/later-task.ts';
import { putOff } from '../../../bot/flow/put-off.ts';
import { NOW } from '../../support/alert-fixtures.ts';

const reminder: LaterTask = {
  kind: 'unacknowledged',
  step: 'remind',
  incidentId: 'inc-1',
  since: NOW,
  left: 0,
};

describe('what is put off', () => {
  it.each<LaterTask>([
    { kind: 'deepen', incidentId: 'inc-1' },
    { kind: 'tell', incidentId: 'inc-1' },
    { kind: 'ask', incidentId: 'inc-1', since: NOW },
    { kind: 'unanswered', incidentId: 'inc-1', since: NOW, left: 60 },
    reminder,
  ])('comes back as it was: $kind', (task) => {
    expect(parseLaterTask(formatLaterTask(task))).toEqual(task);
  });

  it.each([
    ['{"kind":"unacknowledged","step":"shout","incidentId":"x","since":"2026-11-22T14:05:00Z","left":0}'],
    ['{"kind":"unacknowledged","step":"page","incidentId":"x","since":"yesterday","left":0}'],
    ['{"kind":"unanswered","incidentId":"x","since":"2026-11-22T14:05:00Z","left":-1}'],
    ['{"kind":"ask","incidentId":"x"}'],
    ['{"kind":"ask"'],
    ['{"kind":"other"}'],
  ])('is nothing else: %s', (body) => {
    expect(parseLaterTask(body)).toBeUndefined();
  });

  it('for longer than a queue can is put off in stretches of a quarter of an hour', async () => {
    const stretches: number[] = [];
    let left = 2_000;
    const later = {
      schedule: async (task: LaterTask, seconds: number) => {
        stretches.push(seconds);
        left = 'left' in task ? task.left : 0;
      },
    };
    while (left > 0) await putOff(reminder, left, { later });
    expect(stretches).toEqual([900, 900, 200]);
  });
});
