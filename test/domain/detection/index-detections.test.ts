import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { compileCatalog } from '../../../bot/domain/detection/compile-detection.ts';
import { indexDetections } from '../../../bot/domain/detection/index-detections.ts';
import { parseTrailEvent } from '../../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../../bot/domain/event/trail-event.ts';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { generateRecords } from '../../bench/generate-records.ts';
import { arbitraryRecord } from '../../support/arbitrary-records.ts';
import { CORPUS_DIR, readCorpus } from '../../support/corpus.ts';
import { record } from '../../support/records.ts';

/** What an index of these patterns finds for a record, by their places. */
function found(patterns: readonly string[], fields: JsonObject): readonly number[] {
  const listed = patterns.map((text, place) => ({ place, pattern: compileFilterPattern(text) }));
  return indexDetections(listed)(fields).map(({ place }) => place);
}

const named = (name: string) => `{ $.eventName = "${name}" }`;
const from = (source: string) => `{ $.eventSource = "${source}" }`;
const denied = '{ $.errorCode = "AccessDenied*" }';

describe('indexDetections', () => {
  it('leaves out what wants another call or another service', () => {
    const patterns = [named('CreateUser'), named('DeleteUser'), from('iam'), from('s3')];
    expect(found(patterns, { eventName: 'CreateUser', eventSource: 'iam' })).toEqual([0, 2]);
  });

  it('always asks what wants neither', () => {
    expect(found([denied, 'AccessDenied', '', named('A'), from('s3')], {})).toEqual([0, 1, 2]);
  });

  it('keeps the order of the catalog', () => {
    const patterns = [named('A'), denied, from('s3'), named('A'), denied, from('s3'), named('A')];
    const all = patterns.map((_, place) => place);
    expect(found(patterns, { eventName: 'A', eventSource: 's3' })).toEqual(all);
  });

  it('finds a number by its text, as the pattern language does', () => {
    expect(found([named('7'), from('1e+21')], { eventName: 7, eventSource: 1e21 })).toEqual([0, 1]);
  });

  it.each(['constructor', '__proto__', 'toString', ''])(
    'takes a call named "%s" as a call like any other',
    (name) => {
      expect(found([named('CreateUser'), named(name)], { eventName: name, eventSource: name })).toEqual([1]);
      expect(found([named('CreateUser')], { eventName: name, eventSource: name })).toEqual([]);
    },
  );

  it.each([null, true, ['A'], { A: 'A' }])('finds nothing under %j, which no text is equal to', (value) => {
    expect(found([named('A'), from('A'), named('true'), named('null')], { eventName: value })).toEqual([]);
  });
});

describe('the catalog with its index', () => {
  const { detections } = loadCatalog(new URL('../../../templates/', import.meta.url));
  const { detections: compiled, judgeAll } = compileCatalog(detections);
  const examples = detections.flatMap((detection) => detection.examples.map(({ event }) => event));

  /** @returns how many detections counted the record */
  function expectSame(fields: JsonObject): number {
    const event = parseTrailEvent(fields);
    const asked = compiled.flatMap(({ detection, judge }) => {
      const verdict = judge(event);
      return verdict === undefined ? [] : [{ detection, verdict }];
    });
    expect(judgeAll(event)).toEqual(asked);
    return asked.length;
  }

  it('judges every example as without it', () => {
    const counted = examples.map(expectSame);
    expect(counted.filter((count) => count > 1).length).toBeGreaterThan(50);
  });

  it('judges the examples with any name and source as without it', () => {
    const texts = fc.constantFrom(...examples.flatMap((event) => [event.eventName, event.eventSource]));
    const values = fc.oneof(texts, fc.constantFrom('__proto__', 'constructor', ''), fc.jsonValue());
    fc.assert(
      fc.property(fc.constantFrom(...examples), values, values, (event, eventName, eventSource) => {
        expectSame({ ...event, eventName, eventSource });
      }),
      { numRuns: 2_000 },
    );
  });

  it('judges hostile records as without it', () => {
    const calls = examples.map((event) => [String(event.eventSource), String(event.eventName)] as const);
    fc.assert(
      fc.property(arbitraryRecord(calls), (fields) => void expectSame(fields)),
      { numRuns: 500 },
    );
  });

  it('judges a routine log as without it', () => {
    const counted = generateRecords(3_000).map((text) => expectSame(JSON.parse(text)));
    expect(counted.filter((count) => count > 0).length).toBeGreaterThan(30);
  });

  it.runIf(CORPUS_DIR)('judges recorded events as without it', () => {
    const events = ['stratus.jsonl', 'awsdocs.jsonl'].flatMap(readCorpus);
    const counted = events.map(({ event }) => expectSame(event));
    expect(counted.filter((count) => count > 0).length).toBeGreaterThan(10);
  });

  it('asks a tenth of the catalog at most about a routine call', () => {
    const candidates = indexDetections(compiled);
    expect(
      candidates(record({ eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com' })).length,
    ).toBeLessThan(compiled.length / 10);
  });
});
