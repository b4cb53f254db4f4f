import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../bot/catalog/load-catalog.ts';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { createSieve } from '../../../bot/domain/scan/sieve.ts';
import { TEMPLATES } from '../../../bot/entry/local-world.ts';
import { generateRecords } from '../../bench/generate-records.ts';
import { arbitraryRecord } from '../../support/arbitrary-records.ts';
import { CORPUS_DIR, readCorpus } from '../../support/corpus.ts';

const { detections } = loadCatalog(TEMPLATES);
const patterns = detections.map(({ filter }) => compileFilterPattern(filter));
const records = generateRecords(3_000);

/** As CloudTrail writes it, with what the test is about in its place. */
function record({
  type = 'IAMUser',
  agent = 'aws-cli/2.27',
  error = '',
  rest = '"requestParameters":null',
} = {}) {
  const head = `{"eventVersion":"1.11","userIdentity":{"type":"${type}","userName":"alice"},"eventTime":"2026-11-22T00:00:00Z"`;
  const call = `"eventSource":"s3.amazonaws.com","eventName":"GetBucketAcl","awsRegion":"us-east-1"`;
  return `${head},${call},"sourceIPAddress":"192.0.2.7","userAgent":"${agent}"${error},${rest}}`;
}

function mayMatch(
  text: string,
  filters: readonly string[] = detections.map(({ filter }) => filter),
): boolean {
  return createSieve(filters.map(compileFilterPattern)).mayMatch(text, 0, text.length);
}

describe('the sieve', () => {
  it('holds back no record that a detection counts, alone or among others', () => {
    const sieve = createSieve(patterns);
    const text = records.join(',');
    let start = 0;
    for (const one of records) {
      const counted = patterns.some((pattern) => pattern.matches(one));
      if (counted) expect(sieve.mayMatch(text, start, start + one.length), one).toBe(true);
      start += one.length + 1;
    }
  });

  it('holds back most of what nobody counts', () => {
    const sieve = createSieve(patterns);
    const passed = records.filter((one) => sieve.mayMatch(one, 0, one.length));
    const counted = records.filter((one) => patterns.some((pattern) => pattern.matches(one)));
    expect(passed.length).toBeLessThan(records.length / 10);
    expect(counted.length).toBeGreaterThan(10);
  });

  it('holds back no example of a detection', () => {
    for (const { examples } of detections) {
      for (const { event, fires } of examples) if (fires) expect(mayMatch(JSON.stringify(event))).toBe(true);
    }
  });

  it('holds back nothing that matches, whatever the record and however it is written', () => {
    const calls = detections.flatMap(({ examples }) =>
      examples.map(({ event }): [string, string] => [String(event.eventSource), String(event.eventName)]),
    );
    const sieve = createSieve(patterns);
    const spaced = fc.constantFrom(undefined, 1);
    fc.assert(
      fc.property(arbitraryRecord(calls), spaced, (one, indent) => {
        const text = JSON.stringify(one, undefined, indent);
        return sieve.mayMatch(text, 0, text.length) || !patterns.some((pattern) => pattern.matches(text));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['root', record({ type: 'Root' }), true],
    ['somebody else', record(), false],
    ['a tool of attackers', record({ agent: 'Pacu/1.0' }), true],
    ['a refused call', record({ error: ',"errorCode":"AccessDenied"' }), true],
    ['another error', record({ error: ',"errorCode":"NoSuchBucket"' }), false],
    [
      'a refusal where CloudTrail does not write it',
      record({ rest: '"x":1,"errorCode":"AccessDenied"' }),
      true,
    ],
    ['the bot’s own queue', record({ rest: '"requestParameters":{"queueName":"trailbot-jobs"}' }), true],
    [
      'its name with a letter escaped',
      record({ rest: '"requestParameters":{"queueName":"tr\\u0061ilbot"}' }),
      true,
    ],
    ['a sign that AWS escapes', record({ rest: '"requestParameters":{"a":"b\\u003dc"}' }), false],
    ['an agent with a quote in it', record({ agent: 'x\\",\\"errorCode\\":\\"' }), true],
    ['spaces', record().replaceAll(':', ': '), true],
    ['fields in another order', `{"eventName":"X",${record().slice(1)}`, true],
  ])('knows %s by the text', (_, text, may) => {
    expect(() => JSON.parse(text)).not.toThrow();
    expect(mayMatch(text)).toBe(may);
  });

  it('tells two kinds apart that differ in one field alone', () => {
    const sieve = createSieve([compileFilterPattern('{ $.userAgent = "b" }')]);
    const texts = ['a', 'b', 'a', 'b'].map((agent) => record({ agent }));
    expect(texts.map((text) => sieve.mayMatch(text, 0, text.length))).toEqual([false, true, false, true]);
  });

  it('forgets what it knew before that fills the memory, and stays right', () => {
    const sieve = createSieve([compileFilterPattern('{ $.userAgent = "agent-1" }')]);
    const asked = Array.from({ length: 10_000 }, (_, n) => record({ agent: `agent-${n}` }));
    const may = asked.filter((text) => sieve.mayMatch(text, 0, text.length));
    expect(may).toEqual([record({ agent: 'agent-1' })]);
  });

  it.runIf(CORPUS_DIR)('holds back no recorded event that a detection counts', () => {
    const events = ['awsdocs.jsonl', 'stratus.jsonl']
      .flatMap(readCorpus)
      .map(({ event }) => JSON.stringify(event));
    const sieve = createSieve(patterns);
    const lost = events.filter(
      (text) => !sieve.mayMatch(text, 0, text.length) && patterns.some((pattern) => pattern.matches(text)),
    );
    expect(lost).toEqual([]);
  });
});
