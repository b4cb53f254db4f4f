import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compileFilterPattern } from '../../../bot/domain/filter-pattern/compile-filter-pattern.ts';

const folder = process.env.CORPUS_DIR ?? '';

const caseSchema = z.object({
  source: z.string(),
  kind: z.enum(['json', 'text', 'validation']),
  pattern: z.string(),
  message: z.string(),
  match: z.union([z.boolean(), z.literal('accepted')]),
});

function readCases(): z.infer<typeof caseSchema>[] {
  const lines = readFileSync(join(folder, 'filter_pattern_cases.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => caseSchema.parse(JSON.parse(line)));
}

const benchmarksSchema = z.record(
  z.string(),
  z.record(z.string(), z.object({ patterns: z.array(z.string()) }).loose()),
);

function readBenchmarkPatterns(): string[] {
  const benchmarks = benchmarksSchema.parse(
    JSON.parse(readFileSync(join(folder, 'cis_patterns.json'), 'utf8')),
  );
  return Object.values(benchmarks).flatMap((controls) =>
    Object.values(controls).flatMap(({ patterns }) => patterns),
  );
}

describe.runIf(process.env.CORPUS_DIR)('patterns and messages that others published', () => {
  it('match as they were documented or observed', () => {
    const cases = readCases();
    expect(cases.length).toBeGreaterThan(100);
    const wrong = cases.filter(({ pattern, message, match }) => {
      const compiled = compileFilterPattern(pattern);
      return match !== 'accepted' && compiled.matches(message) !== match;
    });
    expect(wrong).toEqual([]);
  });

  it('compile as JSON patterns when they are the CIS benchmark’s', () => {
    const patterns = readBenchmarkPatterns();
    expect(patterns.length).toBeGreaterThan(100);
    expect(patterns.filter((text) => compileFilterPattern(text).kind !== 'json')).toEqual([]);
  });
});
