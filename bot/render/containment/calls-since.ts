// What came of a contained principal's calls: that AWS refuses them, or the news that it still lets some through.
import type { CallsSince } from '../../domain/containment/calls/calls-since.ts';
import type { Containment } from '../../domain/containment/containment.ts';
import type { Message } from '../../domain/message.ts';
import { printLine } from '../mention.ts';
import { type Inline, moment, paragraph, shorten } from '../rich-text.ts';
import { targetName } from './target-words.ts';

const NAMES = 8;
const NAME = 60;

/** One line for the list of what was made. */
export function callsLine(calls: CallsSince): readonly Inline[] {
  const { since, refused, failed, incomplete } = calls;
  const more = [...freeWords(calls), ...(incomplete ? [' ⚠️ Not all of its calls could be read.'] : [])];
  if (calls.through.length > 0) return ['⚠️ ', ...throughWords(calls), ...restWords(calls), ...more];
  const total = refused + failed;
  if (total === 0) {
    return incomplete
      ? ['⚠️ Whether AWS refuses its calls could not be read from the trail.']
      : ['No call since ', moment(since), ' has come in.', ...more];
  }
  const came = failed === 0 ? ', all refused.' : `: ${refused} refused, ${failed} failed for another reason.`;
  return [`${callsWord(total)} since `, moment(since), came, ...more];
}

/** For everybody, because an edited list notifies nobody; undefined while nothing got through. */
export function renderGotThrough({ target }: Containment, calls: CallsSince): Message | undefined {
  if (calls.through.length === 0) return undefined;
  const line = [`⚠️ ${targetName(target)}: `, ...throughWords(calls), ...restWords(calls)];
  return {
    text: printLine(...line),
    blocks: [
      paragraph(...line),
      paragraph(
        'AWS takes seconds, sometimes minutes, to refuse everything. Look at what these calls did. If more come, somebody has another way in: look in IAM whether AWSDenyAll is still there, and contain what they made.',
      ),
    ],
  };
}

function throughWords({ through, since, lastThrough }: CallsSince): readonly Inline[] {
  const total = through.reduce((sum, { calls }) => sum + calls, 0);
  const names = through
    .slice(0, NAMES)
    .map(({ name, calls }) => `${shorten(name, NAME) || '–'}${calls > 1 ? ` (×${calls})` : ''}`);
  const left = through.length - names.length;
  return [
    `${callsWord(total)} still succeeded after `,
    moment(since),
    `: ${names.join(', ')}${left > 0 ? ` and ${left} more kinds` : ''}`,
    ...(lastThrough ? [', the last ', moment(lastThrough)] : []),
    '.',
  ];
}

function restWords({ refused }: CallsSince): readonly Inline[] {
  return refused === 0 ? [] : [refused === 1 ? ' 1 was refused.' : ` ${refused} were refused.`];
}

function freeWords({ free }: CallsSince): readonly Inline[] {
  return free.length === 0 ? [] : [` Not counted: ${free.join(', ')}, which AWS refuses to nobody.`];
}

function callsWord(count: number): string {
  return count === 1 ? '1 call' : `${count} calls`;
}
