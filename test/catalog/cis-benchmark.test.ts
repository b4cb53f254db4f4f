import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../bot/catalog/load-catalog.ts';

const { detections } = loadCatalog(new URL('../../templates/', import.meta.url));
const byControl = new Map(
  detections.flatMap((it) => [it.frameworks.cis ?? []].flat().map((id) => [id, it] as const)),
);
const { CORPUS_DIR } = process.env;

describe('the CIS AWS Foundations monitoring controls', () => {
  it('are all fifteen there, each once', () => {
    const ids = Array.from({ length: 15 }, (_, index) => `4.${index + 1}`);
    expect([...byControl.keys()].sort()).toEqual(ids.sort());
    expect(new Set(byControl.values()).size).toBe(15);
  });

  it('alarm on the first match within a minute, as the benchmark asks', () => {
    for (const detection of byControl.values()) expect(detection.alarm).toEqual({ threshold: 1, period: 60 });
  });
});

describe('the four filters of the guide', () => {
  it('are each carried by one detection', () => {
    const names = detections.flatMap(({ frameworks }) => frameworks.guide ?? []);
    expect(names.sort()).toEqual([
      'Failed console logins',
      'IAM policy changes',
      'Root account usage',
      'Security group changes',
    ]);
  });
});

describe.runIf(CORPUS_DIR)('against the published benchmarks', () => {
  it('each filter is one of the patterns of its own control, character for character', () => {
    const published = publishedPatterns();
    for (const [id, { filter }] of byControl) {
      const own = published.filter((it) => it.control === undefined || it.control === id.replace('4.', ''));
      expect(
        own.map(({ pattern }) => pattern),
        id,
      ).toContain(filter);
    }
  });
});

/** Controls of the benchmark itself have a number; the other sources in the file name them in words. */
function publishedPatterns(): readonly { control: string | undefined; pattern: string }[] {
  type Source = Record<string, { patterns: string[] }>;
  const sources = JSON.parse(readFileSync(`${CORPUS_DIR}/cis_patterns.json`, 'utf8')) as Record<
    string,
    Source
  >;
  return Object.values(sources).flatMap((source) =>
    Object.entries(source).flatMap(([id, { patterns }]) =>
      patterns.map((pattern) => ({ control: /^\d+\.(\d+)$/.exec(id)?.[1], pattern })),
    ),
  );
}
