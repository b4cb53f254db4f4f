// Measures how fast the catalog runs over a log, on one core, against what reading the JSON costs at the least.
import { type CompiledCatalog, compileCatalog } from '../../bot/domain/detection/compile-detection.ts';
import type { Detection } from '../../bot/domain/detection/detection.ts';
import { parseTrailEvent } from '../../bot/domain/event/parse-trail-event.ts';
import type { TrailEvent } from '../../bot/domain/event/trail-event.ts';
import { generateRecords } from './generate-records.ts';
import { median, type Row, times } from './row.ts';

const EVENTS = 5_000;

export function measureMatching(
  detections: readonly Detection[],
  count: number,
  rounds: number,
): readonly Row[] {
  const texts = generateRecords(count);
  const catalog = compileCatalog(detections);
  const matching = share(texts, catalog);
  const [bare = 0, parsed = 0, judged = 0] = passes(rounds, [
    () => texts.forEach((text) => void JSON.parse(text)),
    () => texts.forEach((text) => void parseTrailEvent(JSON.parse(text))),
    () => texts.forEach((text) => void catalog.judgeAll(parseTrailEvent(JSON.parse(text)))),
  ]);
  const events = texts.slice(0, EVENTS).map((text) => parseTrailEvent(JSON.parse(text)));
  const [indexed = 0, asked = 0] = passes(rounds * 3, [
    () => events.forEach((event) => void catalog.judgeAll(event)),
    () => events.forEach((event) => void askAll(event, catalog)),
  ]);
  const rate = (ms: number) => count / (ms / 1_000);
  const each = (ms: number) => (ms * 1_000) / events.length;
  return [
    {
      name: 'JSON.parse alone',
      figure: rate(bare),
      unit: 'records/s',
      beside: 'the least that reading costs',
    },
    {
      name: '+ parseTrailEvent',
      figure: rate(parsed),
      unit: 'records/s',
      beside: `${times(parsed, bare)} the time of JSON.parse`,
    },
    {
      name: `+ judgeAll, ${detections.length} detections`,
      figure: rate(judged),
      unit: 'records/s',
      beside: `${times(judged, bare)} the time of JSON.parse; ${matching} match`,
    },
    {
      name: 'judgeAll, an event',
      figure: each(indexed),
      unit: 'µs',
      beside: `${each(asked).toFixed(1)} µs when every detection is asked (${times(asked, indexed)})`,
    },
  ];
}

/** @returns for each work the median of its times in milliseconds; they take turns, so that noise meets all alike. */
function passes(rounds: number, works: readonly (() => void)[]): readonly number[] {
  const taken = works.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, work] of works.entries()) {
      const start = performance.now();
      work();
      taken[at]?.push(performance.now() - start);
    }
  }
  return taken.map(median);
}

function askAll(event: TrailEvent, { detections }: CompiledCatalog): readonly unknown[] {
  return detections.flatMap(({ detection, judge }) => {
    const verdict = judge(event);
    return verdict === undefined ? [] : [{ detection, verdict }];
  });
}

function share(texts: readonly string[], { judgeAll }: CompiledCatalog): string {
  const sample = texts.slice(0, EVENTS);
  const matching = sample.filter((text) => judgeAll(parseTrailEvent(JSON.parse(text))).length > 0);
  return `${((matching.length / sample.length) * 100).toFixed(1)} %`;
}
