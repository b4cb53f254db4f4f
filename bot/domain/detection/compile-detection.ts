// Makes a detection ready to judge events: its filter and its JMESPath compiled once, run on every event.

import type { TrailEvent } from '../event/trail-event.ts';
import { compileFilterPattern, type FilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import { compileJmespath } from './compile-jmespath.ts';
import type { Detection } from './detection.ts';
import { indexDetections } from './index-detections.ts';
import { type Conditions, judge, type Verdict } from './judge.ts';

export interface CompiledDetection {
  readonly detection: Detection;
  readonly pattern: FilterPattern;
  /** Undefined when the detection's filter does not match the event. Never throws. */
  readonly judge: (event: TrailEvent) => Verdict | undefined;
}

export interface CompiledCatalog {
  readonly detections: readonly CompiledDetection[];
  /** Every detection that counts the event, in the catalog's order. */
  readonly judgeAll: (event: TrailEvent) => readonly { detection: Detection; verdict: Verdict }[];
}

/** @throws TrailbotError `filter_pattern_invalid` or `catalog_invalid`; a detection from `loadCatalog` never does. */
export function compileDetection(detection: Detection): CompiledDetection {
  const pattern = compileFilterPattern(detection.filter);
  const conditions: Conditions = {
    severity: detection.severity,
    signal: detection.signal === undefined ? undefined : compileJmespath(detection.signal),
    raise: detection.raise.map((rule) => ({ ...rule, when: compileJmespath(rule.when) })),
  };
  return {
    detection,
    pattern,
    judge: ({ record }) => (pattern.matchesRecord(record) ? judge(conditions, record) : undefined),
  };
}

/** What runs on each event of the stream. */
export function compileCatalog(detections: readonly Detection[]): CompiledCatalog {
  const compiled = detections.map(compileDetection);
  const candidates = indexDetections(compiled);
  return {
    detections: compiled,
    judgeAll: (event) =>
      candidates(event.record).flatMap(({ detection, judge }) => {
        const verdict = judge(event);
        return verdict === undefined ? [] : [{ detection, verdict }];
      }),
  };
}
