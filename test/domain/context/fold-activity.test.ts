import { expect, it } from 'vitest';
import { foldActivity } from '../../../bot/domain/context/fold-activity.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';
import { call, record, refused, trailEvent } from '../../support/records.ts';

const STRETCH = {
  from: new Date('2026-11-22T13:00:00Z'),
  to: new Date('2026-11-22T14:00:00Z'),
  truncated: false,
};
let made = 0;
function event(raw: JsonObject, time = '2026-11-22T13:30:00Z') {
  made += 1;
  return trailEvent({ ...raw, eventID: `event-${made}`, eventTime: time });
}
const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);

it('puts changes and failures before reads, however many', () => {
  const list = record();
  const { lines, total } = foldActivity(
    [
      ...times(40, () => event(list)),
      event(call('iam', 'CreateUser')),
      ...times(2, () => event(refused(record({ eventName: 'GetUser' })))),
      event(record({ eventName: 'GetUser' })),
    ],
    STRETCH,
  );
  expect(lines.map(({ eventName, count, failed }) => [eventName, count, failed])).toEqual([
    ['GetUser', 3, 2],
    ['CreateUser', 1, 0],
    ['ListUsers', 40, 0],
  ]);
  expect(total).toBe(44);
});

it('tells a read from a change by its name where the record does not say', () => {
  const unsaid = (eventName: string) => event(record({ eventName, readOnly: null }));
  const { lines } = foldActivity([unsaid('DescribeTrails'), unsaid('StopLogging')], STRETCH);
  expect(lines.map(({ eventName }) => eventName)).toEqual(['StopLogging', 'DescribeTrails']);
});

it('counts an event that was read twice once', () => {
  const one = event(record());
  expect(foldActivity([one, one], STRETCH)).toMatchObject({ total: 1, lines: [{ count: 1 }] });
});

it('keeps the latest time of a line, whatever order the events came in', () => {
  const late = '2026-11-22T13:45:00Z';
  const { lines } = foldActivity([event(record(), late), event(record(), '2026-11-22T13:05:00Z')], STRETCH);
  expect(lines[0]?.lastTime).toEqual(new Date(late));
});

it('keeps calls of one name but two services apart', () => {
  const { lines } = foldActivity([event(call('iam', 'PutPolicy')), event(call('s3', 'PutPolicy'))], STRETCH);
  expect(lines).toHaveLength(2);
});

it('shows twelve lines at most, and counts all', () => {
  const many = times(30, () => event(record({ eventName: `Get${made}` })));
  const activity = foldActivity(many, { ...STRETCH, truncated: true });
  expect(activity).toMatchObject({ total: 30, truncated: true });
  expect(activity.lines).toHaveLength(12);
});
