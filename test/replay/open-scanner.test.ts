import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileFilterPattern } from '../../bot/domain/filter-pattern/compile-filter-pattern.ts';
import { createSieve } from '../../bot/domain/scan/sieve.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { createScanner, type Scanner } from '../../bot/replay/open-scanner.ts';
import { generateRecords } from '../bench/generate-records.ts';
import { arbitraryRecord } from '../support/arbitrary-records.ts';
import { CORPUS_DIR, readCorpus } from '../support/corpus.ts';

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

function scannerOf(...filters: readonly string[]): Scanner {
  return createScanner(createSieve(filters.map(compileFilterPattern)));
}

const everything = createScanner(createSieve(patterns));

/** Whether it has to be parsed. */
function mayMatch(text: string, scanner = everything): boolean {
  const bytes = Buffer.from(text);
  let taken = 0;
  const passed = scanner.scanRecords(bytes, 0, bytes.length, {
    isCounted: () => true,
    take() {
      taken += 1;
      return true;
    },
  });
  if (passed !== undefined) expect(passed.passed + taken).toBe(1);
  return taken > 0 || passed === undefined;
}

describe('the scanner', () => {
  it('holds back no record that a detection counts, among others', () => {
    const bytes = Buffer.from(records.join(','));
    const taken = new Set<string>();
    const passed = everything.scanRecords(bytes, 0, bytes.length, {
      isCounted: () => true,
      take: (start, stop) => taken.add(bytes.toString('utf8', start, stop)) !== undefined,
    });
    expect(passed?.passed).toBe(records.length - taken.size);
    const lost = records.filter((one) => !taken.has(one) && patterns.some((pattern) => pattern.matches(one)));
    expect(lost).toEqual([]);
  });

  it('holds back most of what nobody counts', () => {
    const passed = records.filter((one) => mayMatch(one));
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
    const spaced = fc.constantFrom(undefined, 1);
    fc.assert(
      fc.property(arbitraryRecord(calls), spaced, (one, indent) => {
        const text = JSON.stringify(one, undefined, indent);
        return mayMatch(text) || !patterns.some((pattern) => pattern.matches(text));
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

  it.each([
    [',"readOnly":true', false],
    [',"readOnly":false', true],
    ['', true],
    [',"requestParameters":{"readOnly":true}', true],
    [',"readOnly":true,"requestParameters":{"a":"},\\"readOnly\\":false{"}', false],
    [',"read\\u004fnly":false', true],
  ])('takes a filter about reads by its word: %s', (rest, may) => {
    const filter =
      '{ ($.readOnly IS FALSE || $.readOnly NOT EXISTS) && ($.userIdentity.userName = "alice") }';
    expect(mayMatch(record({ rest: `"eventID":"1"${rest}` }), scannerOf(filter))).toBe(may);
  });

  it('tells two kinds apart that differ in one field alone', () => {
    const scanner = scannerOf('{ $.userAgent = "b" }');
    const texts = ['a', 'b', 'a', 'b'].map((agent) => record({ agent }));
    expect(texts.map((text) => mayMatch(text, scanner))).toEqual([false, true, false, true]);
  });

  it.each([
    ['agents', (n: number) => ({ agent: `agent-${n}` }), '{ $.userAgent = "agent-1" }'],
    ['calls', (n: number) => ({ type: `type-${n}` }), '{ $.userIdentity.type = "type-1" }'],
    [
      'calls with long names',
      (n: number) => ({ type: `type-${n} ${'t'.repeat(4_000)}` }),
      '{ $.userIdentity.type = "type-1 *" }',
    ],
    [
      'calls whose names are too long to be known again',
      (n: number) => ({ type: `type-${n % 100} ${'t'.repeat(5_000)}` }),
      '{ $.userIdentity.type = "type-1 *" }',
    ],
  ])('forgets %s before they fill the memory, and stays right', (_, made, filter) => {
    const scanner = scannerOf(filter, '{ $.requestParameters.a = "something sought" }');
    const asked = [...Array.from({ length: 8_300 }, (_, n) => record(made(n))), record(made(1))];
    const may = asked.filter((text) => mayMatch(text, scanner));
    expect(may).toEqual(asked.filter((text) => compileFilterPattern(filter).matches(text)));
  });

  it('parses what has more braces at its beginning than at its end: it may be a part of a record', () => {
    const one = record({ rest: '"requestParameters":{"a":"{"}' });
    expect(mayMatch(one, scannerOf('{ $.eventName = "X" }'))).toBe(true);
  });

  it('finds a text wherever it stands, and not in the record before or after', () => {
    const scanner = scannerOf('{ $.requestParameters.a = "sought" }');
    for (let length = 0; length < 70; length += 1) {
      const filled = 'x'.repeat(length);
      const one = (text: string) => record({ rest: `"requestParameters":{"a":"${text}"}` });
      const texts = [one(filled), one(`${filled}sought`), one(`sought${filled}`), one(filled)];
      const bytes = Buffer.from(texts.join(','));
      const taken: string[] = [];
      const take = (start: number, stop: number) => taken.push(bytes.toString('utf8', start, stop)) > 0;
      const visitor = { isCounted: () => true, take };
      expect(scanner.scanRecords(bytes, 0, bytes.length, visitor)).toMatchObject({ passed: 2 });
      expect(taken).toEqual(texts.slice(1, 3));
    }
  });

  it('parses a record that has one of its first fields twice, as JSON has it', () => {
    const scanner = scannerOf('{ $.eventName = "DeleteTrail" }', '{ $.errorCode = "AccessDenied" }');
    const twice = [
      '"eventName":"DeleteTrail"',
      '"userIdentity":{"type":"Root"}',
      '"eventSource":"cloudtrail.amazonaws.com"',
      '"errorCode":"AccessDenied"',
    ];
    for (const field of twice) expect(mayMatch(record({ rest: field }), scanner), field).toBe(true);
    const error = ',"errorCode":"NoSuchBucket"';
    expect(mayMatch(record({ error }), scanner)).toBe(false);
    expect(mayMatch(record({ error, rest: '"errorCode":"AccessDenied"' }), scanner)).toBe(true);
  });

  it('asks for the time of each event that is of another second than the one before', () => {
    const times = ['10:00:00', '10:00:00', '10:00:01', '10:00:00', '10:00:00.5'];
    const texts = times.map((time) => record().replace('00:00:00Z', `${time}Z`));
    const bytes = Buffer.from(texts.join(','));
    const asked: string[] = [];
    const passed = scannerOf('{ $.eventName = "X" }').scanRecords(bytes, 0, bytes.length, {
      take: () => expect.fail('nothing has to be parsed'),
      isCounted(time) {
        asked.push(time.slice(11, -1));
        return !time.includes('10:00:01');
      },
    });
    expect(asked).toEqual(['10:00:00', '10:00:01', '10:00:00', '10:00:00.5']);
    expect(passed).toEqual({ passed: 4, lines: 0 });
  });

  it('gives a record whose time does not tell whether it counts', () => {
    const bytes = Buffer.from(`${record()},${record()}`);
    let taken = 0;
    const scanner = scannerOf('{ $.eventName = "X" }');
    const take = () => {
      taken += 1;
      return true;
    };
    expect(scanner.scanRecords(bytes, 0, bytes.length, { take, isCounted: () => undefined })?.passed).toBe(0);
    expect(taken).toBe(2);
  });

  it('goes on over many windows, whatever the size of the records', () => {
    const scanner = scannerOf('{ $.userIdentity.type = "Root" }');
    const sizes = [10, 250_000, 262_000, 300_000, 5, 700_000, 100_000, 100_000, 100_000, 20];
    const texts = sizes.map((size, n) =>
      record({ type: n % 3 === 0 ? 'Root' : 'IAMUser', rest: `"a":"${'é'.repeat(size / 2)}"` }),
    );
    const bytes = Buffer.from(texts.join(','));
    const taken: string[] = [];
    const passed = scanner.scanRecords(bytes, 0, bytes.length, {
      isCounted: () => true,
      take: (start, stop) => taken.push(bytes.toString('utf8', start, stop)) > 0,
    });
    expect((passed?.passed ?? 0) + taken.length).toBe(texts.length);
    // What does not fit into a window is parsed.
    const must = texts.filter((text) => text.includes('Root') || text.length > 262_144);
    expect(must.filter((text) => !taken.includes(text))).toEqual([]);
    expect(taken.filter((text) => !must.includes(text) && Buffer.byteLength(text) < 262_144)).toEqual([]);
  });

  it('ends when it is told to', () => {
    const bytes = Buffer.from([record({ type: 'Root' }), record({ type: 'Root' })].join(','));
    let taken = 0;
    const take = () => {
      taken += 1;
      return false;
    };
    const visitor = { take, isCounted: () => true };
    expect(everything.scanRecords(bytes, 0, bytes.length, visitor)).toBeUndefined();
    expect(taken).toBe(1);
  });

  it('gives what the visitor throws to whoever asked, and reads the next file as ever', () => {
    const bytes = Buffer.from(record({ type: 'Root' }));
    const take = () => {
      throw new RangeError('not this one');
    };
    const visitor = { take, isCounted: () => true };
    expect(() => everything.scanRecords(bytes, 0, bytes.length, visitor)).toThrow('not this one');
    expect(mayMatch(record())).toBe(false);
  });

  it('knows the lines by their number, blank ones and one too long for a window included', () => {
    const long = record({ rest: `"a":"${'x'.repeat(400_000)}"` });
    const lines = [
      record(),
      '',
      'oops',
      `${record({ type: 'Root' })}\r`,
      long,
      '\r',
      record(),
      `{"a":1}`,
      '',
    ];
    for (const end of ['', '\n']) {
      const bytes = Buffer.from(lines.join('\n') + end);
      const taken: [number, string][] = [];
      const passed = everything.scanLines(bytes, {
        isCounted: () => true,
        take: (start, stop, line) => taken.push([line, bytes.toString('utf8', start, stop)]) > 0,
      });
      expect(taken).toEqual([
        [3, 'oops'],
        [4, record({ type: 'Root' })],
        [5, long],
        [8, '{"a":1}'],
      ]);
      expect(passed).toEqual({ passed: 2, lines: end === '' ? 8 : 9 });
    }
  });

  it.runIf(CORPUS_DIR)('holds back no recorded event that a detection counts', () => {
    const events = ['awsdocs.jsonl', 'stratus.jsonl']
      .flatMap(readCorpus)
      .map(({ event }) => JSON.stringify(event));
    const lost = events.filter(
      (text) => !mayMatch(text) && patterns.some((pattern) => pattern.matches(text)),
    );
    expect(lost).toEqual([]);
  });
});
