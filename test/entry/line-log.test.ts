// What the ingress writes down when something goes wrong.
import { expect, it } from 'vitest';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { createLineLog } from '../../bot/entry/line-log.ts';

it('writes what JSON cannot hold as well as it can', () => {
  const lines: string[] = [];
  const circular: Record<string, unknown> = { name: 'ring' };
  circular.self = circular;
  createLineLog('slack', (line) => lines.push(line)).error('odd', { circular, big: 1n });
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'odd',
    facts: expect.stringContaining('ring'),
  });
});

it('writes one line of JSON, with what went wrong and why', () => {
  const lines: string[] = [];
  const log = createLineLog('slack', (line) => lines.push(line));
  const cause = new Error('socket\nclosed');
  const error = new TrailbotError({ code: 'slack_failed', message: 'No.', hint: 'Wait.', cause });
  log.warn('a click failed', { action: 'x', error });
  log.info('fine');
  expect(lines).toHaveLength(2);
  expect(lines.join('').includes('\n')).toBe(false);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'WARN',
    message: 'a click failed',
    service: 'trailbot-slack',
    action: 'x',
    error: {
      name: 'TrailbotError',
      code: 'slack_failed',
      message: 'No.',
      hint: 'Wait.',
      cause: { message: 'socket\nclosed' },
    },
  });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'INFO', message: 'fine' });
});
