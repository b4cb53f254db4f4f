import { describe, expect, it } from 'vitest';
import { parseDetection } from '../../../bot/catalog/load-catalog.ts';
import type { Detection } from '../../../bot/domain/detection/detection.ts';
import { type AwsAnswer, findDifferences, questionsFor } from '../../../bot/domain/explain/aws-difference.ts';
import { LONGEST_FILTER_PATTERN } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { scaffoldDetection } from '../../../bot/entry/detections-scaffold.ts';

function detectionOn(eventNames: readonly string[]): Detection {
  const text = scaffoldDetection({
    title: 'Something happened',
    severity: 'low',
    lane: 'page',
    eventSource: 'iam.amazonaws.com',
    eventNames,
    queries: ['actor-timeline'],
  });
  return parseDetection('something.yml', text);
}
const short = detectionOn(['CreateUser']);
const long = detectionOn(Array.from({ length: 60 }, (_, n) => `CreateSomethingLong${n}`));
const matched = (...places: number[]): AwsAnswer => ({ matched: new Set(places) });

describe('the question to AWS', () => {
  it('has the filter as it is deployed: in parts where it is too long for one', () => {
    expect(questionsFor(short).filters.map(({ pattern }) => pattern)).toEqual([short.filter]);
    const { filters } = questionsFor(long);
    expect(filters.length).toBeGreaterThan(1);
    expect(Math.max(...filters.map(({ pattern }) => pattern.length))).toBeLessThanOrEqual(
      LONGEST_FILTER_PATTERN,
    );
  });

  it('has the records as texts', () => {
    expect(questionsFor(short).messages.map((text) => JSON.parse(text))).toEqual(
      short.examples.map(({ event }) => event),
    );
  });
});

describe('the answer of AWS', () => {
  it('differs nowhere when it matches what we match', () => {
    expect(findDifferences(short, [matched(0)])).toEqual([]);
    expect(findDifferences(long, [matched(0), matched(), matched()])).toEqual([]);
  });

  it('differs where it matches less, more, or twice', () => {
    const [hit, miss] = short.examples.map(({ name }) => name);
    const about = { kind: 'count', detectionId: 'something' };
    expect(findDifferences(short, [matched(1)])).toEqual([
      { ...about, example: hit, ours: 1, aws: 0 },
      { ...about, example: miss, ours: 0, aws: 1 },
    ]);
    expect(findDifferences(long, [matched(0), matched(0)])).toEqual([
      { ...about, example: long.examples[0]?.name, ours: 1, aws: 2 },
    ]);
  });

  it('differs when it refuses a filter, and says which', () => {
    expect(findDifferences(long, [matched(0), { refused: 'Invalid' }])).toEqual([
      { kind: 'refused', detectionId: 'something', filter: 'something-part2', said: 'Invalid' },
    ]);
  });
});
