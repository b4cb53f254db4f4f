import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';
import { TEMPLATES } from '../../bot/entry/local-world.ts';
import { asWritten, createWays } from '../support/replay-ways.ts';

const { detections } = loadCatalog(TEMPLATES);
const ways = createWays(detections);
const examples = detections.flatMap(({ examples: all }) => all.map(({ event }) => event as JsonObject));
const texts = examples.filter(({ userIdentity }) => typeof userIdentity === 'object').map(asWritten);

const FIELDS = {
  eventName: ['StopLogging', 'ConsoleLogin', 'CreateUser', 'GetObject', 'PutBucketPolicy'],
  eventSource: ['cloudtrail.amazonaws.com', 'iam.amazonaws.com', 'signin.amazonaws.com', 's3.amazonaws.com'],
  errorCode: ['AccessDenied', 'Client.UnauthorizedOperation', 'NoSuchKey'],
  userAgent: ['console.amazonaws.com', 'aws-cli/2.31.5'],
  type: ['Root', 'IAMUser', 'AWSService'],
  eventTime: ['2026-11-22T14:03:11Z', 'never'],
} as const;

const key = fc.constantFrom(...(Object.keys(FIELDS) as (keyof typeof FIELDS)[]));
const value = (name: keyof typeof FIELDS) =>
  fc.oneof(
    fc.constantFrom(...FIELDS[name]).map((text) => JSON.stringify(text)),
    fc.constantFrom('null', '1e400', '{}', '[]', 'true', '"\\ud800"', '""'),
  );
/** A second key: plainly within another object, or anywhere with one letter written as an escape. */
const pair = fc.tuple(key, fc.nat(14), fc.boolean()).chain(([name, at, escaped]) =>
  value(name).map((text) => {
    const field = name === 'type' ? `"userIdentity":{"type":${text}}` : `"${name}":${text}`;
    return { escaped, field: escaped ? escapeOne(field, 1 + (at % name.length)) : field };
  }),
);

function escapeOne(text: string, at: number): string {
  const code = text.charCodeAt(at).toString(16).padStart(4, '0');
  return `${text.slice(0, at)}\\u${code}${text.slice(at + 1)}`;
}

/** Where an object's field begins: all of them, or those of objects within the record. */
function placesIn(text: string, deepest: boolean): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (const { 0: part, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
    else if (text.charAt(index + part.length) === ':' && (!deepest || depth > 1)) places.push(index);
  }
  return places;
}

const doubled = fc
  .tuple(fc.constantFrom(...texts), pair, fc.nat(400))
  .map(([text, { field, escaped }, where]) => {
    const places = placesIn(text, !escaped);
    const at = places[where % places.length] ?? 0;
    if (escaped && where % 3 === 0) return `${text.slice(0, -1)},${field}}`;
    return `${text.slice(0, at)}${field},${text.slice(at)}`;
  });

describe('a record with a key twice', () => {
  it('gives in a log file what it gives when it is parsed, where the last one counts', () => {
    fc.assert(
      fc.property(fc.array(doubled, { minLength: 1, maxLength: 4 }), (records) => {
        const file = Buffer.from(`{"Records":[${records.join(',')}]}`);
        const quick = ways.quickly(file);
        if (quick) expect(quick).toEqual(ways.plainly(file));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives in a line what it gives when it is parsed', () => {
    fc.assert(
      fc.property(fc.array(doubled, { minLength: 1, maxLength: 4 }), (records) => {
        const file = Buffer.from(records.join('\n'));
        expect(ways.byLine(file)).toEqual(ways.plainly(file));
      }),
      { numRuns: 3_000 },
    );
  });

  it('is not always left to the plain way', () => {
    const all = fc.sample(doubled, { numRuns: 500, seed: 1 });
    const quick = all.filter((one) => ways.quickly(Buffer.from(`{"Records":[${one}]}`)));
    expect(quick.length).toBeGreaterThan(100);
  });
});
