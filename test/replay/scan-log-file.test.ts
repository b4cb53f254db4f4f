import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailMessage } from '../../bot/domain/event/parse-trail-event.ts';
import { findingsOf } from '../../bot/domain/replay/finding.ts';
import { createSieve } from '../../bot/domain/scan/sieve.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { createScanner } from '../../bot/replay/open-scanner.ts';
import { scanLogFile } from '../../bot/replay/scan-log-file.ts';
import { generateRecords } from '../bench/generate-records.ts';

const catalog = compileCatalog(loadCatalog(TEMPLATES).detections);
const scanner = createScanner(createSieve(catalog.detections.map(({ pattern }) => pattern)));
const records = generateRecords(1_000);
const scan = (text: string) => scanLogFile(Buffer.from(text), scanner);
const fileOf = (texts: readonly string[], end = ']}') => `{"Records":[${texts.join(',')}${end}`;

describe('a log file read the quick way', () => {
  it('gives what every record parsed gives', () => {
    const scanned = scan(fileOf(records));
    const plain = records.map(parseTrailMessage);
    expect(scanned?.candidates.flatMap((event) => findingsOf(event, catalog))).toEqual(
      plain.flatMap((event) => findingsOf(event, catalog)),
    );
    const times = plain.map(({ eventTime }) => eventTime?.getTime() ?? Number.NaN);
    expect(scanned).toMatchObject({
      events: records.length,
      first: Math.min(...times),
      last: Math.max(...times),
    });
  });

  it('parses few of them', () => {
    expect(scan(fileOf(records))?.candidates.length).toBeLessThan(100);
  });

  it('takes a record larger than what it looks at at once, and text beyond ASCII as it is', () => {
    const [one = ''] = records;
    const name = `Zoë ${'界'.repeat(100_000)}`;
    const large = one
      .replace('"type":"', '"type":"Root","userName":"')
      .replace('"userName":"', `"userName":"${name}","x":"`);
    const scanned = scan(fileOf([...records.slice(0, 5), large, ...records.slice(5, 10)]));
    expect(scanned?.events).toBe(11);
    expect(scanned?.candidates.some(({ record }) => JSON.stringify(record).includes(name))).toBe(true);
  });

  it('takes a line break at the end of the file', () => {
    expect(scan(`${fileOf(records.slice(0, 3))}\n`)?.events).toBe(3);
  });

  it.each([
    ['is cut off', fileOf(records.slice(0, 3), '')],
    ['has no records', '{"Records":[]}'],
    [
      'has spaces',
      JSON.stringify({ Records: records.slice(0, 3).map((one) => JSON.parse(one)) }, undefined, 1),
    ],
    ['holds something else', '{"digestPublicKeyFingerprint":"x"}'],
    ['is empty', ''],
    [
      'has a record that is none',
      fileOf([...records.slice(0, 2), '{"eventVersion":"1","userIdentity":oops}']),
    ],
    [
      'has something between the records',
      fileOf(records.slice(0, 2)).replace('},{"eventVersion"', '},5,{"eventVersion"'),
    ],
  ])('leaves a file that %s to the plain way', (_, text) => {
    expect(scan(text)).toBeUndefined();
  });

  it('leaves a file to the plain way where something within a record looks like another one', () => {
    const [one = ''] = records;
    const nested = '"requestParameters":{"tags":[{"eventVersion":"1","a":1},{"eventVersion":"1"}]},"x":';
    const tricky = one.replace('"requestParameters":', nested).replace('"type":"', '"type":"Root","y":"');
    expect(() => JSON.parse(tricky)).not.toThrow();
    expect(scan(fileOf([tricky, ...records.slice(0, 3)]))).toBeUndefined();
  });
});
