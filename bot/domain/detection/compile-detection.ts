// Makes a detection ready to judge events: its filter and its JMESPath compiled once, run on every event.

import type { TrailEvent } from '../event/trail-event.ts';
import { compileOfAnyLength, type FilterPattern } from '../filter-pattern/compile-filter-pattern.ts';
import { compileJmespath, type JmespathCondition } from './compile-jmespath.ts';
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
  return compileWith(compileJmespath, detection);
}

function compileWith(
  compile: (expression: string) => JmespathCondition,
  detection: Detection,
): CompiledDetection {
  const pattern = compileOfAnyLength(detection.filter);
  const conditions: Conditions = {
    severity: detection.severity,
    signal: detection.signal === undefined ? undefined : compile(detection.signal),
    raise: detection.raise.map((rule) => ({ ...rule, when: compile(rule.when) })),
  };
  return {
    detection,
    pattern,
    judge: ({ record }) => (pattern.matchesRecord(record) ? judge(conditions, record) : undefined),
  };
}

/**
 * What runs on each event of the stream. Compiled when it is first asked: a function starts sooner, and much of what it
 * is called for has no event.
 * @returns whose members throw TrailbotError `filter_pattern_invalid`, for what never was a `loadCatalog`'s; an
 * expression that is none counts as the worse case, as judge says
 */
export function compileCatalog(detections: readonly Detection[]): CompiledCatalog {
  let compiled: ReturnType<typeof compileAll> | undefined;
  const ready = () => {
    compiled ??= compileAll(detections);
    return compiled;
  };
  return {
    get detections() {
      return ready().detections;
    },
    judgeAll: (event) =>
      ready()
        .candidates(event.record)
        .flatMap(({ detection, judge }) => {
          const verdict = judge(event);
          return verdict === undefined ? [] : [{ detection, verdict }];
        }),
  };
}

function compileAll(all: readonly Detection[]) {
  const detections = all.map((detection) => compileWith(compileWhenAsked, detection));
  return { detections, candidates: indexDetections(detections) };
}

/** A start has a hundred expressions to compile, and an event asks for one or two of them. */
function compileWhenAsked(expression: string): JmespathCondition {
  let compiled: JmespathCondition | undefined;
  return (record) => {
    compiled ??= compileJmespath(expression);
    return compiled(record);
  };
}
