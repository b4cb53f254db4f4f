// A record may be broken on purpose: no detection may crash on it, or be talked into silence by it.
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';
import { compileDetection } from '../../bot/domain/detection/compile-detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { JsonObject } from '../../bot/domain/event/trail-event.ts';

/** Those whose filter no benchmark or guide prescribes. */
const detections = loadCatalog(new URL('../../templates/', import.meta.url)).detections.filter(
  ({ frameworks }) => frameworks.cis === undefined && frameworks.guide === undefined,
);
const BROKEN: readonly unknown[] = [7, 'text', [[7]], { items: [7] }];
/** In JMESPath `!a.b` is the `b` of `!a`, so nothing; `!(a.b)` is meant. */
const NEGATED_PATH = /!\s*[A-Za-z_"][\w"]*\s*[.[]/;

describe.each(detections.map((detection) => [detection.id, detection] as const))('%s', (_, detection) => {
  const { judge } = compileDetection(detection);
  const pages = detection.examples.filter(({ fires, lane = 'page' }) => fires && lane === 'page');

  it('can judge a record whose parts have the wrong type', () => {
    for (const { event } of pages.slice(0, 2)) {
      for (const variant of variantsOf(event))
        expect(judge(parseTrailEvent(variant))?.because.join() ?? '').not.toMatch(/could not be/);
    }
  });

  it('still pages when the caller lies about its program', () => {
    if (detection.filter.includes('$.userAgent')) return;
    for (const { name, event } of pages) {
      const verdict = judge(parseTrailEvent({ ...event, userAgent: '<!channel> "}) || (true' }));
      expect(verdict?.lane, name).toBe('page');
    }
  });

  it('negates paths in parentheses only', () => {
    const expressions = [detection.signal ?? '', ...detection.raise.map(({ when }) => when)];
    for (const expression of expressions)
      expect(expression.replace(/'[^']*'|`[^`]*`/g, "''")).not.toMatch(NEGATED_PATH);
  });

  it('uses no regular expression, of which a log group takes five', () => {
    expect(detection.filter).not.toMatch(/=\s*%/);
  });
});

function* variantsOf(event: JsonObject): Generator<JsonObject> {
  for (const part of [
    'requestParameters',
    'userIdentity',
    'responseElements',
    'errorCode',
    'sourceIPAddress',
  ]) {
    for (const value of BROKEN) yield { ...event, [part]: value };
    const object = event[part];
    if (typeof object !== 'object' || object === null) continue;
    for (const key of Object.keys(object))
      for (const value of BROKEN) yield { ...event, [part]: { ...object, [key]: value } };
  }
}
