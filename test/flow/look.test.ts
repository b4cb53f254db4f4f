import { describe, expect, it } from 'vitest';
import { compileDetection } from '../../bot/domain/detection/compile-detection.ts';
import { TrailbotError } from '../../bot/domain/errors.ts';
import { lookAtLog } from '../../bot/flow/look.ts';
import type { TrailLog } from '../../bot/ports/aws.ts';
import { detection } from '../support/alert-fixtures.ts';
import { alarm } from '../support/sightings.ts';

const LIST = Array.from({ length: 60 }, (_, index) => `($.eventName = "DeleteThis${index}")`).join(' || ');
const LONG = compileDetection(detection({ id: 'all-gone', filter: `{ ${LIST} }` }));
const CHANGED = alarm().changedAt;
const NOW = new Date(CHANGED.getTime() + 60_000);
const FROM = new Date(CHANGED.getTime() - 600_000);

type Query = Parameters<TrailLog['read']>[0];
type Answer = Awaited<ReturnType<TrailLog['read']>>;

/** Answers the reads in turn; notes what was asked. */
function logThat(...answers: readonly (Partial<Answer> | TrailbotError)[]) {
  const asked: Query[] = [];
  const read = async (query: Query) => {
    const answer = answers[asked.length];
    asked.push(query);
    if (answer instanceof Error) throw answer;
    return { messages: [], truncated: false, upTo: query.to, ...answer };
  };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  return { asked, deps: { trailLog: { read }, clock: { now: () => NOW }, log } };
}

function record(eventName: string, eventTime: string, eventID: string = eventName): string {
  return JSON.stringify({ eventName, eventTime, eventID, eventSource: 's3.amazonaws.com' });
}

const REFUSED = new TrailbotError({ code: 'aws_throttled', message: 'too many', hint: 'Wait.' });

describe('a look for the events of a filter that is several metric filters', () => {
  it('asks for each part within what one call takes, over the same time', async () => {
    const { asked, deps } = logThat();
    await lookAtLog(alarm(), LONG, deps, FROM);
    expect(asked).toHaveLength(2);
    for (const { pattern, from, to } of asked) {
      expect(pattern.length).toBeLessThanOrEqual(1_024);
      expect([from, to]).toEqual([FROM, NOW]);
    }
    expect(asked.map(({ pattern }) => pattern).join(' ')).toMatch(/DeleteThis0".*DeleteThis59"/);
  });

  it('finds the events of all parts, the oldest first, and each once', async () => {
    const later = record('DeleteThis1', '2026-11-22T14:05:00Z');
    const earlier = record('DeleteThis59', '2026-11-22T14:03:00Z');
    const { deps } = logThat({ messages: [later] }, { messages: [earlier, later] });
    const { sightings, gap } = await lookAtLog(alarm(), LONG, deps, FROM);
    expect(sightings.map(({ event }) => event.eventName)).toEqual(['DeleteThis59', 'DeleteThis1']);
    expect(gap).toBeUndefined();
  });

  it('is read on from where the part ended that was read the least far', async () => {
    const upTo = new Date(CHANGED.getTime() - 60_000);
    const { deps } = logThat({}, { truncated: true, upTo });
    const { from, gap } = await lookAtLog(alarm(), LONG, deps, FROM);
    expect(from).toEqual(new Date(upTo.getTime() - 120_000));
    expect(gap?.reason).toContain('more than one look can read');
  });

  it('shows what was read before AWS refused a part, says so, and begins again at the next look', async () => {
    const { deps } = logThat({ messages: [record('DeleteThis1', '2026-11-22T14:05:00Z')] }, REFUSED);
    const { sightings, from, gap } = await lookAtLog(alarm(), LONG, deps, FROM);
    expect(sightings).toHaveLength(1);
    expect(from).toEqual(FROM);
    expect(gap).toMatchObject({ reason: 'too many', remedy: 'Wait.' });
  });
});
