// Explains what a detection makes of one record: the filter, then the signal and the raise rules, then the verdict.
import { compileDetection } from '../detection/compile-detection.ts';
import type { Detection, Severity } from '../detection/detection.ts';
import type { Verdict } from '../detection/judge.ts';
import type { TrailEvent } from '../event/trail-event.ts';
import { explainExpression } from './explain-expression.ts';
import { explainJmespath } from './explain-jmespath.ts';
import type { Clause, Explained } from './explained.ts';

export interface RaiseExplained {
  readonly to: Severity;
  readonly because: string;
  readonly when: Explained;
}

export interface Explanation {
  readonly detection: Detection;
  readonly event: TrailEvent;
  readonly filter: Explained;
  /** Undefined when the filter does not count the record, and when the detection has none: then every match pages. */
  readonly signal: Explained | undefined;
  /** Empty when the filter does not count the record: then none of them is asked. */
  readonly raise: readonly RaiseExplained[];
  /** What the bot itself makes of the record; undefined: the filter does not count it. */
  readonly verdict: Verdict | undefined;
}

/**
 * Compiled once, asked for each record.
 * @throws TrailbotError `filter_pattern_invalid` or `catalog_invalid`; for a detection from a catalog never
 */
export function createExplainer(detection: Detection): (event: TrailEvent) => Explanation {
  const { pattern, judge } = compileDetection(detection);
  return (event) => {
    const { record } = event;
    const verdict = judge(event);
    const { signal } = detection;
    const filter =
      pattern.expression === undefined
        ? wholePattern(pattern.text, pattern.matchesRecord(record))
        : explainExpression(pattern.expression, record);
    if (verdict === undefined) return { detection, event, filter, signal: undefined, raise: [], verdict };
    return {
      detection,
      event,
      filter,
      signal: signal === undefined ? undefined : explainJmespath(signal, record),
      raise: detection.raise.map(({ to, because, when }) => ({
        to,
        because,
        when: explainJmespath(when, record),
      })),
      verdict,
    };
  };
}

/** Of terms, which a catalog refuses. */
function wholePattern(text: string, held: boolean): Clause {
  return { kind: 'clause', text, held, seen: [] };
}
