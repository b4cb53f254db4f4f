import { describe, expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { parseJob } from '../../bot/domain/job.ts';
import { dueOf, formatScheduled, parseScheduled, SCHEDULED_TASKS } from '../../bot/domain/scheduled.ts';

const stamp = { id: 'd32c5kddcf5bb8c3', at: '2026-11-23T08:00:00Z' };
const JOB = {
  id: 'press 1',
  userId: 'U0ALEX0001',
  replyTo: { kind: 'home' },
  work: { kind: 'review' },
};

describe('what the clock asks for', () => {
  it.each(SCHEDULED_TASKS)('is read as it was written: %s', (task) => {
    const body = formatScheduled(task, stamp);
    expect(body.startsWith('{"kind":"scheduled"')).toBe(true);
    expect(parseScheduled(body)).toEqual({ task, id: stamp.id, at: new Date(stamp.at) });
  });

  it('is never taken for what a person asked for, nor the other way round', () => {
    expect(parseJob(formatScheduled('review', stamp))).toBeUndefined();
    expect(parseScheduled(JSON.stringify(JOB))).toBeUndefined();
    const talk = { ...JOB, command: 'who {"kind":"scheduled","task":"test"}' };
    expect(parseScheduled(JSON.stringify(talk))).toBeUndefined();
  });

  it.each(['', 'not JSON', '[]', 'null', '"scheduled"', '{"task":"review"}'])(
    'is not what is something else: %s',
    (body) => expect(parseScheduled(body)).toBeUndefined(),
  );

  it.each([
    ['an unknown task', { task: 'reboot' }],
    ['a time that is none', { at: '<aws.scheduler.scheduled-time>' }],
    ['no id', { id: '' }],
    ['something of a job in it', { work: { kind: 'status' } }],
  ])('is refused aloud with %s, so that it is not done as something else', (_, change) => {
    const body = JSON.stringify({ kind: 'scheduled', task: 'review', ...stamp, ...change });
    expect(() => parseScheduled(body)).toThrow(TrailbotError);
  });
});

describe('when it is due', () => {
  it('is the time of the review for the review and the look at the trail, every day', () => {
    expect(dueOf('review', '09:05')).toEqual({ hour: 9, minute: 5 });
    expect(dueOf('check', '00:00')).toEqual({ hour: 0, minute: 0 });
  });

  it('is an hour later on Monday for the test, also when that hour begins the next day', () => {
    expect(dueOf('test', '09:05')).toEqual({ hour: 10, minute: 5, weekDay: 'MON' });
    expect(dueOf('test', '22:59')).toEqual({ hour: 23, minute: 59, weekDay: 'MON' });
    expect(dueOf('test', '23:30')).toEqual({ hour: 0, minute: 30, weekDay: 'TUE' });
  });
});
