import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { LOOKS } from '../../../bot/domain/alarm/look-again.ts';
import { FUNCTIONS } from '../../../bot/domain/deployment/functions.ts';
import { guardAlarms } from '../../../bot/domain/deployment/guard-alarms.ts';
import { QUEUES } from '../../../bot/domain/deployment/queues.ts';

const alarms = guardAlarms('the/group');
const alarm = (name: string) => {
  const found = alarms.find((it) => it.name === name);
  if (found === undefined) throw new Error(`There is no alarm ${name}.`);
  return found;
};

describe('the alarms on the bot', () => {
  it('watch what is given up on in every queue, the stream’s as well: one message is enough', () => {
    const deadLetters = [...Object.values(QUEUES).map((queue) => queue.deadLetters), 'trailbot-stream-dlq'];
    for (const QueueName of deadLetters) {
      expect(alarm(`${QueueName}-not-empty`)).toMatchObject({
        dimensions: { QueueName },
        metricName: 'ApproximateNumberOfMessagesVisible',
        threshold: 1,
        evaluationPeriods: 1,
        rings: 'at or above',
      });
    }
  });

  it('let a message wait for as long as the bot itself puts it off, and no page comes of it', () => {
    for (const { name } of Object.values(QUEUES)) {
      const { metricName, threshold } = alarm(`${name}-waiting`);
      expect(metricName).toBe('ApproximateAgeOfOldestMessage');
      expect(threshold).toBeGreaterThan(Math.max(...LOOKS, 900));
    }
  });

  it('ring for an alert that is tried in vain long before it is given up on', () => {
    const { periodSeconds, evaluationPeriods, dimensions } = alarm('trailbot-alerts-failing');
    expect(dimensions).toEqual({ QueueName: 'trailbot-alerts' });
    expect(periodSeconds * evaluationPeriods).toBeLessThanOrEqual(1_800);
  });

  it('watch errors and throttles of every function, and ring for none that comes alone', () => {
    for (const { name } of Object.values(FUNCTIONS)) {
      for (const what of ['errors', 'throttles']) {
        const { dimensions, datapointsToAlarm, threshold } = alarm(`${name}-${what}`);
        expect(dimensions).toEqual({ FunctionName: name });
        expect(datapointsToAlarm * threshold).toBeGreaterThan(1);
      }
    }
  });

  it('ring when the trail falls silent for an hour, which is when there is no data at all', () => {
    const { missingData, rings, periodSeconds, datapointsToAlarm, dimensions } =
      alarm('trailbot-trail-silent');
    expect({ missingData, rings, dimensions }).toEqual({
      missingData: 'breaching',
      rings: 'below',
      dimensions: { LogGroupName: 'the/group' },
    });
    expect(periodSeconds * datapointsToAlarm).toBe(3_600);
  });

  it('take rest for health everywhere else', () => {
    const breaching = alarms.filter(({ missingData }) => missingData === 'breaching');
    expect(breaching.map(({ name }) => name)).toEqual(['trailbot-trail-silent']);
  });

  it('have names of their own, which no detection has', () => {
    const names = alarms.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^trailbot-[a-z-]+$/);
    const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));
    expect(detections.filter(({ id }) => names.includes(id))).toEqual([]);
  });

  it('say what is wrong and what to do within what CloudWatch takes', () => {
    for (const { description, periodSeconds, evaluationPeriods, datapointsToAlarm } of alarms) {
      expect(description.length).toBeLessThanOrEqual(1_024);
      // CloudWatch looks back a day at most, and in whole minutes.
      expect(periodSeconds * evaluationPeriods).toBeLessThanOrEqual(86_400);
      expect(periodSeconds % 60).toBe(0);
      expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    }
  });
});
